package io.seedmill.generators.catalogue.market;

import static io.seedmill.generators.catalogue.market.Known.HALF_YEAR;
import static io.seedmill.generators.catalogue.market.Known.MONTH;
import static io.seedmill.generators.catalogue.market.Known.QUARTER;
import static io.seedmill.generators.catalogue.market.Known.WEEK;
import static io.seedmill.generators.catalogue.market.Known.YEAR;

import io.seedmill.generators.catalogue.market.History.Filing;
import io.seedmill.generators.catalogue.market.History.Holdings;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A number that is computed from what is known of an instrument on a day.
 *
 * @param name its field in the records
 * @param decimals to how many decimals it is rounded, half to even
 * @param formula how it is computed
 */
record Feature(String name, int decimals, ToDoubleFunction<Known> formula) {

  private static final int CLUSTER = 3;
  private static final double[] UNITS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
  private static final double PERCENT = 100;
  private static final double BASIS_POINTS = 10_000;

  /** All features, in the order of the table in a prompt. */
  static final List<Feature> ALL =
      List.of(
          // prices
          new Feature("return_1w", 4, known -> known.change(WEEK, 0)),
          new Feature("momentum_1m", 4, known -> known.change(MONTH, 0)),
          new Feature("momentum_3m", 4, known -> known.change(QUARTER, 0)),
          new Feature("momentum_6m", 4, known -> known.change(HALF_YEAR, 0)),
          new Feature("momentum_12_1m", 4, known -> known.change(YEAR, MONTH)),
          new Feature(
              "relative_momentum_3m",
              4,
              known -> known.change(QUARTER, 0) - known.sectorChange(QUARTER)),
          new Feature(
              "volatility_1m",
              4,
              known -> Window.yearly(known.returns(MONTH).deviations().squares(), MONTH - 1)),
          new Feature(
              "volatility_12m", 4, known -> Window.yearly(known.deviations().squares(), YEAR - 1)),
          new Feature(
              "index_volatility_1m",
              4,
              known -> Window.yearly(known.indexReturns(MONTH).deviations().squares(), MONTH - 1)),
          new Feature("idiosyncratic_volatility_12m", 4, Feature::idiosyncraticVolatility),
          new Feature(
              "downside_volatility_3m",
              4,
              known -> {
                Window falls = known.returns(QUARTER).map(each -> Math.min(each, 0));
                return Window.yearly(falls.squares(), QUARTER);
              }),
          new Feature("skewness_12m", 4, Feature::skewness),
          new Feature("max_return_1m", 4, known -> known.returns(MONTH).max()),
          new Feature("drawdown_12m", 4, known -> known.close() / known.closes(YEAR).max() - 1),
          new Feature(
              "moving_average_gap_200d", 4, known -> known.close() / known.closes(200).mean() - 1),
          new Feature("beta_12m", 4, Feature::beta),
          // volume
          new Feature(
              "turnover_1m", 4, known -> PERCENT * known.volumes(MONTH).mean() / known.shares()),
          new Feature(
              "abnormal_turnover_1m",
              4,
              known -> known.volumes(MONTH).mean() / known.volumes(YEAR).mean() - 1),
          new Feature("dollar_volume_1m", 3, known -> known.traded(MONTH).mean()),
          new Feature(
              "amihud_3m",
              6,
              known ->
                  PERCENT
                      * known
                          .returns(QUARTER)
                          .with(known.traded(QUARTER), (r, value) -> Math.abs(r) / value)
                          .mean()),
          new Feature(
              "up_volume_share_1m",
              4,
              known ->
                  known.volumes(MONTH).with(known.returns(MONTH), (v, r) -> r > 0 ? v : 0).sum()
                      / known.volumes(MONTH).sum()),
          new Feature("log_market_cap", 4, known -> StrictMath.log(capital(known))),
          // insiders
          new Feature("insider_filings_3m", 0, known -> known.filings(QUARTER).size()),
          new Feature("insider_net_buy_ratio_3m", 4, known -> netBuys(known, QUARTER)),
          new Feature("insider_net_buy_ratio_6m", 4, known -> netBuys(known, HALF_YEAR)),
          new Feature(
              "insider_net_value_3m",
              4,
              known ->
                  BASIS_POINTS
                      * (value(known, QUARTER, true) - value(known, QUARTER, false))
                      / (capital(known) * 1e6)),
          new Feature("insider_buyers_3m", 0, known -> buyers(known, QUARTER)),
          new Feature(
              "insider_cluster_buy_1m", 0, known -> buyers(known, MONTH) >= CLUSTER ? 1 : 0),
          // institutions
          new Feature(
              "institutional_ownership",
              2,
              known -> PERCENT * known.holdings(0).shares() / known.shares()),
          new Feature("institutional_flow_1q", 3, known -> flow(known, 1)),
          new Feature("institutional_flow_4q", 3, known -> flow(known, 4)),
          new Feature(
              "institutional_breadth_change_1q",
              4,
              known -> (double) known.holdings(0).holders() / known.holdings(1).holders() - 1),
          new Feature(
              "institutional_net_buyers_1q",
              4,
              known -> {
                Holdings newest = known.holdings(0);
                return Known.balance(newest.increased(), newest.decreased());
              }),
          // analysts and earnings
          new Feature("revision_breadth_1m", 4, known -> breadth(known, MONTH)),
          new Feature("revision_breadth_3m", 4, known -> breadth(known, QUARTER)),
          new Feature(
              "estimate_change_3m",
              2,
              known ->
                  Known.sum(known.revisions(QUARTER), History.Revision::change) / known.analysts()),
          new Feature("earnings_surprise", 2, known -> known.earnings().surprise()),
          new Feature("days_since_earnings", 0, known -> known.age(known.earnings())),
          // short sellers
          new Feature("short_ratio", 3, known -> shortRatio(known, 0)),
          new Feature(
              "short_ratio_change_1m", 3, known -> shortRatio(known, 0) - shortRatio(known, 2)),
          new Feature(
              "days_to_cover",
              2,
              known -> {
                History.Shorts newest = known.shorts(0);
                return newest.shares() / known.volumes(MONTH, newest.settled()).mean();
              }));

  /** Returns the value in units of its last decimal. */
  long scaled(Known known) {
    return (long) StrictMath.rint(formula.applyAsDouble(known) * unit());
  }

  /** Returns the number of units in 1. */
  double unit() {
    return UNITS[decimals];
  }

  private static double beta(Known known) {
    Window index = known.indexDeviations();
    return known.deviations().products(index) / index.squares();
  }

  /** The residuals of the regression on the index, in which two coefficients are estimated. */
  private static double idiosyncraticVolatility(Known known) {
    Window own = known.deviations();
    double explained = beta(known) * own.products(known.indexDeviations());
    return Window.yearly(own.squares() - explained, YEAR - 2);
  }

  private static double skewness(Known known) {
    Window own = known.deviations();
    double variance = own.squares() / YEAR;
    return own.map(each -> each * each * each).mean() / (variance * StrictMath.sqrt(variance));
  }

  /** In millions. */
  private static double capital(Known known) {
    return known.shares() * known.close() / 1e6;
  }

  private static double value(Known known, int days, boolean buys) {
    return Known.sum(known.filings(days), each -> each.buy() == buys ? each.value() : 0);
  }

  private static double netBuys(Known known, int days) {
    return Known.balance(value(known, days, true), value(known, days, false));
  }

  private static double buyers(Known known, int days) {
    return known.filings(days).stream()
        .filter(Filing::buy)
        .mapToInt(Filing::insider)
        .distinct()
        .count();
  }

  private static double flow(Known known, int quarters) {
    return PERCENT
        * (known.holdings(0).shares() - known.holdings(quarters).shares())
        / known.shares();
  }

  private static double breadth(Known known, int days) {
    return Known.sum(known.revisions(days), each -> each.change() > 0 ? 1 : -1) / known.analysts();
  }

  private static double shortRatio(Known known, int settlementsBefore) {
    return PERCENT * known.shorts(settlementsBefore).shares() / known.shares();
  }
}
