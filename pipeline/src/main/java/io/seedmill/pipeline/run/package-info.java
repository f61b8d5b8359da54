/** A run: the graph, started and watched until it is published. */
package io.seedmill.pipeline.run;
