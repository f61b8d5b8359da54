/** Measuring Seedmill's speed on this machine, against programs that do less. */
package io.seedmill.pipeline.benchmark;
