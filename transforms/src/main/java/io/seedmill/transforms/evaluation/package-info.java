/** Texts that models are evaluated with, and how samples that repeat them are found. */
package io.seedmill.transforms.evaluation;
