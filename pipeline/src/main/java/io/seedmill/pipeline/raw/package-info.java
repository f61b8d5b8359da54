/** The raw files of an output: what of a plan is there already, and what is left to be made. */
package io.seedmill.pipeline.raw;
