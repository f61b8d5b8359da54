/** Questions about graphs that have one right answer. */
package io.seedmill.generators.catalogue.graph;
