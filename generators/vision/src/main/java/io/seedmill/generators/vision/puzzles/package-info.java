/** Puzzles: things to count, to move, to fill in and to find. */
package io.seedmill.generators.vision.puzzles;
