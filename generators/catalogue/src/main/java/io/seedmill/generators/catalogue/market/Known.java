package io.seedmill.generators.catalogue.market;

import io.seedmill.generators.catalogue.market.History.Published;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is known of an instrument at the close of a day: the only sight of the market that features
 * have. Windows are counted in trading days and end with that day.
 */
final class Known {

  static final int WEEK = 5;
  static final int MONTH = 21;
  static final int QUARTER = 63;
  static final int HALF_YEAR = 126;
  static final int YEAR = 252;

  private final History history;
  private final Common common;
  private final int day;
  private final double[] returns;
  private final double[] indexReturns;
  private final Window deviations;
  private final Window indexDeviations;

  Known(History history, Common common, int day) {
    this.history = history;
    this.common = common;
    this.day = day;
    this.returns = returns(history.close());
    this.indexReturns = returns(common.index());
    this.deviations = new Window(returns).deviations();
    this.indexDeviations = new Window(indexReturns).deviations();
  }

  /** Returns the returns of the last year, the newest last. */
  private double[] returns(double[] close) {
    double[] returns = new double[YEAR];
    for (int i = 0; i < YEAR; i++) {
      int at = day - YEAR + 1 + i;
      returns[i] = close[at] / close[at - 1] - 1;
    }
    return returns;
  }

  double shares() {
    return history.shares();
  }

  double analysts() {
    return history.analysts();
  }

  double close() {
    return history.close()[day];
  }

  /** Returns the change of the price from one day to another, both counted backwards. */
  double change(int from, int to) {
    return change(history.close(), from, to);
  }

  /** Returns the change of the index of the instrument's sector until today. */
  double sectorChange(int from) {
    return change(common.sectors()[history.sector()], from, 0);
  }

  private double change(double[] levels, int from, int to) {
    return levels[day - to] / levels[day - from] - 1;
  }

  Window returns(int days) {
    return new Window(Arrays.copyOfRange(returns, YEAR - days, YEAR));
  }

  Window indexReturns(int days) {
    return new Window(Arrays.copyOfRange(indexReturns, YEAR - days, YEAR));
  }

  /** Returns the deviations of the last year's returns from their mean. */
  Window deviations() {
    return deviations;
  }

  Window indexDeviations() {
    return indexDeviations;
  }

  Window closes(int days) {
    return last(history.close(), days, day);
  }

  Window volumes(int days) {
    return volumes(days, day);
  }

  /** Returns the volumes of the days that end with another day. */
  Window volumes(int days, int end) {
    return last(history.volume(), days, end);
  }

  /** Returns the values traded, in millions. */
  Window traded(int days) {
    return closes(days).with(volumes(days), (price, volume) -> price * volume / 1e6);
  }

  private static Window last(double[] all, int days, int end) {
    return new Window(Arrays.copyOfRange(all, end - days + 1, end + 1));
  }

  /** Returns the filings of the last days, by the day of the filing. */
  List<History.Filing> filings(int days) {
    return published(history.filings(), days);
  }

  List<History.Revision> revisions(int days) {
    return published(history.revisions(), days);
  }

  private <T extends Published> List<T> published(List<T> all, int days) {
    List<T> found = new ArrayList<>();
    for (T each : all) {
      if (each.published() <= day && each.published() > day - days) {
        found.add(each);
      }
    }
    return found;
  }

  /** Returns the newest holdings that are published, or some of the quarters before. */
  History.Holdings holdings(int quartersBefore) {
    return newest(history.holdings(), quartersBefore);
  }

  History.Shorts shorts(int settlementsBefore) {
    return newest(history.shorts(), settlementsBefore);
  }

  History.Earnings earnings() {
    return newest(history.earnings(), 0);
  }

  /** Returns the trading days since something was published. */
  int age(Published published) {
    return day - published.published();
  }

  private <T extends Published> T newest(List<T> all, int before) {
    int at = all.size() - 1;
    while (all.get(at).published() > day) {
      at--;
    }
    return all.get(at - before);
  }

  /** Returns the difference of two amounts divided by their sum; 0 if both are 0. */
  static double balance(double up, double down) {
    return up + down == 0 ? 0 : (up - down) / (up + down);
  }

  static <T> double sum(List<T> all, ToDoubleFunction<T> value) {
    double sum = 0;
    for (T each : all) {
      sum += value.applyAsDouble(each);
    }
    return sum;
  }
}
