package io.seedmill.generators.catalogue.market;

import java.util.List;

/**
 * What the public learns about an instrument. Days are those of {@link TradingDays}.
 *
 * @param item its name
 * @param sector its place in {@link Common#SECTORS}
 * @param shares the shares outstanding
 * @param analysts the number of analysts who follow it
 * @param close the closing price on each day
 * @param volume the shares traded on each day
 * @param filings transactions of insiders, in the order of their days
 * @param holdings what institutions hold, quarter by quarter
 * @param revisions changes of analysts' estimates, in the order of their days
 * @param shorts short interest, settlement by settlement
 * @param earnings reports of earnings, quarter by quarter
 */
record History(
    String item,
    int sector,
    long shares,
    int analysts,
    double[] close,
    double[] volume,
    List<Filing> filings,
    List<Holdings> holdings,
    List<Revision> revisions,
    List<Shorts> shorts,
    List<Earnings> earnings) {

  /** Something that is known from a day on. */
  interface Published {

    int published();
  }

  /**
   * A transaction of an insider.
   *
   * @param traded the day of the transaction
   * @param published the day of its filing
   * @param insider the number of the person
   * @param buy whether it is a purchase
   */
  record Filing(int traded, int published, int insider, boolean buy, long shares, double price)
      implements Published {

    double value() {
      return shares * price;
    }
  }

  /**
   * What institutions held at the end of a quarter.
   *
   * @param month the last month of the quarter
   * @param published 45 days after the quarter, or the next trading day
   * @param shares how many shares all of them held
   * @param holders how many institutions held some
   * @param increased how many of them had more than a quarter before
   * @param decreased how many of them had less
   */
  record Holdings(int month, int published, long shares, int holders, int increased, int decreased)
      implements Published {}

  /**
   * A change of an analyst's estimate.
   *
   * @param change in percent of the estimate before
   */
  record Revision(int published, double change) implements Published {}

  /**
   * Short interest.
   *
   * @param settled the settlement day
   * @param published eight trading days later
   */
  record Shorts(int settled, int published, long shares) implements Published {}

  /**
   * A report of earnings.
   *
   * @param surprise reported less expected earnings, in percent of those expected
   */
  record Earnings(int published, double surprise) implements Published {}
}
