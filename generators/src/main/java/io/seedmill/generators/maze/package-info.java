/** Mazes drawn in characters, with the way through. */
package io.seedmill.generators.maze;
