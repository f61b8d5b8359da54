/** Puzzles on grids of cells. */
package io.seedmill.generators.catalogue.reasoning.grids;
