package io.seedmill.generators.catalogue.market;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.catalogue.market.History.Earnings;
import io.seedmill.generators.catalogue.market.History.Filing;
import io.seedmill.generators.catalogue.market.History.Holdings;
import io.seedmill.generators.catalogue.market.History.Published;
import io.seedmill.generators.catalogue.market.History.Revision;
import io.seedmill.generators.catalogue.market.History.Shorts;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * A feature of a day depends on nothing that is published later: it is the same where the future is
 * missing, and where it is another one.
 */
class LookAheadTest {

  private static final int INSTRUMENTS = 40;
  private static final int MONTHS = 24;

  private final Market market =
      new Market(7, new Terms(INSTRUMENTS, MONTHS, YearMonth.of(2019, 3), 0.5));

  /** A feature, or what somebody takes for one. */
  private interface Formula {
    double of(History history, Common common, int day);
  }

  @Test
  void noFeatureLooksAhead() {
    Map<String, Formula> features = new LinkedHashMap<>();
    for (Feature feature : Feature.ALL) {
      features.put(
          feature.name(),
          (history, common, day) -> feature.scaled(new Known(history, common, day)));
    }
    assertThat(features.keySet().size(), is(Feature.ALL.size()));
    assertThat(lookingAhead(features), is(empty()));
  }

  @Test
  void featuresThatLookAheadAreFound() {
    Map<String, Formula> leaky = new LinkedHashMap<>();
    leaky.put("close of tomorrow", (history, common, day) -> history.close()[day + 1]);
    leaky.put(
        "highest close of the whole series",
        (history, common, day) -> {
          double highest = 0;
          for (double close : history.close()) {
            highest = Math.max(highest, close);
          }
          return history.close()[day] / highest;
        });
    leaky.put(
        "insider purchases by the day of the transaction",
        (history, common, day) ->
            history.filings().stream()
                .filter(each -> each.traded() <= day && day - each.traded() < 63 && each.buy())
                .count());
    leaky.put(
        "holdings from the end of the quarter on",
        (history, common, day) ->
            history.holdings().stream()
                .filter(each -> market.days().lastOf(each.month()) <= day)
                .reduce((first, second) -> second)
                .orElseThrow()
                .shares());
    leaky.put(
        "short interest from the settlement on",
        (history, common, day) ->
            history.shorts().stream()
                .filter(each -> each.settled() <= day)
                .reduce((first, second) -> second)
                .orElseThrow()
                .shares());
    leaky.put(
        "days until the next report",
        (history, common, day) ->
            history.earnings().stream()
                .mapToInt(Earnings::published)
                .filter(published -> published > day)
                .min()
                .orElse(day));
    leaky.put("index of tomorrow", (history, common, day) -> common.index()[day + 1]);
    leaky.put(
        "sector of next week",
        (history, common, day) -> common.sectors()[history.sector()][day + 5]);
    leaky.put("volume of tomorrow", (history, common, day) -> history.volume()[day + 1]);
    leaky.put("all revisions", (history, common, day) -> history.revisions().size());
    assertThat(lookingAhead(leaky), is(new TreeSet<>(leaky.keySet())));
  }

  @Test
  void aSimulationThatEndsEarlierHasTheSameFeatures() {
    Market shorter = new Market(7, new Terms(INSTRUMENTS, 5, YearMonth.of(2019, 3), 0.5));
    for (int instrument = 0; instrument < INSTRUMENTS; instrument++) {
      for (int month = 0; month < 5; month++) {
        Known known = market.known(instrument, month);
        Known knownThere = shorter.known(instrument, month);
        for (Feature feature : Feature.ALL) {
          assertThat(feature.name(), feature.scaled(knownThere), is(feature.scaled(known)));
        }
      }
    }
  }

  @Test
  void theSignalMovesPricesAndNotWhoBuys() {
    Market silent = new Market(7, new Terms(INSTRUMENTS, MONTHS, YearMonth.of(2019, 3), 0));
    for (int instrument = 0; instrument < INSTRUMENTS; instrument++) {
      History with = market.history(instrument);
      History without = silent.history(instrument);
      assertThat(without.holdings(), is(with.holdings()));
      assertThat(without.shorts(), is(with.shorts()));
      assertThat(
          without.filings().stream().map(Filing::buy).toList(),
          is(with.filings().stream().map(Filing::buy).toList()));
    }
    assertThat(silent.common().index(), is(market.common().index()));
  }

  /** Returns the names of formulas that see more than the past, at one date at least. */
  private Set<String> lookingAhead(Map<String, Formula> formulas) {
    Set<String> found = new TreeSet<>();
    Common other = altered(market.common());
    for (int month = 0; month < MONTHS; month += 5) {
      int day = market.day(month);
      Common past = until(market.common(), day);
      Common otherFuture = joined(market.common(), other, day);
      for (int instrument = 0; instrument < INSTRUMENTS; instrument++) {
        History whole = market.history(instrument);
        History known = until(whole, day);
        History altered = altered(whole, day);
        formulas.forEach(
            (name, formula) -> {
              double value = formula.of(whole, market.common(), day);
              if (!same(formula, known, past, day, value)
                  || !same(formula, altered, otherFuture, day, value)) {
                found.add(name);
              }
            });
      }
    }
    return found;
  }

  /** Returns what was known at the close of a day. */
  private static History until(History h, int day) {
    return new History(
        h.item(),
        h.sector(),
        h.shares(),
        h.analysts(),
        Arrays.copyOf(h.close(), day + 1),
        Arrays.copyOf(h.volume(), day + 1),
        known(h.filings(), day),
        known(h.holdings(), day),
        known(h.revisions(), day),
        known(h.shorts(), day),
        known(h.earnings(), day));
  }

  private static <T extends Published> List<T> known(List<T> all, int day) {
    return all.stream().filter(each -> each.published() <= day).toList();
  }

  private static Common until(Common common, int day) {
    double[][] sectors = new double[common.sectors().length][];
    Arrays.setAll(sectors, sector -> Arrays.copyOf(common.sectors()[sector], day + 1));
    return new Common(Arrays.copyOf(common.index(), day + 1), sectors, null);
  }

  private static boolean same(
      Formula formula, History history, Common common, int day, double value) {
    try {
      return formula.of(history, common, day) == value;
    } catch (IndexOutOfBoundsException e) {
      return false; // reads a day that has not come
    }
  }

  private static Common altered(Common common) {
    double[][] sectors = new double[common.sectors().length][];
    for (int i = 0; i < sectors.length; i++) {
      sectors[i] = changed(common.sectors()[i], -1);
    }
    return new Common(changed(common.index(), -1), sectors, null);
  }

  private static Common joined(Common past, Common future, int day) {
    double[][] sectors = new double[past.sectors().length][];
    for (int i = 0; i < sectors.length; i++) {
      sectors[i] = joined(past.sectors()[i], future.sectors()[i], day);
    }
    return new Common(joined(past.index(), future.index(), day), sectors, null);
  }

  private static double[] joined(double[] past, double[] future, int day) {
    double[] joined = future.clone();
    System.arraycopy(past, 0, joined, 0, day + 1);
    return joined;
  }

  private static double[] changed(double[] values, int day) {
    double[] changed = values.clone();
    for (int i = day + 1; i < changed.length; i++) {
      changed[i] = changed[i] * 1.5 + i;
    }
    return changed;
  }

  /** Returns the history with all that is published after a day changed. */
  private static History altered(History h, int day) {
    return new History(
        h.item(),
        h.sector(),
        h.shares(),
        h.analysts(),
        changed(h.close(), day),
        changed(h.volume(), day),
        altered(
            h.filings(),
            day,
            f ->
                new Filing(f.traded(), f.published(), 99, !f.buy(), f.shares() * 3, f.price() * 2)),
        altered(
            h.holdings(),
            day,
            q -> new Holdings(q.month(), q.published(), q.shares() / 2, 1, q.decreased(), 0)),
        altered(h.revisions(), day, r -> new Revision(r.published(), -r.change())),
        altered(h.shorts(), day, s -> new Shorts(s.settled(), s.published(), s.shares() * 2 + 1)),
        altered(h.earnings(), day, e -> new Earnings(e.published() + 1, 1 - e.surprise())));
  }

  private static <T extends Published> List<T> altered(
      List<T> all, int day, UnaryOperator<T> change) {
    List<T> altered = new ArrayList<>();
    for (T each : all) {
      altered.add(each.published() <= day ? each : change.apply(each));
    }
    if (!altered.isEmpty() && altered.get(altered.size() - 1).published() > day) {
      altered.add(altered.get(altered.size() - 1)); // one more, for what only counts
    }
    return altered;
  }

  @Test
  void theCheckSeesTheFutureThatItChanges() {
    History whole = market.history(0);
    int day = market.day(3);
    History altered = altered(whole, day);
    assertThat(until(altered, day).filings(), is(until(whole, day).filings()));
    assertThat(altered.filings().equals(whole.filings()), is(false));
    assertThat(altered.earnings().equals(whole.earnings()), is(false));
    assertThat(altered.shorts().equals(whole.shorts()), is(false));
    assertThat(whole.holdings(), hasItems(until(whole, day).holdings().toArray(new Holdings[0])));
  }
}
