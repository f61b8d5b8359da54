package io.seedmill.pipeline.plan;

/**
 * An estimate of the duplicates, from the number of equal pairs among a few samples.
 *
 * <p>As in the birthday problem: where any two samples are equal with probability p, M samples have
 * about M - (1 - exp(-pM)) / p duplicates. It takes all samples of a generator for equally likely,
 * and those of different generators for different. The bounds are those of a 95% interval of the
 * number of equal pairs, taken for a Poisson variable (Byar's approximation), so few samples leave
 * a wide interval.
 *
 * @param low hardly less than this
 * @param expected the estimate
 * @param high hardly more than this
 */
public record DuplicateEstimate(double low, double expected, double high) {

  private static final double TWO_SIDED_95 = 1.96;

  /**
   * Estimates.
   *
   * @param trial samples that were compared
   * @param samples how many there will be
   */
  public static DuplicateEstimate of(PilotResult trial, long samples) {
    long compared = trial.compared();
    if (compared >= samples) {
      double exact = compared - trial.distinct();
      return new DuplicateEstimate(exact, exact, exact);
    }
    if (compared < 2) {
      return new DuplicateEstimate(0, 0, Math.max(0, samples - 1));
    }
    double pairs = 0.5 * compared * (compared - 1);
    double equal = trial.equalPairs();
    return new DuplicateEstimate(
        duplicates(lower(equal) / pairs, (double) samples),
        duplicates(equal / pairs, (double) samples),
        duplicates(Math.min(1, upper(equal) / pairs), (double) samples));
  }

  /** The sum of two, as wide as if both were off to the same side. */
  public DuplicateEstimate plus(DuplicateEstimate other) {
    return new DuplicateEstimate(low + other.low, expected + other.expected, high + other.high);
  }

  private static double duplicates(double probability, double samples) {
    return probability == 0
        ? 0
        : Math.max(0, samples + Math.expm1(-probability * samples) / probability);
  }

  private static double lower(double count) {
    return count == 0
        ? 0
        : count * Math.pow(1 - 1 / (9 * count) - TWO_SIDED_95 / (3 * Math.sqrt(count)), 3);
  }

  private static double upper(double count) {
    double next = count + 1;
    return next * Math.pow(1 - 1 / (9 * next) + TWO_SIDED_95 / (3 * Math.sqrt(next)), 3);
  }
}
