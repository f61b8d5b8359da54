package io.seedmill.generators.catalogue.market;

import org.apache.commons.rng.UniformRandomProvider;

/** A stream of random numbers of some distributions. */
final class Draws {

  private final UniformRandomProvider random;
  private double spare;
  private boolean hasSpare;

  Draws(UniformRandomProvider random) {
    this.random = random;
  }

  double uniform(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** Returns a whole number from {@code from} to {@code to}. */
  int integer(int from, int to) {
    return random.nextInt(from, to + 1);
  }

  double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  double logNormal(double median, double spread) {
    return median * StrictMath.exp(spread * normal());
  }

  /** Returns a standard normal number, by the polar method, which gives two at a time. */
  double normal() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * random.nextDouble() - 1;
      y = 2 * random.nextDouble() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spare = y * scale;
    hasSpare = true;
    return x * scale;
  }

  static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
