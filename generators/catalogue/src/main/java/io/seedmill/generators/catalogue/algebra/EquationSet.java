package io.seedmill.generators.catalogue.algebra;

import java.util.List;

/**
 * Equations in one or two unknowns, and all their solutions.
 *
 * @param solutions in ascending order; each has a value for every unknown
 */
record EquationSet(List<Equation> equations, List<List<Fraction>> solutions) {

  boolean hasWholeSolutions() {
    return solutions.stream().flatMap(List::stream).allMatch(Fraction::isWhole);
  }

  long largestNumber() {
    return equations.stream().mapToLong(Equation::largest).max().orElseThrow();
  }
}
