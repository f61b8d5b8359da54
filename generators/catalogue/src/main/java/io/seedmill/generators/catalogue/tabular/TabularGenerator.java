package io.seedmill.generators.catalogue.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.tabular.Column.CategoryColumn;
import io.seedmill.generators.catalogue.tabular.Column.FlagColumn;
import io.seedmill.generators.catalogue.words.Phrasings;
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
 * <p>The tasks: {@code compute} states the rule of the target and asks for it; {@code predict}
 * keeps the rule to itself, and shows another row with its sum, and how the sum changes with each
 * of its values, from which the target follows; {@code extract} asks for one of the columns as it
 * stands in the prompt. With {@code predict}, normal {@code noise} may be added to the target's
 * field; the prompt asks for the target without it.
 *
 * <p>Each sample draws a rule of its own where the target declares ranges, or fewer {@code
 * minTerms} than weights.
 *
 * <p>The difficulty counts the digits of each weight in the rule times those of its value, as in a
 * multiplication on paper: 1 and one more for each 4 of that. {@code predict} is 3 levels harder.
 * {@code extract} has one level for every five columns begun. All are at most 10.
 *
 * <p>Fields besides the columns and the target: {@code answer} (as text), {@code prompt}.
 */
public final class TabularGenerator implements SampleGenerator {

  private static final Phrasings COMPUTE =
      Phrasings.of(
          List.of("row", "name", "rule", "form"),
          "{row}\n\n{rule}\nWhat is {name}? {form}",
          "A row of a table:\n\n{row}\n\nWork out its {name}:\n{rule}\n{form}",
          "Compute {name} for the row below. {form}\n\n{row}\n\nThe rule is:\n{rule}",
          "Apply this rule.\n{rule}\n\nThe row is:\n\n{row}\n\nWhich {name} results? {form}");
  private static final Phrasings PREDICT =
      Phrasings.of(
          List.of("row", "name", "rule", "form", "known", "sum", "changes"),
          "A row of a table, with {sum}:\n\n{known}\n\nWith one other value in that row, {sum}"
              + " changes as well:\n\n{changes}\n\n{rule}\nPredict {name} for this row:\n\n{row}\n\n"
              + "{form}",
          "{rule}\nThe weights are not known. This row has been measured:\n\n{known}\n\nThen one value"
              + " at a time was changed:\n\n{changes}\n\nWhat is {name} of the next row? {form}\n\n"
              + "{row}",
          "Find out how {sum} depends on the columns of a table. {rule}\n\nAn example:\n\n{known}\n\n"
              + "The example with one value changed:\n\n{changes}\n\nNow give {name} for these values."
              + " {form}\n\n{row}",
          "Which {name} has the row\n\n{row}\n\nif this row has a known {sum}\n\n{known}\n\nand a change"
              + " of one value in it leads to\n\n{changes}\n\nas {sum}? {rule} {form}");
  private static final Phrasings EXTRACT =
      Phrasings.of(
          List.of("row", "name"),
          "{row}\n\nWhat is {name}? Answer with the value as it is written there.",
          "Look up {name} in this row of a table and copy its value as it stands.\n\n{row}",
          "This is a row of a table:\n\n{row}\n\nWhich value does {name} have? Reply with the value"
              + " alone, as it is written there.",
          "Read the value of the column {name} from the row below and repeat it without any"
              + " change.\n\n{row}");
  private static final int HARDEST = 10;
  private static final int WORK_PER_LEVEL = 4;
  private static final int LEVELS_TO_FIND_THE_RULE = 3;

  private final List<Column> columns;
  private final Optional<Score> score;
  private final String task;
  private final String targetName;
  private final String form;
  private final String law;
  private final Set<String> names;
  private final Field[] fields;
  private final long[] row;
  private final long[] known;
  private final int[] digits;
  private final String[] lineStarts;
  private final StringBuilder rowText = new StringBuilder();
  private final StringBuilder rule = new StringBuilder();
  private final StringBuilder answer = new StringBuilder();
  private String prompt = "";
  private long observed;
  private int work;

  private TabularGenerator(Parameters parameters) {
    columns = ColumnReader.read(parameters);
    row = new long[columns.size()];
    known = new long[row.length];
    digits = new int[row.length];
    lineStarts = columns.stream().map(c -> "\n" + c.name() + " = ").toArray(String[]::new);
    lineStarts[0] = lineStarts[0].substring(1);
    task = parameters.choice("task");
    Optional<Target> target = target(parameters);
    score = target.map(declared -> new Score(declared, columns));
    targetName = target.map(Target::name).orElse("");
    form =
        target.filter(Target::isClass).isPresent()
            ? "Give the class alone."
            : "Give the exact decimal without zeros at its end.";
    law = target.map(this::law).orElse("");
    Map<String, Field> byName = fields(target);
    names = byName.keySet();
    fields = byName.values().toArray(new Field[0]);
  }

  private Map<String, Field> fields(Optional<Target> target) {
    Map<String, Field> byName = new TreeMap<>();
    byName.put("answer", sample -> sample.text("answer", answer.toString()));
    byName.put("prompt", sample -> sample.text("prompt", prompt));
    target.ifPresent(
        declared -> byName.put(declared.name(), sample -> score.get().write(observed, sample)));
    for (int i = 0; i < row.length; i++) {
      int at = i;
      Column column = columns.get(at);
      byName.put(column.name(), sample -> column.write(row[at], sample));
    }
    return byName;
  }

  /** Returns what a prompt says of the rule that is to be found. */
  private String law(Target target) {
    String sum = score.orElseThrow().sumName();
    StringBuilder out = new StringBuilder();
    if (target.isClass()) {
      out.append(target.name()).append(" = ").append(target.classes(sum)).append(", where ");
    }
    out.append(sum).append(" is a number plus a weighted sum of the columns");
    if (columns.stream().anyMatch(FlagColumn.class::isInstance)) {
      out.append(", with true as 1 and false as 0");
    }
    if (columns.stream().anyMatch(CategoryColumn.class::isInstance)) {
      out.append("; words do not count");
    }
    out.append('.');
    if (target.noise().signum() > 0) {
      out.append(" Leave out the random noise that is added to ").append(sum).append(" later.");
    }
    return out.toString();
  }

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) {
    answer.setLength(0);
    rowText.setLength(0);
    rule.setLength(0);
    draw(row, random, rowText);
    if (score.isPresent()) {
      score.get().draw(random);
      work = score.get().appendRule(rule, digits);
    }
    switch (task) {
      case "extract" -> extract(random);
      case "predict" -> predict(score.orElseThrow(), random);
      default -> compute(score.orElseThrow(), random);
    }
    for (Field field : fields) {
      field.write(sample);
    }
    sample.difficulty(difficulty());
  }

  private int difficulty() {
    if (task.equals("extract")) {
      return Math.min(HARDEST, (row.length + 4) / 5);
    }
    int level = 1 + work / WORK_PER_LEVEL;
    return Math.min(HARDEST, task.equals("predict") ? LEVELS_TO_FIND_THE_RULE + level : level);
  }

  private void draw(long[] values, UniformRandomProvider random, StringBuilder text) {
    for (int i = 0; i < values.length; i++) {
      Column column = columns.get(i);
      values[i] = column.draw(random);
      digits[i] = column.append(values[i], text.append(lineStarts[i]));
    }
  }

  private void extract(UniformRandomProvider random) {
    observed = score.map(s -> s.of(row)).orElse(0L);
    int asked = random.nextInt(row.length);
    columns.get(asked).append(row[asked], answer);
    prompt = EXTRACT.draw(random, rowText, columns.get(asked).name());
  }

  private void compute(Score score, UniformRandomProvider random) {
    observed = score.of(row);
    score.append(observed, answer);
    prompt = COMPUTE.draw(random, rowText, targetName, rule, form);
  }

  /*
   * A known row, and for each column that can count the same row with another value in it: the
   * differences give the weights of all columns in which the row asked for differs from the known
   * one, which is all that the answer needs. Where another draw gives the same value again, the
   * value that is asked for is taken.
   */
  private void predict(Score score, UniformRandomProvider random) {
    long sum = score.of(row);
    score.append(sum, answer);
    observed = sum + score.noise(random);
    StringBuilder text = new StringBuilder();
    draw(known, random, text);
    appendSum(score, "\n", text);
    StringBuilder changes = new StringBuilder();
    for (int i = 0; i < known.length; i++) {
      long before = known[i];
      if (!(columns.get(i) instanceof CategoryColumn)) {
        long drawn = columns.get(i).draw(random);
        known[i] = drawn == before ? row[i] : drawn;
      }
      if (known[i] != before) {
        changes.append(changes.isEmpty() ? "" : "\n").append(columns.get(i).name()).append(" = ");
        columns.get(i).append(known[i], changes);
        appendSum(score, ": ", changes);
        known[i] = before;
      }
    }
    if (changes.isEmpty()) {
      changes.append("(none)");
    }
    prompt = PREDICT.draw(random, rowText, targetName, law, form, text, score.sumName(), changes);
  }

  private void appendSum(Score score, String before, StringBuilder text) {
    text.append(before).append(score.sumName()).append(" = ");
    score.appendSum(score.of(known), text);
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
         {"name": "income", "distribution": "uniform", "min": 9000, "max": 99000, "decimals": 0},
         {"name": "plan", "distribution": "category",
          "values": ["basic", "plus", "premium"], "weights": [5, 3, 2]},
         {"name": "tenure", "distribution": "exponential", "mean": 30, "decimals": 1}]
        """;
    private static final String CUSTOMER_SCORE =
        """
        {"name": "score", "intercept": [-50, 50], "minTerms": 1, "weights":
          {"age": [-2.5, 2.5], "autopay": [-20, 20], "calls": [-9, 9],
           "income": [-0.009, 0.009], "tenure": [-1.5, 1.5]}}
        """;

    @Override
    public String name() {
      return "tabular";
    }

    @Override
    public int version() {
      return 2;
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
              "name, intercept, weights of columns, minTerms, noise; thresholds and labels for"
                  + " classes",
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
    public Optional<Scorer> scorer() {
      return Optional.of(new TabularScorer());
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
