package io.seedmill.generators.catalogue.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.catalogue.tabular.Column.FlagColumn;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Rows of a table, each with one question about it.
 *
 * <p>Every column is a field of its type under its own name: numbers with at most the column's
 * {@code decimals}, words, true or false. The target, a weighted sum of columns or the class that
 * the sum falls into, is a field too. It is exact, without any rounding. Columns:
 *
 * <ul>
 *   <li>{@code uniform} ({@code min}, {@code max}, {@code decimals}): every number with that many
 *       decimals is equally likely; {@code integer} ({@code min}, {@code max}) likewise
 *   <li>{@code normal} ({@code mean}, {@code stddev}, {@code decimals}; a value beyond {@code min}
 *       or {@code max} becomes it) and {@code exponential} ({@code mean}, {@code decimals}),
 *       rounded half to even
 *   <li>{@code category} ({@code values}, {@code weights}): one of a few words
 *   <li>{@code boolean} ({@code p}, the probability of true), which counts as 1 or 0 in a sum
 * </ul>
 *
 * <p>The tasks: {@code compute} states the rule of the target and asks for it; {@code predict} asks
 * for it without the rule, and allows for normal {@code noise} in the sum; {@code extract} asks for
 * one of the columns as it stands in the prompt.
 *
 * <p>The difficulty is the number of weighted columns, at most 10; of {@code extract}, one level
 * for every five columns begun, at most 10.
 *
 * <p>Fields besides the columns and the target: {@code answer} (as text), {@code prompt}.
 */
public final class TabularGenerator implements SampleGenerator {

  private final List<Column> columns;
  private final Optional<Score> score;
  private final boolean extract;
  private final String question;
  private final int difficulty;
  private final Set<String> names;
  private final Field[] fields;
  private final long[] row;
  private final StringBuilder prompt = new StringBuilder();
  private final StringBuilder answer = new StringBuilder();
  private long sum;

  private TabularGenerator(Parameters parameters) {
    columns = ColumnReader.read(parameters);
    row = new long[columns.size()];
    extract = parameters.choice("task").equals("extract");
    Optional<Target> target = target(parameters);
    score = target.map(declared -> new Score(declared, columns));
    question = target.map(declared -> question(declared, parameters.choice("task"))).orElse("");
    int steps = extract ? (columns.size() + 4) / 5 : target.orElseThrow().weights().size();
    difficulty = Math.min(10, steps);
    Map<String, Field> byName = fields(target);
    names = byName.keySet();
    fields = byName.values().toArray(new Field[0]);
  }

  private Map<String, Field> fields(Optional<Target> target) {
    Map<String, Field> byName = new TreeMap<>();
    byName.put("answer", sample -> sample.text("answer", answer.toString()));
    byName.put("prompt", sample -> sample.text("prompt", prompt.toString()));
    target.ifPresent(
        declared -> byName.put(declared.name(), sample -> score.get().write(sum, sample)));
    for (int i = 0; i < row.length; i++) {
      int at = i;
      Column column = columns.get(at);
      byName.put(column.name(), sample -> column.write(row[at], sample));
    }
    return byName;
  }

  private String question(Target target, String task) {
    if (!task.equals("compute")) {
      return "\nPredict " + target.name() + ".";
    }
    boolean countsFlags =
        columns.stream()
            .anyMatch(c -> c instanceof FlagColumn && target.weights().containsKey(c.name()));
    String flags = countsFlags ? "\nHere true counts as 1 and false as 0." : "";
    return "\n" + target.rule() + flags + "\nWhat is " + target.name() + "?";
  }

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) {
    prompt.setLength(0);
    answer.setLength(0);
    for (int i = 0; i < row.length; i++) {
      Column column = columns.get(i);
      row[i] = column.draw(random);
      prompt.append(column.name()).append(" = ");
      column.append(row[i], prompt);
      prompt.append('\n');
    }
    score.ifPresent(s -> sum = s.of(row, random));
    if (extract) {
      int asked = random.nextInt(row.length);
      prompt.append("\nWhat is ").append(columns.get(asked).name()).append('?');
      columns.get(asked).append(row[asked], answer);
    } else {
      prompt.append(question);
      score.orElseThrow().append(sum, answer);
    }
    for (Field field : fields) {
      field.write(sample);
    }
    sample.difficulty(difficulty);
  }

  private static Optional<Target> target(Parameters parameters) {
    return parameters.optional("target", Parameters::object).map(Target::of);
  }

  @FunctionalInterface
  private interface Field {
    void write(Sample sample);
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    private static final String CUSTOMERS =
        """
        [{"name": "age", "distribution": "normal", "mean": 42, "stddev": 13,
          "min": 18, "max": 90, "decimals": 0},
         {"name": "autopay", "distribution": "boolean", "p": 0.6},
         {"name": "calls", "distribution": "integer", "min": 0, "max": 9},
         {"name": "income", "distribution": "normal", "mean": 52000, "stddev": 17000,
          "min": 9000, "decimals": 0},
         {"name": "plan", "distribution": "category",
          "values": ["basic", "plus", "premium"], "weights": [5, 3, 2]},
         {"name": "tenure", "distribution": "exponential", "mean": 30, "decimals": 1}]
        """;
    private static final String CUSTOMER_SCORE =
        """
        {"name": "score", "intercept": 20, "weights":
          {"age": -0.2, "autopay": 8, "calls": -2.5, "income": 0.001, "tenure": 0.4}}
        """;

    @Override
    public String name() {
      return "tabular";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "rows of a table that you declare, with a value or class that follows from them";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .value(
              "columns",
              "name, distribution and its settings for each column",
              ColumnReader.TYPE,
              json(CUSTOMERS))
          .value(
              "target",
              "name, intercept, weights of columns, noise; thresholds and labels for classes",
              Target.SCHEMA.orNull(),
              json(CUSTOMER_SCORE))
          .choice(
              "task",
              "work the target out, predict it, or extract a column",
              "compute",
              List.of("compute", "predict", "extract"))
          .rule(given -> ColumnReader.repeatedName(given).or(() -> problemOfBoth(given)));
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(new TabularGenerator(parameters).names);
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new TabularGenerator(parameters));
    }

    private static Optional<InputProblem> problemOfBoth(Parameters parameters) {
      String task = parameters.choice("task");
      Optional<Target> target = target(parameters);
      if (target.isEmpty()) {
        return task.equals("extract")
            ? Optional.empty()
            : Optional.of(new InputProblem("/target", "nothing", "a target to " + task));
      }
      if (task.equals("compute") && target.get().noise().signum() > 0) {
        String noise = target.get().noise().toPlainString();
        return Optional.of(new InputProblem("/target/noise", noise, "0 where the task is compute"));
      }
      return Score.problem("/target", target.get(), ColumnReader.read(parameters));
    }

    private static JsonNode json(String text) {
      try {
        return CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
