package io.seedmill.generators.catalogue.market;

import static java.util.stream.Collectors.toCollection;

import io.seedmill.generators.catalogue.market.History.Earnings;
import io.seedmill.generators.catalogue.market.History.Filing;
import io.seedmill.generators.catalogue.market.History.Holdings;
import io.seedmill.generators.catalogue.market.History.Revision;
import io.seedmill.generators.catalogue.market.History.Shorts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every feature once more, from the raw data of the days up to one, by the formulas of the
 * documentation and none of the generator's code. Series run backwards: the newest day is first.
 */
final class Recomputed {

  private final History raw;
  private final int day;
  private final List<Double> close;
  private final List<Double> volume;
  private final List<Double> returns;
  private final List<Double> index;
  private final List<Double> sector;

  private Recomputed(History raw, Common common, int day) {
    this.raw = raw;
    this.day = day;
    this.close = backwards(raw.close(), day);
    this.volume = backwards(raw.volume(), day);
    this.returns = returns(close);
    this.index = returns(backwards(common.index(), day));
    this.sector = backwards(common.sectors()[raw.sector()], day);
  }

  /** Returns the features by name, not rounded. */
  static Map<String, Double> features(History raw, Common common, int day) {
    Recomputed all = new Recomputed(raw, common, day);
    Map<String, Double> features = new LinkedHashMap<>();
    all.prices(features);
    all.volumes(features);
    all.insiders(features);
    all.institutions(features);
    all.analysts(features);
    all.shorts(features);
    return features;
  }

  private static List<Double> backwards(double[] all, int day) {
    List<Double> known = new ArrayList<>();
    for (int i = 0; i <= day; i++) {
      known.add(all[i]);
    }
    Collections.reverse(known);
    return known;
  }

  private static List<Double> returns(List<Double> levels) {
    return IntStream.range(0, 252)
        .mapToObj(i -> (levels.get(i) - levels.get(i + 1)) / levels.get(i + 1))
        .toList();
  }

  private void prices(Map<String, Double> features) {
    features.put("return_1w", gain(close, 0, 5));
    features.put("momentum_1m", gain(close, 0, 21));
    features.put("momentum_3m", gain(close, 0, 63));
    features.put("momentum_6m", gain(close, 0, 126));
    features.put("momentum_12_1m", gain(close, 21, 252));
    features.put("relative_momentum_3m", gain(close, 0, 63) - gain(sector, 0, 63));
    features.put("volatility_1m", volatility(returns.subList(0, 21)));
    features.put("volatility_12m", volatility(returns));
    features.put("index_volatility_1m", volatility(index.subList(0, 21)));
    double slope = covariance(returns, index) / covariance(index, index);
    double level = mean(returns) - slope * mean(index);
    List<Double> rest =
        IntStream.range(0, 252)
            .mapToObj(i -> returns.get(i) - level - slope * index.get(i))
            .toList();
    features.put(
        "idiosyncratic_volatility_12m",
        Math.sqrt(252.0 / 250 * rest.stream().mapToDouble(e -> e * e).sum()));
    features.put(
        "downside_volatility_3m",
        Math.sqrt(
            252.0
                / 63
                * returns.stream().limit(63).filter(r -> r < 0).mapToDouble(r -> r * r).sum()));
    double mean = mean(returns);
    features.put(
        "skewness_12m",
        returns.stream().mapToDouble(r -> Math.pow(r - mean, 3)).average().orElseThrow()
            / Math.pow(covariance(returns, returns), 1.5));
    features.put("max_return_1m", Collections.max(returns.subList(0, 21)));
    features.put("drawdown_12m", close.get(0) / Collections.max(close.subList(0, 252)) - 1);
    features.put("moving_average_gap_200d", close.get(0) / mean(close.subList(0, 200)) - 1);
    features.put("beta_12m", slope);
  }

  private void volumes(Map<String, Double> features) {
    double month = mean(volume.subList(0, 21));
    features.put("turnover_1m", month / raw.shares() * 100);
    features.put("abnormal_turnover_1m", month / mean(volume.subList(0, 252)) - 1);
    features.put("dollar_volume_1m", average(21, i -> close.get(i) * volume.get(i)) / 1_000_000);
    features.put(
        "amihud_3m",
        average(63, i -> Math.abs(returns.get(i)) / (close.get(i) * volume.get(i)))
            * 1_000_000
            * 100);
    double up = average(21, i -> close.get(i) > close.get(i + 1) ? volume.get(i) : 0);
    features.put("up_volume_share_1m", up / month);
    features.put("log_market_cap", Math.log(close.get(0) * raw.shares() / 1_000_000));
  }

  private void insiders(Map<String, Double> features) {
    features.put("insider_filings_3m", (double) filings(63).count());
    features.put("insider_net_buy_ratio_3m", ratio(63));
    features.put("insider_net_buy_ratio_6m", ratio(126));
    features.put("insider_net_value_3m", net(63) / (close.get(0) * raw.shares()) * 10_000);
    features.put("insider_buyers_3m", (double) buyers(63));
    features.put("insider_cluster_buy_1m", buyers(21) > 2 ? 1.0 : 0.0);
  }

  private Stream<Filing> filings(int days) {
    return raw.filings().stream()
        .filter(filing -> filing.published() <= day && day - filing.published() < days);
  }

  private double net(int days) {
    return filings(days).mapToDouble(f -> f.price() * f.shares() * (f.buy() ? 1 : -1)).sum();
  }

  private double ratio(int days) {
    double all = filings(days).mapToDouble(f -> f.price() * f.shares()).sum();
    return all == 0 ? 0 : net(days) / all;
  }

  private int buyers(int days) {
    return filings(days)
        .filter(Filing::buy)
        .map(Filing::insider)
        .collect(toCollection(TreeSet::new))
        .size();
  }

  private void institutions(Map<String, Double> features) {
    List<Holdings> known =
        raw.holdings().stream().filter(quarter -> quarter.published() <= day).toList();
    Holdings now = known.get(known.size() - 1);
    Holdings before = known.get(known.size() - 2);
    Holdings year = known.get(known.size() - 5);
    features.put("institutional_ownership", 100.0 * now.shares() / raw.shares());
    features.put("institutional_flow_1q", 100.0 * (now.shares() - before.shares()) / raw.shares());
    features.put("institutional_flow_4q", 100.0 * (now.shares() - year.shares()) / raw.shares());
    features.put(
        "institutional_breadth_change_1q",
        (now.holders() - before.holders()) / (double) before.holders());
    features.put(
        "institutional_net_buyers_1q",
        (now.increased() - now.decreased()) / (double) (now.increased() + now.decreased()));
  }

  private void analysts(Map<String, Double> features) {
    features.put("revision_breadth_1m", breadth(21));
    features.put("revision_breadth_3m", breadth(63));
    features.put(
        "estimate_change_3m", revisions(63).mapToDouble(Revision::change).sum() / raw.analysts());
    Earnings last =
        raw.earnings().stream()
            .filter(report -> report.published() <= day)
            .reduce((first, second) -> second)
            .orElseThrow();
    features.put("earnings_surprise", last.surprise());
    features.put("days_since_earnings", (double) (day - last.published()));
  }

  private Stream<Revision> revisions(int days) {
    return raw.revisions().stream()
        .filter(revision -> revision.published() <= day && day - revision.published() < days);
  }

  private double breadth(int days) {
    return revisions(days).mapToDouble(revision -> Math.signum(revision.change())).sum()
        / raw.analysts();
  }

  private void shorts(Map<String, Double> features) {
    List<Shorts> known = raw.shorts().stream().filter(report -> report.published() <= day).toList();
    Shorts now = known.get(known.size() - 1);
    Shorts month = known.get(known.size() - 3);
    features.put("short_ratio", 100.0 * now.shares() / raw.shares());
    features.put("short_ratio_change_1m", 100.0 * (now.shares() - month.shares()) / raw.shares());
    int since = day - now.settled();
    features.put("days_to_cover", now.shares() / mean(volume.subList(since, since + 21)));
  }

  private static double gain(List<Double> levels, int to, int from) {
    return (levels.get(to) - levels.get(from)) / levels.get(from);
  }

  private static double average(int days, ToDoubleFunction<Integer> value) {
    return IntStream.range(0, days).mapToDouble(value::applyAsDouble).average().orElseThrow();
  }

  private static double mean(List<Double> values) {
    return values.stream().flatMapToDouble(DoubleStream::of).average().orElseThrow();
  }

  private static double covariance(List<Double> a, List<Double> b) {
    double meanOfA = mean(a);
    double meanOfB = mean(b);
    return average(a.size(), i -> (a.get(i) - meanOfA) * (b.get(i) - meanOfB));
  }

  private static double volatility(List<Double> daily) {
    int n = daily.size();
    return Math.sqrt(252 * covariance(daily, daily) * n / (n - 1));
  }
}
