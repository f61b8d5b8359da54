package io.seedmill.generators.catalogue.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.auto.service.AutoService;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What is known of the instruments of a simulated market at month ends, and what the next month
 * brings.
 *
 * <p>All samples of a market share one simulation, which a worker does once and keeps. Samples come
 * month by month; behind the last month of a market begins another market.
 *
 * <p>The difficulty is 10 without a signal, when no answer is better than a guess, and one less for
 * each ninth of the full signal.
 *
 * <p>Fields: {@code answer}, {@code date} (the month's last trading day), {@code item}, {@code
 * label}, {@code market} (the number of the market, from 0), {@code prompt}, {@code sector}, and
 * every {@link Feature}.
 */
public final class SmartMoneyFlowGenerator implements Generator {

  private static final String NAME = "smart-money-flow";

  private final Parameters parameters;
  private final Terms terms;
  private final Label label;
  private final int difficulty;
  private Market market;
  private long marketSeed;

  private SmartMoneyFlowGenerator(Parameters parameters) {
    this.parameters = parameters;
    this.terms = Terms.of(parameters);
    this.label = Label.of(parameters.choice("label"));
    this.difficulty = 10 - (int) (9 * terms.signal());
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink) throws Exception {
    SampleSeeds seeds =
        parameters
            .optional("market", Parameters::integer)
            .map(number -> SampleSeeds.of(number, NAME))
            .orElse(task.seeds());
    Generator.perSample(
            parameters, (index, random, sample) -> generate(index, seeds, random, sample))
        .generate(task, sink);
  }

  private void generate(
      long index, SampleSeeds seeds, UniformRandomProvider random, Sample sample) {
    long number = index / terms.samples();
    int place = (int) (index % terms.samples());
    Market simulated = market(seedOf(seeds, number));
    Row row = Row.of(simulated, number, place, terms, label, random);
    FIELDS.forEach(field -> field.writer().accept(sample, row));
    sample.difficulty(difficulty);
  }

  /** Returns the seed of a market; negative indices are those of no sample. */
  static long seedOf(SampleSeeds seeds, long market) {
    return seeds.seedOf(-1 - market);
  }

  private Market market(long seed) {
    if (market == null || marketSeed != seed) {
      market = new Market(seed, terms);
      marketSeed = seed;
    }
    return market;
  }

  /** A field of the records. */
  private record Field(String name, BiConsumer<Sample, Row> writer) {}

  private static final List<Field> FIELDS = fields();

  private static List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("answer", (sample, row) -> sample.text("answer", row.answer())));
    fields.add(new Field("date", (sample, row) -> sample.text("date", row.date())));
    fields.add(new Field("item", (sample, row) -> sample.text("item", row.item())));
    fields.add(new Field("label", (sample, row) -> row.label().write(sample, row.excess())));
    fields.add(new Field("market", (sample, row) -> sample.integer("market", row.market())));
    fields.add(new Field("prompt", (sample, row) -> sample.text("prompt", row.prompt())));
    fields.add(new Field("sector", (sample, row) -> sample.text("sector", row.sector())));
    for (int i = 0; i < Feature.ALL.size(); i++) {
      int place = i;
      Feature feature = Feature.ALL.get(i);
      fields.add(
          new Field(
              feature.name(),
              (sample, row) ->
                  sample.real(feature.name(), row.features()[place] / feature.unit())));
    }
    fields.sort(Comparator.comparing(Field::name));
    return List.copyOf(fields);
  }

  /**
   * The content of a sample.
   *
   * @param features in the order of {@link Feature#ALL}, each in units of its last decimal
   */
  private record Row(
      long market,
      String item,
      String sector,
      String date,
      long[] features,
      Label label,
      double excess,
      String prompt) {

    static Row of(
        Market simulated,
        long number,
        int place,
        Terms terms,
        Label label,
        UniformRandomProvider random) {
      int month = place / terms.instruments();
      int instrument = place % terms.instruments();
      History history = simulated.history(instrument);
      String sector = Common.SECTORS.get(history.sector());
      String date = simulated.days().date(simulated.day(month)).toString();
      Known known = simulated.known(instrument, month);
      long[] features = Feature.ALL.stream().mapToLong(feature -> feature.scaled(known)).toArray();
      String prompt =
          label
              .phrasings()
              .draw(
                  random,
                  history.item(),
                  sector,
                  date,
                  Integer.toString(terms.instruments()),
                  table(features));
      double excess = simulated.excess(instrument, month);
      return new Row(number, history.item(), sector, date, features, label, excess, prompt);
    }

    private static String table(long[] features) {
      StringBuilder table = new StringBuilder(features.length * 32);
      for (int i = 0; i < features.length; i++) {
        Feature feature = Feature.ALL.get(i);
        BigDecimal value = BigDecimal.valueOf(features[i], feature.decimals());
        table
            .append(i == 0 ? "" : "\n")
            .append(feature.name())
            .append(": ")
            .append(value.toPlainString());
      }
      return table.toString();
    }

    String answer() {
      return label.answer(excess);
    }
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    private static final long MOST_SAMPLES = 100_000;
    private static final int MOST_INSTRUMENTS = 1_000;
    private static final int MOST_MONTHS = 240;

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "features of instruments at month ends in a simulated market, with a planted signal";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .integer("instruments", "instruments of a market", 100, 2, MOST_INSTRUMENTS)
          .integer("months", "month ends with records", 36, 1, MOST_MONTHS)
          .value(
              "start",
              "the month of the first records",
              ValueType.text(
                  "a month from 1970-01 to 2199-12, such as 2021-01",
                  Pattern.compile("(?:19[7-9]\\d|2[01]\\d\\d)-(?:0[1-9]|1[0-2])")),
              TextNode.valueOf("2021-01"))
          .real(
              "signal",
              "how much of the next month the smart money knows, from 0 (nothing) to 1",
              0.5,
              0,
              1)
          .choice("label", "what is asked of the next month", Label.WORDS.get(0), Label.WORDS)
          .optional(
              "market",
              "a number: entries with the same one have the same market; without it, each entry has"
                  + " its own",
              ValueType.integer(0, 1_000_000_000))
          .rule(Factory::fitsIntoMemory);
    }

    private static Optional<InputProblem> fitsIntoMemory(Parameters parameters) {
      long samples = Terms.of(parameters).samples();
      return samples <= MOST_SAMPLES
          ? Optional.empty()
          : Optional.of(
              new InputProblem(
                  "/months",
                  "%d instruments in %d months"
                      .formatted(parameters.intValue("instruments"), parameters.intValue("months")),
                  "at most 100,000 records of one market; more samples are of further markets"));
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(FIELDS.stream().map(Field::name).collect(Collectors.toSet()));
    }

    @Override
    public Optional<Scorer> scorer() {
      return Optional.of(Factory::score);
    }

    private static double score(JsonNode sample, String answer) {
      String word = sample.at("/metadata/parameters/label").asText();
      if (!Label.WORDS.contains(word) || !sample.path("answer").isTextual()) {
        throw new IllegalArgumentException(
            "found a record without an answer, or without metadata.parameters.label; allowed: a"
                + " record of smart-money-flow");
      }
      return Label.of(word).score(sample.get("answer").textValue(), answer);
    }

    @Override
    public Generator create(Parameters parameters) {
      return new SmartMoneyFlowGenerator(parameters);
    }
  }
}
