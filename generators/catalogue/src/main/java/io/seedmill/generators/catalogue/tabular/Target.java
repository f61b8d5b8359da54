package io.seedmill.generators.catalogue.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.input.InputProblem;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The question about a row, as the user declares it: a sum of weighted columns, and the classes
 * that it is divided into.
 *
 * @param noise the standard deviation of what is added to the sum
 * @param thresholds ascending; empty where the sum itself is the answer
 * @param labels one more than thresholds; empty where the sum itself is the answer
 */
record Target(
    String name,
    BigDecimal intercept,
    SortedMap<String, BigDecimal> weights,
    BigDecimal noise,
    List<BigDecimal> thresholds,
    List<String> labels) {

  private static final int MOST_LABELS = 100;

  Target {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    thresholds = List.copyOf(thresholds);
    labels = List.copyOf(labels);
  }

  boolean isClass() {
    return !labels.isEmpty();
  }

  /** Returns the rule in one line, as a sample's prompt states it. */
  String rule() {
    StringBuilder sum = new StringBuilder(intercept.signum() == 0 ? "" : plain(intercept));
    weights.forEach(
        (column, weight) -> {
          boolean first = sum.isEmpty();
          sum.append(weight.signum() < 0 ? (first ? "-" : " - ") : (first ? "" : " + "));
          sum.append(plain(weight.abs())).append(" * ").append(column);
        });
    if (!isClass()) {
      return name + " = " + sum;
    }
    StringJoiner classes = new StringJoiner(", ", name + " = ", ", where s = " + sum);
    classes.add(labels.get(0) + " if s < " + plain(thresholds.get(0)));
    for (int i = 1; i < thresholds.size(); i++) {
      String from = plain(thresholds.get(i - 1));
      classes.add(labels.get(i) + " if " + from + " <= s < " + plain(thresholds.get(i)));
    }
    String last = plain(thresholds.get(thresholds.size() - 1));
    return classes.add(labels.get(labels.size() - 1) + " if s >= " + last).toString();
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** Reads an object, and adds to {@code problems} what is wrong with it. */
  static Target read(String path, JsonNode value, List<InputProblem> problems) {
    Declaration from = new Declaration(path, value, problems);
    if (!from.isGood()) {
      return new Target(
          "", BigDecimal.ZERO, new TreeMap<>(), BigDecimal.ZERO, List.of(), List.of());
    }
    String name = from.name("name");
    BigDecimal intercept =
        from.number("intercept", Declaration.LOWEST, Declaration.LARGEST, BigDecimal.ZERO);
    BigDecimal noise = from.number("noise", BigDecimal.ZERO, Declaration.LARGEST, BigDecimal.ZERO);
    SortedMap<String, BigDecimal> weights = new TreeMap<>();
    Declaration declared = from.object("weights");
    for (String column : declared.names()) {
      weights.put(column, declared.number(column, Declaration.LOWEST, Declaration.LARGEST));
    }
    if (weights.isEmpty() && declared.isGood()) {
      from.refuse("weights", "the weight of at least one column");
    }
    boolean classes = from.has("labels") || from.has("thresholds");
    List<String> labels = classes ? from.texts("labels", 2, MOST_LABELS) : List.of();
    List<BigDecimal> thresholds = classes ? thresholds(labels.size() - 1, from) : List.of();
    from.refuseUnknown();
    return new Target(name, intercept, weights, noise, thresholds, labels);
  }

  private static List<BigDecimal> thresholds(int count, Declaration from) {
    int most = Math.max(1, count);
    List<BigDecimal> thresholds = from.numbers("thresholds", Declaration.LOWEST, most, most);
    for (int i = 1; i < thresholds.size(); i++) {
      if (thresholds.get(i).compareTo(thresholds.get(i - 1)) <= 0) {
        from.refuse("thresholds", "numbers that ascend");
        return thresholds;
      }
    }
    return thresholds;
  }
}
