/** Tests whether generators keep their promises: the same sample for the same index, always. */
package io.seedmill.pipeline.check;
