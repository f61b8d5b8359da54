package io.seedmill.generators.catalogue.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.catalogue.tabular.Column.CategoryColumn;
import io.seedmill.generators.catalogue.tabular.Column.FlagColumn;
import io.seedmill.generators.catalogue.tabular.Column.NumberColumn;
import io.seedmill.generators.catalogue.tabular.Distribution.Exponential;
import io.seedmill.generators.catalogue.tabular.Distribution.Normal;
import io.seedmill.generators.catalogue.tabular.Distribution.Uniform;
import io.seedmill.generators.input.InputProblem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the columns that a user declares. */
final class ColumnReader {

  private static final int MOST_COLUMNS = 100;
  private static final int MOST_WORDS = 1_000;
  private static final int MOST_DECIMALS = 5;
  private static final int DECIMALS = 2;
  private static final BigDecimal FAR =
      Declaration.LARGEST.multiply(BigDecimal.valueOf(1 + Normal.LARGEST_STANDARD));
  private static final List<String> DISTRIBUTIONS =
      List.of("boolean", "category", "exponential", "integer", "normal", "uniform");

  private ColumnReader() {}

  /**
   * Returns the columns in their order, and adds to {@code problems} what is wrong with them; only
   * without problems can the columns be used.
   */
  static List<Column> read(String path, JsonNode value, List<InputProblem> problems) {
    List<Column> columns = new ArrayList<>();
    if (!value.isArray() || value.isEmpty() || value.size() > MOST_COLUMNS) {
      problems.add(Declaration.problem(path, value, "a list of 1 to " + MOST_COLUMNS + " columns"));
      return columns;
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < value.size(); i++) {
      Declaration declaration = new Declaration(path + "/" + i, value.get(i), problems);
      if (declaration.isGood()) {
        String name = declaration.name("name");
        if (declaration.isGood() && !names.add(name)) {
          declaration.refuse("name", "a name that no column before it has");
        }
        String distribution = declaration.choice("distribution", DISTRIBUTIONS);
        if (DISTRIBUTIONS.contains(distribution)) {
          columns.add(column(name, distribution, declaration));
          declaration.refuseUnknown();
        }
      }
    }
    return columns;
  }

  private static Column column(String name, String distribution, Declaration from) {
    return switch (distribution) {
      case "boolean" ->
          new FlagColumn(name, from.number("p", BigDecimal.ZERO, BigDecimal.ONE).doubleValue());
      case "category" -> category(name, from);
      case "integer" -> integer(name, from);
      case "uniform" -> uniform(name, from);
      case "normal" -> normal(name, from);
      default -> exponential(name, from);
    };
  }

  private static Column category(String name, Declaration from) {
    List<String> words = from.texts("values", 1, MOST_WORDS);
    List<Double> weights = Collections.nCopies(words.size(), 1.0);
    if (from.has("weights") && !words.isEmpty()) {
      weights =
          from.numbers("weights", Declaration.SMALLEST, words.size(), words.size()).stream()
              .map(BigDecimal::doubleValue)
              .toList();
    }
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    return new CategoryColumn(name, List.copyOf(words), List.copyOf(weights), total);
  }

  private static Column integer(String name, Declaration from) {
    BigDecimal min = from.wholeNumber("min", Declaration.LOWEST, Declaration.LARGEST);
    BigDecimal max = from.wholeNumber("max", Declaration.LOWEST, Declaration.LARGEST);
    return new NumberColumn(name, 0, bounded(min, max, 0, from));
  }

  private static Column uniform(String name, Declaration from) {
    BigDecimal min = from.number("min", Declaration.LOWEST, Declaration.LARGEST);
    BigDecimal max = from.number("max", Declaration.LOWEST, Declaration.LARGEST);
    int decimals = from.decimals(MOST_DECIMALS, DECIMALS);
    return new NumberColumn(name, decimals, bounded(min, max, decimals, from));
  }

  private static Column normal(String name, Declaration from) {
    BigDecimal mean = from.number("mean", Declaration.LOWEST, Declaration.LARGEST);
    BigDecimal stddev = from.number("stddev", BigDecimal.ZERO, Declaration.LARGEST);
    BigDecimal min = from.number("min", Declaration.LOWEST, Declaration.LARGEST, FAR.negate());
    BigDecimal max = from.number("max", Declaration.LOWEST, Declaration.LARGEST, FAR);
    int decimals = from.decimals(MOST_DECIMALS, DECIMALS);
    Uniform bounds = bounded(min, max, decimals, from);
    double power = Decimals.power(decimals);
    return new NumberColumn(
        name,
        decimals,
        new Normal(
            mean.doubleValue() * power,
            stddev.doubleValue() * power,
            bounds.least(),
            bounds.most()));
  }

  private static Column exponential(String name, Declaration from) {
    BigDecimal mean = from.number("mean", Declaration.SMALLEST, Declaration.LARGEST);
    int decimals = from.decimals(MOST_DECIMALS, DECIMALS);
    return new NumberColumn(
        name, decimals, new Exponential(mean.doubleValue() * Decimals.power(decimals)));
  }

  /** Returns the numbers with {@code decimals} decimals from {@code min} to {@code max}. */
  private static Uniform bounded(BigDecimal min, BigDecimal max, int decimals, Declaration from) {
    BigInteger least = Decimals.whole(min, decimals, RoundingMode.CEILING);
    BigInteger most = Decimals.whole(max, decimals, RoundingMode.FLOOR);
    if (least.compareTo(most) > 0 && from.isGood()) {
      String number = decimals == 0 ? "a whole number" : "a number of " + decimals + " decimals";
      from.refuse("max", "min " + min.toPlainString() + " or more, with " + number + " between");
      return new Uniform(0, 0);
    }
    return new Uniform(least.longValue(), most.longValue());
  }
}
