/** Finds out how many indices entries need for a number of samples that no other is equal to. */
package io.seedmill.pipeline.unique;
