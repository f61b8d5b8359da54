package io.seedmill.generators.catalogue.market;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.seedmill.generators.catalogue.market.History.Filing;
import io.seedmill.generators.catalogue.market.History.Holdings;
import io.seedmill.generators.catalogue.market.History.Shorts;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A simulated market has the well-known properties of real ones, within wide bounds. */
class RealismTest {

  private static final int INSTRUMENTS = 60;
  private static final Market MARKET = market(3, 0.5);

  private static Market market(long seed, double signal) {
    return new Market(seed, new Terms(INSTRUMENTS, 36, YearMonth.of(2021, 1), signal));
  }

  private static List<History> histories(Market market) {
    return IntStream.range(0, INSTRUMENTS).mapToObj(market::history).toList();
  }

  private static double[] returns(double[] levels) {
    return IntStream.range(1, levels.length)
        .mapToDouble(i -> Math.log(levels[i] / levels[i - 1]))
        .toArray();
  }

  private static double[] sizes(History history) {
    return Arrays.stream(returns(history.close())).map(Math::abs).toArray();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1})
  void returnsHaveFatTailsAndCalmAndStormyTimesButNoTrend(double signal) {
    List<History> all = histories(market(5, signal));
    double kurtosis = median(all, each -> kurtosis(returns(each.close())));
    assertThat(kurtosis, both(greaterThan(4.0)).and(lessThan(20.0)));
    assertThat(median(all, each -> after(sizes(each), 1)), greaterThan(0.05));
    assertThat(median(all, each -> after(sizes(each), 10)), greaterThan(0.02));
    assertThat(median(all, each -> after(returns(each.close()), 1)), closeTo(0, 0.05));
  }

  @Test
  void volatilityAndCorrelationArePlausible() {
    List<History> all = histories(MARKET);
    double volatility = median(all, each -> yearly(returns(each.close())));
    assertThat(volatility, both(greaterThan(0.2)).and(lessThan(0.6)));
    double index = yearly(returns(MARKET.common().index()));
    assertThat(index, both(greaterThan(0.08)).and(lessThan(0.35)));
    assertThat(index, lessThan(volatility));
    double together =
        IntStream.range(1, INSTRUMENTS)
            .mapToDouble(i -> correlation(returns(all.get(0).close()), returns(all.get(i).close())))
            .average()
            .orElseThrow();
    assertThat(together, both(greaterThan(0.05)).and(lessThan(0.6)));
  }

  @Test
  void muchIsTradedWhenPricesMove() {
    double reaction =
        median(
            histories(MARKET),
            each ->
                correlation(
                    sizes(each), Arrays.copyOfRange(each.volume(), 1, each.volume().length)));
    assertThat(reaction, greaterThan(0.2));
  }

  @Test
  void nineOfTenInsidersFileWithinTwoDays() {
    List<Filing> all = new ArrayList<>();
    histories(MARKET).forEach(each -> all.addAll(each.filings()));
    assertThat(all.size(), greaterThan(3_000));
    double inTime = 0;
    for (Filing filing : all) {
      int wait = filing.published() - filing.traded();
      assertThat(wait, both(greaterThanOrEqualTo(0)).and(lessThanOrEqualTo(43)));
      inTime += wait <= 2 ? 1.0 / all.size() : 0;
    }
    assertThat(inTime, closeTo(0.9, 0.02));
    double buys = all.stream().filter(Filing::buy).count() / (double) all.size();
    assertThat(buys, both(greaterThan(0.3)).and(lessThan(0.5)));
  }

  @Test
  void holdingsComeFortyFiveDaysAfterTheQuarter() {
    for (Holdings quarter : MARKET.history(0).holdings()) {
      YearMonth month = MARKET.days().calendarMonth(quarter.month());
      assertThat(month.getMonthValue() % 3, is(0));
      LocalDate published = MARKET.days().date(quarter.published());
      assertThat(
          ChronoUnit.DAYS.between(month.atEndOfMonth(), published),
          both(greaterThanOrEqualTo(45L)).and(lessThanOrEqualTo(47L)));
    }
  }

  @Test
  void shortInterestComesEightTradingDaysAfterTheSettlement() {
    Set<Integer> months = new HashSet<>();
    List<Shorts> shorts = MARKET.history(0).shorts();
    for (Shorts report : shorts) {
      LocalDate settled = MARKET.days().date(report.settled());
      assertThat(report.published() - report.settled(), is(8));
      boolean mid = settled.getDayOfMonth() >= 13 && settled.getDayOfMonth() <= 15;
      boolean last =
          report.settled() == MARKET.days().lastOf(MARKET.days().month(report.settled()));
      assertThat(settled.toString(), mid || last, is(true));
      months.add(MARKET.days().month(report.settled()));
    }
    assertThat(
        shorts.size(),
        both(greaterThanOrEqualTo(2 * months.size() - 1))
            .and(lessThanOrEqualTo(2 * months.size())));
  }

  @Test
  void thereIsOneReportOfEarningsAQuarter() {
    for (History each : histories(MARKET)) {
      List<Integer> gaps =
          IntStream.range(1, each.earnings().size())
              .mapToObj(
                  i -> each.earnings().get(i).published() - each.earnings().get(i - 1).published())
              .toList();
      assertThat(gaps, everyItem(allOf(greaterThan(55), lessThan(75))));
    }
  }

  @Test
  void namesDiffer() {
    Market large = new Market(1, new Terms(1_000, 1, YearMonth.of(2021, 1), 0));
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      names.add(large.history(i).item());
    }
    assertThat(names.size(), is(1_000));
  }

  /** Also after twenty years at full strength, when prices have gone far. */
  @Test
  void everyFeatureIsANumberInItsRange() {
    Market longest = new Market(2, new Terms(20, 240, YearMonth.of(2001, 1), 1));
    for (int instrument = 0; instrument < 20; instrument++) {
      for (int month = 0; month < 240; month++) {
        Known known = longest.known(instrument, month);
        for (Feature feature : Feature.ALL) {
          double value = feature.formula().applyAsDouble(known);
          assertThat(feature.name(), Double.isFinite(value), is(true));
          inRange(feature.name(), value);
        }
        assertThat(Double.isFinite(longest.excess(instrument, month)), is(true));
      }
    }
  }

  private static void inRange(String name, double value) {
    double least = -1;
    double most = 1_000;
    if (name.startsWith("insider_net_buy_ratio") || name.endsWith("net_buyers_1q")) {
      most = 1;
    } else if (name.contains("volatility")) {
      least = 0.01;
      most = 3;
    } else if (name.equals("drawdown_12m") || name.equals("insider_cluster_buy_1m")) {
      most = name.equals("drawdown_12m") ? 0 : 1;
    } else if (name.equals("institutional_ownership")) {
      least = 5;
      most = 95;
    } else if (name.equals("beta_12m")) {
      most = 4;
    } else if (name.equals("days_since_earnings")) {
      least = 0;
      most = 75;
    } else if (name.equals("short_ratio")) {
      least = 0;
      most = 50;
    } else if (name.equals("dollar_volume_1m") || name.equals("amihud_3m")) {
      least = 0;
      most = 1e9;
    } else if (name.startsWith("relative_") || name.startsWith("skewness")) {
      least = -20;
    } else if (name.startsWith("insider_net_value")
        || name.startsWith("institutional_flow")
        || name.startsWith("short_ratio_change")
        || name.startsWith("earnings_surprise")) {
      least = -100;
    } else if (name.startsWith("revision_") || name.startsWith("estimate_change")) {
      least = -30;
      most = 30;
    }
    assertThat(name, value, both(greaterThanOrEqualTo(least)).and(lessThanOrEqualTo(most)));
  }

  private interface Statistic {
    double of(History history);
  }

  private static double median(List<History> all, Statistic statistic) {
    double[] values = all.stream().mapToDouble(statistic::of).sorted().toArray();
    return values[values.length / 2];
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double yearly(double[] returns) {
    return Math.sqrt(252 * Arrays.stream(returns).map(each -> each * each).average().orElseThrow());
  }

  private static double kurtosis(double[] values) {
    double mean = mean(values);
    double second = Arrays.stream(values).map(v -> Math.pow(v - mean, 2)).average().orElseThrow();
    double fourth = Arrays.stream(values).map(v -> Math.pow(v - mean, 4)).average().orElseThrow();
    return fourth / (second * second);
  }

  /** The correlation of a series with itself some days later. */
  private static double after(double[] values, int days) {
    return correlation(
        Arrays.copyOf(values, values.length - days),
        Arrays.copyOfRange(values, days, values.length));
  }

  private static double correlation(double[] a, double[] b) {
    double meanOfA = mean(a);
    double meanOfB = mean(b);
    double products = 0;
    double squaresOfA = 0;
    double squaresOfB = 0;
    for (int i = 0; i < a.length; i++) {
      products += (a[i] - meanOfA) * (b[i] - meanOfB);
      squaresOfA += (a[i] - meanOfA) * (a[i] - meanOfA);
      squaresOfB += (b[i] - meanOfB) * (b[i] - meanOfB);
    }
    return products / Math.sqrt(squaresOfA * squaresOfB);
  }
}
