/** Sudoku puzzles that have one solution. */
package io.seedmill.generators.catalogue.sudoku;
