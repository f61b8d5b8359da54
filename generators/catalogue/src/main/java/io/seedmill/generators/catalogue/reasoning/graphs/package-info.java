/** Questions about graphs. */
package io.seedmill.generators.catalogue.reasoning.graphs;
