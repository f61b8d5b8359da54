/** Compares published runs. */
package io.seedmill.pipeline.compare;
