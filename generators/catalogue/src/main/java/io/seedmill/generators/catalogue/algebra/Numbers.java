package io.seedmill.generators.catalogue.algebra;

import io.seedmill.generators.input.Parameters;
import org.apache.commons.rng.UniformRandomProvider;

/** Draws the numbers of one problem, within the limits that the parameters set. */
record Numbers(
    UniformRandomProvider random,
    int maxCoefficient,
    int maxSolution,
    int maxDenominator,
    int brackets) {

  static Numbers of(Parameters parameters, UniformRandomProvider random) {
    return new Numbers(
        random,
        parameters.intValue("maxCoefficient"),
        parameters.intValue("maxSolution"),
        parameters.intValue("maxDenominator"),
        parameters.intValue("brackets"));
  }

  /** From -{@code most} to {@code most}. */
  long upTo(int most) {
    return random.nextInt(2 * most + 1) - (long) most;
  }

  /** From -{@code most} to {@code most}, but not 0. */
  long nonZero(int most) {
    long size = 1L + random.nextInt(most);
    return random.nextBoolean() ? size : -size;
  }

  /** Returns the denominator of a solution: 1 at least every second time, at most {@code most}. */
  int denominator(int most) {
    return random.nextBoolean() ? 1 : 1 + random.nextInt(Math.min(most, maxDenominator));
  }

  /** Returns the numerator of a solution in lowest terms. */
  long numerator(int denominator) {
    long numerator;
    do {
      numerator = upTo(maxSolution * denominator);
    } while (Fraction.gcd(numerator, denominator) != 1);
    return numerator;
  }
}
