package io.seedmill.generators.catalogue.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.testing.GeneratorContract;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;

class TabularGeneratorTest extends GeneratorContract {

  private static final Pattern TERM = Pattern.compile("(^-| - |^| \\+ )([0-9.]+)(?: \\* (\\w+))?");
  private static final Pattern CLASS =
      Pattern.compile("(\\w+) if (?:([-0-9.]+) <= )?s (<|>=) ([-0-9.]+)");
  private static final String HOUSES =
      """
      "columns": [
        {"name": "zone", "distribution": "category", "values": ["1 = a, b", "\\"c\\"", "é 漢 😀"]},
        {"name": "area", "distribution": "uniform", "min": -0.29, "max": 0.31, "decimals": 2},
        {"name": "Rooms", "distribution": "integer", "min": -1000000000, "max": 1000000000},
        {"name": "price", "distribution": "normal", "mean": -1e9, "stddev": 1e9, "decimals": 5},
        {"name": "wait", "distribution": "exponential", "mean": 1e-6, "decimals": 5},
        {"name": "sold", "distribution": "boolean", "p": 0.5}]
      """;

  @Override
  protected GeneratorFactory factory() {
    return new TabularGenerator.Factory();
  }

  @Override
  protected List<String> golden() {
    return List.of("7b0f862b703e8259", "6f27c67db26c1405", "f820e06698dd2da0");
  }

  @Override
  protected List<String> parameterSets() {
    return List.of(
        "{\"task\": \"predict\"}",
        "{\"task\": \"extract\"}",
        "{" + HOUSES + ", \"target\": null, \"task\": \"extract\"}",
        "{" + HOUSES + ", \"target\": {\"name\": \"a\", \"weights\": {\"Rooms\": 0}}}",
        "{" + HOUSES + ", \"target\": {\"name\": \"b\", \"weights\": {\"price\": -0.5}}}",
        """
        {"target": {"name": "risk", "weights": {"calls": -0.5, "autopay": 0.25, "age": 0.1},
          "thresholds": [-0.5, 2, 3.75], "labels": ["none", "low", "some", "high"]}}
        """,
        """
        {"task": "predict", "target": {"name": "churn", "intercept": -4.5, "noise": 0.25,
          "weights": {"calls": 1}, "thresholds": [0], "labels": ["no", "yes"]}}
        """,
        """
        {"task": "predict", "target": {"name": "spend", "weights": {"tenure": 3e-7}, "noise": 1}}
        """);
  }

  @Override
  protected int verified() {
    return 20_000;
  }

  @Override
  protected int verifiedPerSet() {
    return 2_000;
  }

  @Override
  protected Optional<String> verify(ObjectNode sample) {
    JsonNode parameters = sample.at("/metadata/parameters");
    JsonNode target = parameters.get("target");
    String answer = sample.get("answer").textValue();
    String[] parts = sample.get("prompt").textValue().split("\n\n", -1);
    Map<String, String> row = new LinkedHashMap<>();
    parts[0].lines().forEach(l -> row.put(before(l, " = "), l.substring(l.indexOf(" = ") + 3)));

    TreeSet<String> fields = new TreeSet<>(row.keySet());
    fields.addAll(List.of("answer", "prompt", "metadata"));
    if (!target.isNull()) {
      fields.add(target.get("name").textValue());
    }
    TreeSet<String> found = new TreeSet<>();
    sample.fieldNames().forEachRemaining(found::add);
    if (!found.equals(fields)) {
      return Optional.of("other fields");
    }
    for (JsonNode column : parameters.get("columns")) {
      String name = column.get("name").textValue();
      if (!row.get(name).equals(text(sample.get(name))) || !fits(sample.get(name), column)) {
        return Optional.of("a wrong " + name);
      }
    }
    return switch (parameters.get("task").textValue()) {
      case "extract" -> {
        String asked = parts[1].replaceAll("^What is (\\w+)\\?$", "$1");
        yield answer.equals(row.get(asked)) ? Optional.empty() : Optional.of("another value");
      }
      case "compute" -> {
        String stated = computed(before(parts[1], "\n"), row);
        boolean right = stated.equals(answer) && possible(sample, target, row);
        yield right ? Optional.empty() : Optional.of("another target");
      }
      default -> possible(sample, target, row) ? Optional.empty() : Optional.of("improbable");
    };
  }

  @Override
  protected void mutate(ObjectNode sample, UniformRandomProvider random) {
    String answer = sample.get("answer").textValue();
    BigDecimal right = new BigDecimal(answer);
    BigDecimal off = BigDecimal.valueOf(1 + random.nextInt(5_000), random.nextInt(4));
    sample.put(
        "answer",
        switch (random.nextInt(7)) {
          case 0 -> right.add(off).toPlainString();
          case 1 -> right.subtract(off).toPlainString();
          case 2 -> right.negate().toPlainString();
          case 3 -> answer + random.nextInt(10);
          case 4 -> answer.substring(0, answer.length() - 1);
          case 5 -> right.movePointRight(1 + random.nextInt(3)).toPlainString();
          default -> text(sample.get(List.of("age", "calls", "plan").get(random.nextInt(3))));
        });
  }

  private static boolean fits(JsonNode value, JsonNode column) {
    return switch (column.get("distribution").textValue()) {
      case "boolean" -> value.isBoolean();
      case "category" -> {
        boolean declared = false;
        for (JsonNode word : column.get("values")) {
          declared |= word.equals(value);
        }
        yield declared;
      }
      default -> {
        boolean whole = column.get("distribution").textValue().equals("integer");
        int decimals = whole ? 0 : column.path("decimals").asInt(2);
        double least = column.get("distribution").textValue().equals("exponential") ? 0 : -1e11;
        yield value.isNumber()
            && value.decimalValue().stripTrailingZeros().scale() <= decimals
            && value.doubleValue() >= column.path("min").asDouble(least)
            && value.doubleValue() <= column.path("max").asDouble(1e11);
      }
    };
  }

  /**
   * Returns true if answer and target are what the parameters declare, give or take eight
   * deviations.
   */
  private static boolean possible(ObjectNode sample, JsonNode target, Map<String, String> row) {
    String answer = sample.get("answer").textValue();
    if (!text(sample.get(target.get("name").textValue())).equals(answer)) {
      return false;
    }
    BigDecimal sum = target.path("intercept").decimalValue();
    for (var weight : target.get("weights").properties()) {
      sum = sum.add(weight.getValue().decimalValue().multiply(number(row.get(weight.getKey()))));
    }
    BigDecimal reach = target.path("noise").decimalValue().multiply(BigDecimal.valueOf(8));
    if (!target.has("labels")) {
      return new BigDecimal(answer).subtract(sum).abs().compareTo(reach) <= 0;
    }
    int label = 0;
    while (!target.get("labels").get(label).textValue().equals(answer)) {
      label++;
    }
    JsonNode thresholds = target.get("thresholds");
    boolean above =
        label == 0 || sum.add(reach).compareTo(thresholds.get(label - 1).decimalValue()) >= 0;
    boolean below =
        label == thresholds.size()
            || sum.subtract(reach).compareTo(thresholds.get(label).decimalValue()) < 0;
    return above && below;
  }

  /** Works out the rule that the prompt states. */
  private static String computed(String rule, Map<String, String> row) {
    String right = rule.substring(rule.indexOf(" = ") + 3);
    int where = right.indexOf(", where s = ");
    BigDecimal sum = BigDecimal.ZERO;
    Matcher term = TERM.matcher(where < 0 ? right : right.substring(where + 12));
    while (term.find()) {
      BigDecimal factor = term.group(3) == null ? BigDecimal.ONE : number(row.get(term.group(3)));
      BigDecimal value = factor.multiply(new BigDecimal(term.group(2)));
      sum = term.group(1).contains("-") ? sum.subtract(value) : sum.add(value);
    }
    if (where < 0) {
      return sum.stripTrailingZeros().toPlainString();
    }
    Matcher label = CLASS.matcher(right);
    while (label.find()) {
      boolean from = label.group(2) == null || new BigDecimal(label.group(2)).compareTo(sum) <= 0;
      boolean below = sum.compareTo(new BigDecimal(label.group(4))) < 0;
      if (from && below == label.group(3).equals("<")) {
        return label.group(1);
      }
    }
    return "none of the classes";
  }

  private static BigDecimal number(String text) {
    return switch (text) {
      case "true" -> BigDecimal.ONE;
      case "false" -> BigDecimal.ZERO;
      default -> new BigDecimal(text);
    };
  }

  private static String text(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().stripTrailingZeros().toPlainString()
        : value.asText();
  }

  private static String before(String text, String end) {
    return text.substring(0, text.indexOf(end));
  }
}
