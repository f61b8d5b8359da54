/** The steps of the graph as Beam transforms: generate, deduplicate, write, publish. */
package io.seedmill.transforms;
