package io.seedmill.generators.catalogue.market;

import io.seedmill.generators.SampleSeeds;
import java.util.Arrays;
import java.util.List;

/**
 * What all instruments of a market share.
 *
 * @param index the closing level of the index on each day
 * @param sectors the closing levels of the index of each sector
 * @param shared the logarithmic returns behind them; nobody in the market sees these
 */
record Common(double[] index, double[][] sectors, Shared shared) {

  static final List<String> SECTORS =
      List.of(
          "communication",
          "consumer",
          "energy",
          "financials",
          "health",
          "industrials",
          "materials",
          "real-estate",
          "technology",
          "utilities");

  /** The same for every instrument, so that it favours none: 6% a year. */
  static final double DAILY_DRIFT = 0.06 / 252;

  private static final double LEVEL = 1_000;
  private static final double SQRT_YEAR = StrictMath.sqrt(252);

  /** Volatility of the market factor a year: calm, usual, stressed. */
  private static final double[] FACTOR_VOLATILITY = {0.10, 0.16, 0.34};

  private static final double[] OTHER_SCALE = {0.85, 1, 1.6};
  private static final double SECTOR_VOLATILITY = 0.10;
  private static final double STYLE_VOLATILITY = 0.05;
  private static final double JUMPS_A_DAY = 1 / 120.0;
  private static final double JUMP = 0.025;

  /**
   * Logarithmic returns of the factors on each day, without drift.
   *
   * @param factor the market factor
   * @param sectors one factor for each sector
   * @param styles two factors, size and value
   * @param scale the regime's scale of all other volatility
   */
  record Shared(double[] factor, double[][] sectors, double[][] styles, double[] scale) {}

  static Common simulate(long marketSeed, int days) {
    SampleSeeds streams = SampleSeeds.of(marketSeed, "common");
    int[] regimes = regimes(new Draws(streams.randomOf(0)), days);
    Draws draws = new Draws(streams.randomOf(1));
    double[] factor = new double[days];
    double[][] sectors = new double[SECTORS.size()][days];
    double[][] styles = new double[2][days];
    double[] scale = new double[days];
    for (int day = 0; day < days; day++) {
      scale[day] = OTHER_SCALE[regimes[day]];
      factor[day] = FACTOR_VOLATILITY[regimes[day]] / SQRT_YEAR * draws.normal();
      double jump = JUMP * draws.normal();
      factor[day] += draws.happens(JUMPS_A_DAY) ? jump : 0;
      for (double[] sector : sectors) {
        sector[day] = SECTOR_VOLATILITY / SQRT_YEAR * scale[day] * draws.normal();
      }
      for (double[] style : styles) {
        style[day] = STYLE_VOLATILITY / SQRT_YEAR * scale[day] * draws.normal();
      }
    }
    double[][] levels = new double[sectors.length][];
    Arrays.setAll(levels, sector -> levels(factor, sectors[sector]));
    return new Common(
        levels(factor, new double[days]), levels, new Shared(factor, sectors, styles, scale));
  }

  /** A Markov chain over three regimes that begins in the usual one. */
  private static int[] regimes(Draws draws, int days) {
    int[] regimes = new int[days];
    int regime = 1;
    for (int day = 0; day < days; day++) {
      double u = draws.uniform(0, 1);
      if (regime == 0) {
        regime = u < 1 / 60.0 ? 1 : 0;
      } else if (regime == 1) {
        regime = u < 1 / 80.0 ? 0 : u > 1 - 1 / 120.0 ? 2 : 1;
      } else {
        regime = u < 1 / 30.0 ? 1 : 2;
      }
      regimes[day] = regime;
    }
    return regimes;
  }

  private static double[] levels(double[] factor, double[] sector) {
    double[] levels = new double[factor.length];
    double log = 0;
    for (int day = 0; day < levels.length; day++) {
      log += DAILY_DRIFT + factor[day] + sector[day];
      levels[day] = LEVEL * StrictMath.exp(log);
    }
    return levels;
  }
}
