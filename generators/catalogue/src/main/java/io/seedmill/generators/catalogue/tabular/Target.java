package io.seedmill.generators.catalogue.tabular;

import com.fasterxml.jackson.databind.node.LongNode;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The question about a row, as the user declares it: a sum of weighted columns, and the classes
 * that it is divided into.
 *
 * @param minTerms the fewest of the weights that a sample has in its sum
 * @param noise the standard deviation of what is added to the sum
 * @param thresholds ascending; empty where the sum itself is the answer
 * @param labels one more than thresholds; empty where the sum itself is the answer
 */
record Target(
    String name,
    Range intercept,
    SortedMap<String, Range> weights,
    int minTerms,
    BigDecimal noise,
    List<BigDecimal> thresholds,
    List<String> labels) {

  private static final int MOST_LABELS = 100;

  static final ParameterSchema SCHEMA =
      ParameterSchema.none()
          .required("name", "the target's name", ColumnReader.NAME)
          .value("intercept", "added to the sum", Range.TYPE, LongNode.valueOf(0))
          .required(
              "weights",
              "the weights of columns in the sum",
              ValueType.map(
                      "the weight of at least one column",
                      ValueType.text("a column", Pattern.compile("[\\s\\S]*")),
                      Range.TYPE)
                  .ofSome())
          .optional(
              "minTerms",
              "the fewest weights that a sample has in its sum; all unless given",
              ValueType.integer(1, 100))
          .value(
              "noise",
              "the standard deviation of what is added to the sum",
              ColumnReader.NOT_NEGATIVE,
              LongNode.valueOf(0))
          .optional("labels", "the classes", ColumnReader.texts(2, MOST_LABELS))
          .optional(
              "thresholds",
              "the sums at which classes end, ascending",
              ValueType.list("a list of numbers", ColumnReader.NUMBER, 1, MOST_LABELS - 1))
          .rule(from -> tooManyTerms(from).or(() -> unfitClasses(from)));

  Target {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    thresholds = List.copyOf(thresholds);
    labels = List.copyOf(labels);
  }

  boolean isClass() {
    return !labels.isEmpty();
  }

  /** Returns the sums that the classes begin and end at, if there are classes. */
  String classes(String sum) {
    StringJoiner classes = new StringJoiner(", ");
    classes.add(labels.get(0) + " if " + sum + " < " + plain(thresholds.get(0)));
    for (int i = 1; i < thresholds.size(); i++) {
      String from = plain(thresholds.get(i - 1));
      String to = plain(thresholds.get(i));
      classes.add(labels.get(i) + " if " + from + " <= " + sum + " < " + to);
    }
    String last = plain(thresholds.get(thresholds.size() - 1));
    return classes.add(labels.get(labels.size() - 1) + " if " + sum + " >= " + last).toString();
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** Returns the target that a user declares. */
  static Target of(Parameters from) {
    SortedMap<String, Range> weights = new TreeMap<>();
    from.json("weights")
        .properties()
        .forEach(weight -> weights.put(weight.getKey(), Range.of(weight.getValue())));
    boolean classes = from.has("labels");
    return new Target(
        from.text("name"),
        from.has("intercept") ? Range.of(from.json("intercept")) : Range.ZERO,
        weights,
        from.has("minTerms") ? from.intValue("minTerms") : weights.size(),
        ColumnReader.number(from, "noise", BigDecimal.ZERO),
        classes ? ColumnReader.numbers(from, "thresholds") : List.of(),
        classes ? from.texts("labels") : List.of());
  }

  private static Optional<InputProblem> tooManyTerms(Parameters from) {
    int weights = from.json("weights").size();
    return from.has("minTerms") && from.intValue("minTerms") > weights
        ? Optional.of(
            new InputProblem(
                "/minTerms",
                from.json("minTerms").toString(),
                "at most the number of weights, " + weights))
        : Optional.empty();
  }

  private static Optional<InputProblem> unfitClasses(Parameters from) {
    if (!from.has("labels") && !from.has("thresholds")) {
      return Optional.empty();
    }
    if (!from.has("labels")) {
      return Optional.of(new InputProblem("/labels", "nothing", "a label for each class"));
    }
    int wanted = from.json("labels").size() - 1;
    List<BigDecimal> thresholds =
        from.has("thresholds") ? ColumnReader.numbers(from, "thresholds") : List.of();
    String found = from.has("thresholds") ? from.json("thresholds").toString() : "nothing";
    if (thresholds.size() != wanted) {
      return Optional.of(new InputProblem("/thresholds", found, "a list of " + wanted));
    }
    for (int i = 1; i < wanted; i++) {
      if (thresholds.get(i).compareTo(thresholds.get(i - 1)) <= 0) {
        return Optional.of(new InputProblem("/thresholds", found, "numbers that ascend"));
      }
    }
    return Optional.empty();
  }
}
