package io.seedmill.generators.catalogue.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.seedmill.generators.catalogue.tabular.Column.CategoryColumn;
import io.seedmill.generators.catalogue.tabular.Column.FlagColumn;
import io.seedmill.generators.catalogue.tabular.Column.NumberColumn;
import io.seedmill.generators.catalogue.tabular.Distribution.Exponential;
import io.seedmill.generators.catalogue.tabular.Distribution.Normal;
import io.seedmill.generators.catalogue.tabular.Distribution.Uniform;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ListType;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ScalarType.TextType;
import io.seedmill.generators.input.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Declares and reads the columns of a table. */
final class ColumnReader {

  private static final double LARGEST = 1e9;

  static final ValueType NUMBER = ValueType.number(-LARGEST, LARGEST);
  static final ValueType NOT_NEGATIVE = ValueType.number(0, LARGEST);

  /** A name that a field of a sample may have. */
  static final ValueType NAME =
      ValueType.text(
              "a letter, then up to 63 letters, digits and underscores",
              Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}"))
          .restricted(
              "a name that is not reserved",
              name ->
                  !Set.of("id", "generator", "index", "metadata", "prompt", "answer")
                      .contains(name.textValue()));

  private static final TextType TEXT =
      ValueType.text(
          "a text of 1 to 64 characters without line breaks",
          Pattern.compile("[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{1,64}"));
  private static final ValueType POSITIVE = ValueType.number(1e-6, LARGEST);
  private static final ValueType WHOLE = whole(NUMBER);
  private static final ValueType DECIMALS = whole(ValueType.number(0, 5));
  private static final int MOST_WORDS = 1_000;
  private static final BigDecimal FAR =
      new BigDecimal(LARGEST).multiply(BigDecimal.valueOf(1 + Normal.LARGEST_STANDARD));

  /** The columns. */
  static final ValueType TYPE =
      ValueType.list(
          "a list of 1 to 100 columns",
          ValueType.tagged("an object", "distribution", "the distribution of values", types()),
          1,
          100);

  private ColumnReader() {}

  private static ValueType whole(ValueType number) {
    return number.restricted("a whole number", value -> Decimals.in(decimal(value)) == 0);
  }

  /** Declares a list of texts that differ from each other. */
  static ListType texts(int fewest, int most) {
    return ValueType.list("a list of " + fewest + " to " + most + " texts", TEXT, fewest, most)
        .ofDistinct();
  }

  private static Map<String, ParameterSchema> types() {
    ParameterSchema named = ParameterSchema.none().required("name", "the column's name", NAME);
    ParameterSchema bounded =
        named.required("min", "the least", NUMBER).required("max", "the greatest", NUMBER);
    return Map.of(
        "boolean",
        named.required("p", "the probability of true", ValueType.number(0, 1)),
        "category",
        named
            .required("values", "the words", texts(1, MOST_WORDS))
            .optional(
                "weights",
                "how likely each word is, relative to others",
                ValueType.list("a list of numbers", POSITIVE, 1, MOST_WORDS))
            .rule(ColumnReader::oneWeightEach),
        "integer",
        named
            .required("min", "the least", WHOLE)
            .required("max", "the greatest", WHOLE)
            .rule(ColumnReader::emptyRange),
        "uniform",
        decimals(bounded).rule(ColumnReader::emptyRange),
        "normal",
        decimals(
                named
                    .required("mean", "the mean", NUMBER)
                    .required("stddev", "the standard deviation", NOT_NEGATIVE)
                    .optional("min", "what lower values become", NUMBER)
                    .optional("max", "what higher values become", NUMBER))
            .rule(ColumnReader::emptyRange),
        "exponential",
        decimals(named.required("mean", "the mean", POSITIVE)));
  }

  private static ParameterSchema decimals(ParameterSchema column) {
    return column.value(
        "decimals", "the decimals that values are rounded to", DECIMALS, LongNode.valueOf(2));
  }

  private static Optional<InputProblem> oneWeightEach(Parameters column) {
    int words = column.json("values").size();
    return column.has("weights") && column.json("weights").size() != words
        ? Optional.of(
            new InputProblem(
                "/weights", column.json("weights").toString(), "a list of " + words + " numbers"))
        : Optional.empty();
  }

  private static Optional<InputProblem> emptyRange(Parameters column) {
    if (least(column).compareTo(most(column)) <= 0) {
      return Optional.empty();
    }
    int decimals = places(column);
    String number = decimals == 0 ? "a whole number" : "a number of " + decimals + " decimals";
    String min = number(column, "min", FAR.negate()).toPlainString();
    return Optional.of(
        new InputProblem(
            "/max",
            number(column, "max", FAR).toPlainString(),
            "min " + min + " or more, with " + number + " between"));
  }

  /** Returns the first name that a column before it has. */
  static Optional<InputProblem> repeatedName(Parameters parameters) {
    Set<String> names = new HashSet<>();
    List<Parameters> columns = parameters.objects("columns");
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).text("name");
      if (!names.add(name)) {
        return Optional.of(
            new InputProblem(
                "/columns/" + i + "/name",
                "\"" + name + "\"",
                "a name that no column before it has"));
      }
    }
    return Optional.empty();
  }

  /** Returns the columns in their order. */
  static List<Column> read(Parameters parameters) {
    return parameters.objects("columns").stream().map(ColumnReader::column).toList();
  }

  private static Column column(Parameters from) {
    String name = from.text("name");
    return switch (from.choice("distribution")) {
      case "boolean" -> new FlagColumn(name, from.real("p"));
      case "category" -> category(name, from);
      case "normal" -> new NumberColumn(name, places(from), normal(from));
      case "exponential" ->
          new NumberColumn(name, places(from), new Exponential(scaled(from, "mean")));
      default ->
          new NumberColumn(
              name, places(from), new Uniform(least(from).longValue(), most(from).longValue()));
    };
  }

  private static Column category(String name, Parameters from) {
    List<String> words = from.texts("values");
    List<Double> weights = Collections.nCopies(words.size(), 1.0);
    if (from.has("weights")) {
      weights = numbers(from, "weights").stream().map(BigDecimal::doubleValue).toList();
    }
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    return new CategoryColumn(name, words, List.copyOf(weights), total);
  }

  private static Normal normal(Parameters from) {
    return new Normal(
        scaled(from, "mean"),
        scaled(from, "stddev"),
        least(from).longValue(),
        most(from).longValue());
  }

  private static double scaled(Parameters from, String key) {
    return number(from, key, BigDecimal.ZERO).doubleValue() * Decimals.power(places(from));
  }

  private static int places(Parameters column) {
    return column.choice("distribution").equals("integer")
        ? 0
        : number(column, "decimals", BigDecimal.ZERO).intValue();
  }

  private static BigInteger least(Parameters column) {
    return Decimals.whole(
        number(column, "min", FAR.negate()), places(column), RoundingMode.CEILING);
  }

  private static BigInteger most(Parameters column) {
    return Decimals.whole(number(column, "max", FAR), places(column), RoundingMode.FLOOR);
  }

  static BigDecimal number(Parameters from, String key, BigDecimal otherwise) {
    return from.has(key) ? decimal(from.json(key)) : otherwise;
  }

  static List<BigDecimal> numbers(Parameters from, String key) {
    List<BigDecimal> numbers = new ArrayList<>();
    from.json(key).forEach(value -> numbers.add(decimal(value)));
    return numbers;
  }

  static BigDecimal decimal(JsonNode number) {
    return BigDecimal.valueOf(number.doubleValue()).stripTrailingZeros();
  }
}
