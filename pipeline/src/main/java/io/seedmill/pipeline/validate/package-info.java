/** Compares the files of an output with all that is claimed of them. */
package io.seedmill.pipeline.validate;
