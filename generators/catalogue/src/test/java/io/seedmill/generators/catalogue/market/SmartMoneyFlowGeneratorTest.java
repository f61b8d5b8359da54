package io.seedmill.generators.catalogue.market;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.CollectingSink.Collected;
import io.seedmill.generators.testing.GeneratorContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmartMoneyFlowGeneratorTest extends GeneratorContract {

  private static final long SEED = 42;
  private static final String TABLE = "(?<table>(?:[a-z0-9_]+: -?[0-9.]+\\n)+)";
  private static final String ITEM = "(?<item>[B-Z]{4})";

  private final Map<String, Market> markets = new HashMap<>();

  @Override
  protected GeneratorFactory factory() {
    return new SmartMoneyFlowGenerator.Factory();
  }

  @Override
  protected List<String> golden() {
    return List.of("1831409ec01073f0", "4bceacf6ef8fa9b6", "a0910cfea9f5e47b");
  }

  @Override
  protected List<String> parameterSets() {
    return List.of(
        "{\"label\":\"excess-return\"}",
        "{\"instruments\":2,\"months\":3,\"signal\":0}",
        "{\"instruments\":7,\"months\":12,\"start\":\"1970-01\",\"signal\":1}",
        "{\"instruments\":30,\"months\":4,\"start\":\"2199-12\",\"market\":0}",
        "{\"instruments\":9,\"months\":60,\"market\":1000000000,\"label\":\"excess-return\"}");
  }

  @Override
  protected List<Pattern> phrasings() {
    String sector = "(?:real-estate|[a-z]+)";
    String date = "(?<date>\\d{4}-\\d{2}-\\d{2})";
    List<String> all = new ArrayList<>();
    String known = "Known of " + ITEM + " \\(sector: " + sector + "\\) at the close of " + date;
    all.add(
        known
            + ":\\n"
            + TABLE
            + "Will its return over the next month be above the median of the (?<count>\\d+)"
            + " instruments of its market\\? Answer yes or no\\.");
    all.add(
        known
            + ":\\n"
            + TABLE
            + "By how many percent will its log return over the next month exceed the median of the"
            + " (?<count>\\d+) instruments of its market\\? Answer with a number of two decimals\\.");
    String figures =
        TABLE + "These are the figures of " + ITEM + ", sector " + sector + ", as published by ";
    all.add(
        figures
            + date
            + "\\. In the coming month, will it do better than the median of its market, which has"
            + " (?<count>\\d+) instruments\\? Write only 'yes' or 'no'\\.");
    all.add(
        figures
            + date
            + "\\. Its market has (?<count>\\d+) instruments\\. Forecast its log return of the coming"
            + " month less their median\\. Write only the number of percent with two decimals\\.");
    String view = "Take the point of view of " + date + "\\. For " + ITEM;
    all.add(
        view
            + " \\("
            + sector
            + "\\) you have:\\n"
            + TABLE
            + "Does [B-Z]{4} belong to the upper half of its (?<count>\\d+) peers by next month's"
            + " return\\? Reply with yes or no\\.");
    all.add(
        view
            + " \\("
            + sector
            + "\\) you have:\\n"
            + TABLE
            + "What is its log return of the next month in excess of the median of (?<count>\\d+)"
            + " peers, in percent\\? Reply with a number such as -1\\.25\\.");
    String card =
        "Date: " + date + "\\nInstrument: " + ITEM + "\\nSector: " + sector + "\\n" + TABLE;
    all.add(
        card
            + "Question: does [B-Z]{4} beat the median return of (?<count>\\d+) instruments next"
            + " month\\? Answer with one word, yes or no\\.");
    all.add(
        card
            + "Question: by how much does [B-Z]{4} beat the median log return of (?<count>\\d+)"
            + " instruments next month\\? Answer in percent, with two decimals and no words\\.");
    all.add(
        "A market has (?<count>\\d+) instruments\\. One of them is "
            + ITEM
            + " of the sector "
            + sector
            + ", and on "
            + date
            + " this is known of it:\\n"
            + TABLE
            + "Decide if its return of the following month exceeds the median of all of them\\."
            + " Answer yes or no\\.");
    return all.stream().map(Pattern::compile).toList();
  }

  @Override
  protected int verified() {
    return 1_000;
  }

  @Override
  protected int mostDuplicates() {
    return 0; // market, item and date are fields, and no two samples have the same three
  }

  @Override
  protected int counted() {
    return 100_000; // not by chance, so that fewer do not stand for all
  }

  /** Computes everything again from the raw data of the market. */
  @Override
  protected Optional<String> verify(ObjectNode sample) {
    JsonNode parameters = sample.at("/metadata/parameters");
    Market market = market(parameters, sample.get("market").longValue());
    int instruments = parameters.get("instruments").intValue();
    int instrument =
        IntStream.range(0, instruments)
            .filter(i -> market.history(i).item().equals(sample.get("item").textValue()))
            .findFirst()
            .orElseThrow();
    LocalDate date = LocalDate.parse(sample.get("date").textValue());
    int day = market.days().onOrAfter(date);
    Matcher prompt = prompt(sample);
    if (!date.equals(lastTradingDay(YearMonth.from(date)))
        || !prompt.group("date").equals(date.toString())
        || !prompt.group("item").equals(sample.get("item").textValue())
        || !prompt.group("count").equals(Integer.toString(instruments))) {
      return Optional.of("another date, item or count");
    }
    Map<String, Double> right =
        Recomputed.features(market.history(instrument), market.common(), day);
    if (!table(prompt.group("table")).keySet().equals(right.keySet())) {
      return Optional.of("other features: " + right.keySet());
    }
    for (var cell : table(prompt.group("table")).entrySet()) {
      String name = cell.getKey();
      double written = Double.parseDouble(cell.getValue());
      int decimals =
          cell.getValue().contains(".")
              ? cell.getValue().length() - cell.getValue().indexOf('.') - 1
              : 0;
      if (written != sample.get(name).doubleValue()
          || Math.abs(written - right.get(name)) > 0.5000001 * Math.pow(10, -decimals)) {
        return Optional.of(name + " should be " + right.get(name));
      }
    }
    return verifyLabel(sample, market, instrument, instruments, day);
  }

  private static Optional<String> verifyLabel(
      ObjectNode sample, Market market, int instrument, int instruments, int day) {
    int next =
        market
            .days()
            .onOrAfter(lastTradingDay(YearMonth.from(market.days().date(day)).plusMonths(1)));
    double[] logs =
        IntStream.range(0, instruments)
            .mapToDouble(
                i ->
                    Math.log(market.history(i).close()[next])
                        - Math.log(market.history(i).close()[day]))
            .toArray();
    double[] sorted = logs.clone();
    Arrays.sort(sorted);
    double median =
        instruments % 2 == 1
            ? sorted[instruments / 2]
            : 0.5 * (sorted[instruments / 2 - 1] + sorted[instruments / 2]);
    double excess = logs[instrument] - median;
    String answer = sample.get("answer").textValue();
    double label = sample.get("label").doubleValue();
    if (sample.at("/metadata/parameters/label").textValue().equals("above-median")) {
      boolean right = answer.equals(excess > 0 ? "yes" : "no") && label == (excess > 0 ? 1 : 0);
      return right ? Optional.empty() : Optional.of("the excess is " + excess);
    }
    boolean right =
        answer.matches("-?\\d+\\.\\d\\d")
            && Math.abs(label - excess) < 0.0000501
            && Math.abs(Double.parseDouble(answer) - 100 * label) < 1e-9;
    return right ? Optional.empty() : Optional.of("the excess is " + excess);
  }

  private static LocalDate lastTradingDay(YearMonth month) {
    LocalDate day = month.atEndOfMonth();
    while (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) {
      day = day.minusDays(1);
    }
    return day;
  }

  private static Map<String, String> table(String text) {
    Map<String, String> table = new HashMap<>();
    text.lines().forEach(line -> table.put(line.split(": ", 2)[0], line.split(": ", 2)[1]));
    return table;
  }

  private Market market(JsonNode parameters, long number) {
    return markets.computeIfAbsent(
        parameters + "#" + number,
        key -> {
          SampleSeeds seeds =
              SampleSeeds.of(parameters.path("market").asLong(SEED), "smart-money-flow");
          return new Market(
              SmartMoneyFlowGenerator.seedOf(seeds, number),
              new Terms(
                  parameters.get("instruments").intValue(),
                  parameters.get("months").intValue(),
                  YearMonth.parse(parameters.get("start").textValue()),
                  parameters.get("signal").doubleValue()));
        });
  }

  @Override
  protected void mutate(ObjectNode sample, UniformRandomProvider random) {
    switch (random.nextInt(3)) {
      case 0 -> sample.put("answer", sample.get("answer").textValue().equals("yes") ? "no" : "yes");
      case 1 -> sample.put("label", 1 - sample.get("label").intValue());
      default -> {
        String feature = Feature.ALL.get(random.nextInt(Feature.ALL.size())).name();
        sample.put(feature, sample.get(feature).doubleValue() + 1);
      }
    }
  }

  @Test
  void behindTheLastMonthBeginsAnotherMarket() throws Exception {
    List<Collected> samples = samples("{\"instruments\":3,\"months\":2}", 0, 13);
    List<String> places =
        samples.stream()
            .map(Collected::parsed)
            .map(each -> each.get("market") + " " + each.get("date").textValue())
            .toList();
    assertThat(places.subList(0, 3), is(List.of("0 2021-01-29", "0 2021-01-29", "0 2021-01-29")));
    assertThat(places.subList(5, 7), is(List.of("0 2021-02-26", "1 2021-01-29")));
    assertThat(places.get(12), is("2 2021-01-29"));
    Set<String> items = new HashSet<>();
    samples.forEach(each -> items.add(each.parsed().get("item").textValue()));
    assertThat(items, hasSize(3 + 3 + 1));
  }

  @Test
  void anyRangeOfIndicesHasTheSameSamples() throws Exception {
    List<Collected> whole = samples("{\"instruments\":4,\"months\":5}", 0, 50);
    List<Collected> pieces = new ArrayList<>();
    for (int first = 0; first < 50; first += 7) {
      pieces.addAll(samples("{\"instruments\":4,\"months\":5}", first, Math.min(50, first + 7)));
    }
    assertThat(pieces, is(whole));
  }

  @Test
  void aMarketWithANumberIsTheSameInEveryDataset() throws Exception {
    Parameters numbered = parameters("{\"instruments\":3,\"market\":8}");
    List<String> one = features(CollectingSink.collect(factory(), numbered, 1, range(0, 20)));
    List<String> other = features(CollectingSink.collect(factory(), numbered, 2, range(0, 20)));
    assertThat(one, is(other));
    Parameters own = parameters("{\"instruments\":3}");
    assertThat(
        features(CollectingSink.collect(factory(), own, 1, range(0, 20))),
        not(features(CollectingSink.collect(factory(), own, 2, range(0, 20)))));
  }

  @Test
  void moreMonthsOrInstrumentsChangeNoFeature() throws Exception {
    List<String> longer = features(samples("{\"instruments\":4,\"months\":9}", 0, 12));
    assertThat(features(samples("{\"instruments\":4,\"months\":3}", 0, 12)), is(longer));
    List<String> wide = features(samples("{\"instruments\":9,\"months\":3}", 9, 13));
    assertThat(features(samples("{\"instruments\":4,\"months\":3}", 4, 8)), is(wide));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"instruments\":1}",
        "{\"instruments\":1001}",
        "{\"months\":0}",
        "{\"instruments\":1000,\"months\":101}",
        "{\"start\":\"2021-13\"}",
        "{\"start\":\"2021-1\"}",
        "{\"start\":\"1969-12\"}",
        "{\"start\":2021}",
        "{\"signal\":1.1}",
        "{\"signal\":-0.1}",
        "{\"label\":\"median\"}",
        "{\"market\":-1}"
      })
  void aMarketThatCannotBeIsRefused(String json) {
    assertThrows(InvalidParametersException.class, () -> parameters(json));
  }

  @Test
  void repliesAreScored() throws Exception {
    Scorer scorer = factory().scorer().orElseThrow();
    ObjectNode question = samples("{}", 0, 1).get(0).parsed().put("answer", "yes");
    assertThat(scorer.score(question, "Momentum is good.\nAnswer: **Yes**"), is(1.0));
    assertThat(scorer.score(question, "no"), is(0.0));
    assertThat(scorer.score(question, "maybe"), is(0.0));
    ObjectNode number =
        samples("{\"label\":\"excess-return\"}", 0, 1).get(0).parsed().put("answer", "-2.50");
    assertThat(scorer.score(number, "The answer is -2.5%"), is(1.0));
    assertThat(scorer.score(number, "$-2.5\\%$"), is(1.0));
    assertThat(scorer.score(number, "-5"), is(0.5));
    assertThat(scorer.score(number, "-1.00"), closeTo(0.4, 1e-12));
    assertThat(scorer.score(number, "+2.50"), is(0.0));
    assertThat(scorer.score(number, "0"), is(0.0));
    assertThat(scorer.score(number, "it depends"), is(0.0));
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> scorer.score(number.deepCopy().without("answer"), "1"))
            .getMessage(),
        containsString("a record of smart-money-flow"));
  }

  /** The table of features, and the sample, of the documentation. */
  @Test
  void theDocumentationHasEveryFeatureInItsOrder() throws Exception {
    List<String> rows =
        Files.readAllLines(Path.of("SMART-MONEY-FLOW.md"), StandardCharsets.UTF_8).stream()
            .map(Pattern.compile("\\| `([a-z0-9_]+)` \\|.*\\|")::matcher)
            .filter(Matcher::matches)
            .map(row -> row.group(1))
            .toList();
    assertThat(rows, is(Feature.ALL.stream().map(Feature::name).toList()));
  }

  private List<Collected> samples(String json, long first, long end) throws Exception {
    return CollectingSink.collect(factory(), parameters(json), SEED, range(first, end));
  }

  private static IndexRange range(long first, long end) {
    return new IndexRange(first, end);
  }

  private Parameters parameters(String json) throws Exception {
    return factory()
        .parameters()
        .read((ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** Without what depends on the size of the market. */
  private static List<String> features(List<Collected> samples) {
    List<String> features = new ArrayList<>();
    for (Collected sample : samples) {
      ObjectNode parsed = sample.parsed();
      parsed.remove(List.of("answer", "item", "label", "metadata", "prompt"));
      features.add(parsed.toString());
    }
    return features;
  }
}
