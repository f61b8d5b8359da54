package io.seedmill.pipeline.cli.report;

import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Repetitions;
import java.util.Optional;

/**
 * A forecast of how many different samples an entry can make.
 *
 * <p>Of n samples with D different contents, f1 were made once and f2 twice. Then about f0 = f1² /
 * (2 f2) contents were not made yet (Chao 1984), and m more samples bring f0 (1 - (1 - f1 / (n f0 +
 * f1))^m) new ones (Colwell et al. 2012, 'Models and estimators linking individual-based and
 * sample-based rarefaction, extrapolation and comparison of assemblages', equation 9). Where all
 * contents are equally likely the forecast is right; where some are rare, there are more of them.
 * Where nothing was made twice, f0 = f1 (f1 - 1) / 2 takes its place, which says only that there
 * are many.
 *
 * @param made how many samples were made
 * @param different how many contents they have
 * @param once how many contents were made once
 * @param twice how many were made twice
 */
record Forecast(long made, long different, long once, long twice) {

  /** Between this many standard deviations either side of the mean are 95% of all values. */
  static final double NORMAL_95 = 1.96;

  /** With fewer contents that were made again, chance has too large a part in the forecast. */
  private static final int FEWEST = 10;

  /**
   * Returns the forecast for an entry of a run; empty where it hardly repeats itself, and where
   * samples were left out before they were compared with all others.
   */
  static Optional<Forecast> of(Manifest manifest, String name) {
    Repetitions all = manifest.repetitions();
    if (all == null || !all.generators().containsKey(name) || !isWhole(all, manifest)) {
      return Optional.empty();
    }
    EntryReport entry = manifest.generators().get(name);
    long contaminated = entry.contaminated() == null ? 0 : entry.contaminated();
    long made = entry.produced() - contaminated;
    Repetitions.Repeated repeated = all.generators().get(name);
    long different = made - repeated.samples();
    Forecast forecast =
        new Forecast(made, different, different - repeated.contents(), repeated.twice());
    return forecast.isKnown() ? Optional.of(forecast) : Optional.empty();
  }

  private static boolean isWhole(Repetitions all, Manifest manifest) {
    long others = all.others() == null ? 0 : all.others();
    long sum = all.pairs().stream().mapToLong(Repetitions.Pair::samples).sum();
    return sum + others == manifest.counts().duplicates();
  }

  /** Returns true if enough contents were made again. */
  boolean isKnown() {
    return different - once >= FEWEST;
  }

  /** Returns the number of contents that were not made yet. */
  private double unseen() {
    double unseen = twice == 0 ? 0.5 * once * (once - 1) : 0.5 * once * once / twice;
    return made == 0 ? 0 : unseen * (made - 1) / made;
  }

  /** Returns the number of contents that there are. */
  double limit() {
    return different + unseen();
  }

  /**
   * Returns an end of an interval of the number of contents that there are (Chao 1987, 'Estimating
   * the population size for capture-recapture data with unequal catchability').
   *
   * @param deviations the standard deviations of the logarithm, below 0 for the lower end
   */
  double limit(double deviations) {
    double unseen = unseen();
    if (unseen == 0) {
      return different;
    }
    double variance;
    if (twice > 0) {
      double ratio = (double) once / twice;
      variance = twice * (0.5 * ratio * ratio + Math.pow(ratio, 3) + 0.25 * Math.pow(ratio, 4));
    } else {
      double f1 = (double) once;
      variance =
          f1 * (f1 - 1) / 2
              + f1 * (2 * f1 - 1) * (2 * f1 - 1) / 4
              - Math.pow(f1, 4) / (4 * (different + unseen));
    }
    double spread = Math.sqrt(Math.log1p(Math.max(0, variance) / (unseen * unseen)));
    return different + unseen * Math.exp(deviations * spread);
  }

  /** Returns the number of contents among so many samples, no fewer than were made. */
  double differentOf(double samples) {
    double unseen = unseen();
    if (unseen == 0) {
      return different;
    }
    double rate = -Math.log1p(-once / (made * unseen + once));
    return different - unseen * Math.expm1(-rate * Math.max(0, samples - made));
  }
}
