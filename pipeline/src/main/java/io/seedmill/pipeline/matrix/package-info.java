/** Matrices: axes of values, multiplied out to combinations, and the texts that refer to them. */
package io.seedmill.pipeline.matrix;
