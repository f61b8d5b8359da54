package io.seedmill.pipeline.benchmark;

import java.util.Arrays;
import java.util.Locale;

/** The median of a figure over the rounds of a comparison, its lowest and its highest value. */
public record Spread(double median, double low, double high) {

  /** The largest distance of the lowest and the highest value from each other, in medians. */
  private static final double WIDEST = 0.5;

  static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return new Spread((sorted[last / 2] + sorted[(last + 1) / 2]) / 2, sorted[0], sorted[last]);
  }

  /** Returns true if all rounds say about the same. */
  public boolean isMeasurable() {
    return low > 0 && high - low <= WIDEST * median; // not for NaN
  }

  String shortWords() {
    return isMeasurable() ? String.format(Locale.ROOT, "%.2f", median) : "unclear";
  }

  @Override
  public String toString() {
    if (!(low > 0) || !Double.isFinite(high)) {
      return "not measurable: in some rounds the difference of two times was not above 0";
    }
    return isMeasurable()
        ? String.format(Locale.ROOT, "%.2f (%.2f to %.2f in the rounds)", median, low, high)
        : String.format(Locale.ROOT, "not measurable: %.2f to %.2f in the rounds", low, high);
  }
}
