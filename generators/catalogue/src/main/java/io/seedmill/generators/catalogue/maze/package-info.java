/** Mazes drawn in characters, with the way through. */
package io.seedmill.generators.catalogue.maze;
