package io.seedmill.generators.catalogue.tabular;

import org.apache.commons.rng.UniformRandomProvider;

/** Draws numbers with a fixed number of decimals, as whole numbers (see {@link Decimals}). */
sealed interface Distribution {

  long draw(UniformRandomProvider random);

  /** Returns a bound on the size of what is drawn. */
  long largest();

  /** Every number from {@code least} to {@code most} is equally likely. */
  record Uniform(long least, long most) implements Distribution {

    @Override
    public long draw(UniformRandomProvider random) {
      return least + random.nextLong(most - least + 1);
    }

    @Override
    public long largest() {
      return Math.max(Math.abs(least), Math.abs(most));
    }
  }

  /** Normal, rounded half to even; what lies outside of the bounds becomes the bound. */
  record Normal(double mean, double stddev, long least, long most) implements Distribution {

    /** More than {@link #standard} ever returns: it takes 53-bit fractions. */
    static final int LARGEST_STANDARD = 13;

    @Override
    public long draw(UniformRandomProvider random) {
      return bounded(mean + stddev * standard(random));
    }

    @Override
    public long largest() {
      long low = bounded(mean - LARGEST_STANDARD * stddev);
      long high = bounded(mean + LARGEST_STANDARD * stddev);
      return Math.max(Math.abs(low), Math.abs(high));
    }

    private long bounded(double drawn) {
      return Math.min(most, Math.max(least, (long) StrictMath.rint(drawn)));
    }

    /*
     * The polar method: a point of the unit disc, by rejection, gives two independent normal values,
     * of which the second is dropped so that nothing is kept from one sample to the next. Marsaglia,
     * Bray: A Convenient Method for Generating Normal Variables, SIAM Review 6(3), 1964.
     */
    static double standard(UniformRandomProvider random) {
      double x;
      double square;
      do {
        x = 2 * random.nextDouble() - 1;
        double y = 2 * random.nextDouble() - 1;
        square = x * x + y * y;
      } while (square >= 1 || square == 0);
      return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    }
  }

  /** Exponential by inversion, rounded half to even. */
  record Exponential(double mean) implements Distribution {

    @Override
    public long draw(UniformRandomProvider random) {
      return (long) StrictMath.rint(-mean * StrictMath.log(1 - random.nextDouble()));
    }

    /** A fraction of 53 bits is at least 2<sup>-53</sup>, whose logarithm is above -37. */
    @Override
    public long largest() {
      return (long) StrictMath.ceil(37 * mean);
    }
  }
}
