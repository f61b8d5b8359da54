package io.seedmill.generators.catalogue.market;

import io.seedmill.generators.SampleSeeds;
import java.util.Arrays;

/** A simulated market: a function of its seed and terms. */
final class Market {

  /** Without vowels, F, G, K and Y, so that no name is a word. */
  private static final String LETTERS = "BCDHJLMNPQRSTVWXZ";

  private static final int NAME = 4;
  private static final int NAMES = 17 * 17 * 17 * 17;

  private final Terms terms;
  private final TradingDays days;
  private final Common common;
  private final History[] histories;
  private final double[] medians; // by month, NaN until asked for

  Market(long seed, Terms terms) {
    this.terms = terms;
    this.days = new TradingDays(terms.start(), terms.months());
    this.common = Common.simulate(seed, days.count());
    this.histories = new History[terms.instruments()];
    Draws draws = new Draws(SampleSeeds.of(seed, "names").randomOf(0));
    int first = draws.integer(0, NAMES - 1);
    int step = 1 + LETTERS.length() * draws.integer(1_000, 4_000); // has no factor of NAMES
    for (int i = 0; i < histories.length; i++) {
      String item = name((int) ((first + (long) i * step) % NAMES));
      histories[i] = Instrument.simulate(days, common, terms.signal(), seed, i, item);
    }
    this.medians = new double[terms.months()];
    Arrays.fill(medians, Double.NaN);
  }

  private static String name(int number) {
    char[] letters = new char[NAME];
    int rest = number;
    for (int i = NAME - 1; i >= 0; i--) {
      letters[i] = LETTERS.charAt(rest % LETTERS.length());
      rest /= LETTERS.length();
    }
    return new String(letters);
  }

  TradingDays days() {
    return days;
  }

  Common common() {
    return common;
  }

  History history(int instrument) {
    return histories[instrument];
  }

  /** Returns the last trading day of a month with records, from 0. */
  int day(int month) {
    return days.lastOf(TradingDays.HISTORY + month);
  }

  Known known(int instrument, int month) {
    return new Known(histories[instrument], common, day(month));
  }

  /**
   * Returns the logarithmic return of the month after a month, less the median of all instruments:
   * what labels are made of, and nothing else.
   */
  double excess(int instrument, int month) {
    if (Double.isNaN(medians[month])) {
      medians[month] = median(month);
    }
    return next(instrument, month) - medians[month];
  }

  private double next(int instrument, int month) {
    double[] close = histories[instrument].close();
    return StrictMath.log(close[day(month + 1)] / close[day(month)]);
  }

  private double median(int month) {
    double[] all = new double[terms.instruments()];
    Arrays.setAll(all, instrument -> next(instrument, month));
    Arrays.sort(all);
    return (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
  }
}
