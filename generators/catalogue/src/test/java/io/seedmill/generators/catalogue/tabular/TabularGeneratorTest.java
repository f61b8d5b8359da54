package io.seedmill.generators.catalogue.tabular;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.GeneratorContract;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class TabularGeneratorTest extends GeneratorContract {

  private static final Pattern TERM =
      Pattern.compile("(^-| - |^| \\+ )(?:([0-9.]+)(?: \\* (\\w+))?|([A-Za-z]\\w*))");
  private static final Pattern CLASS =
      Pattern.compile("(\\w+) if (?:([-0-9.]+) <= )?s+ (<|>=) ([-0-9.]+)");
  private static final Pattern DECIMAL =
      Pattern.compile("(?!-0$)-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?");
  private static final Pattern CHANGE =
      Pattern.compile("(?<column>\\w+) = (?<value>\\S+): (?<sum>\\w+) = (?<of>\\S+)");
  private static final String FLAGS = "\nHere true counts as 1 and false as 0.";
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
    return List.of("b5f6a2928ba9bed4", "f1a5fa91515a7e74", "68d6a326329282e3");
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
        """,
        "{"
            + HOUSES
            + ", \"task\": \"predict\","
            + " \"target\": {\"name\": \"c\", \"weights\": {\"area\": [-9, 9], \"sold\": 0}}}",
        """
        {"columns": [{"name": "s", "distribution": "boolean", "p": 1},
            {"name": "ss", "distribution": "uniform", "min": 0, "max": 0.1}],
          "target": {"name": "side", "intercept": [-0.05, 0.05], "minTerms": 1,
            "weights": {"s": [-0.05, 0.05], "ss": [-1, 1]},
            "thresholds": [0], "labels": ["left", "right"]}, "task": "predict"}
        """,
        """
        {"target": {"name": "level", "weights": {"calls": [-1, 1], "autopay": 1}, "minTerms": 1,
          "thresholds": [-1, 1], "labels": ["low", "middle", "high"]}}
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
  protected List<Pattern> phrasings() {
    String row = "(?<row>\\w+ = [^\n]*(?:\n\\w+ = [^\n]*)*)";
    String name = "(?<name>\\w+)";
    String rule = "(?<rule>[^\n]*(?:" + FLAGS + ")?)";
    String form = "(?<form>Give [^\n]*)";
    String known = row.replace("row", "known");
    String sum = "(?<s>\\w+)";
    String changes = row.replace("row>", "changes>\\(none\\)|");
    List<String> texts =
        List.of(
            "%1$s\n\n%3$s\nWhat is %2$s\\? %4$s",
            "A row of a table:\n\n%1$s\n\nWork out its %2$s:\n%3$s\n%4$s",
            "Compute %2$s for the row below\\. %4$s\n\n%1$s\n\nThe rule is:\n%3$s",
            "Apply this rule\\.\n%3$s\n\nThe row is:\n\n%1$s\n\nWhich %2$s results\\? %4$s",
            "A row of a table, with %6$s:\n\n%5$s\n\nWith one other value in that row, \\k<s> changes"
                + " as well:\n\n%7$s\n\n%3$s\nPredict %2$s for this row:\n\n%1$s\n\n%4$s",
            "%3$s\nThe weights are not known\\. This row has been measured:\n\n%5$s\n\nThen one"
                + " value at a time was changed:\n\n%7$s\n\nWhat is %2$s of the next row\\? %4$s\n\n"
                + "%1$s",
            "Find out how %6$s depends on the columns of a table\\. %3$s\n\nAn example:\n\n%5$s\n\n"
                + "The example with one value changed:\n\n%7$s\n\nNow give %2$s for these values\\."
                + " %4$s\n\n%1$s",
            "Which %2$s has the row\n\n%1$s\n\nif this row has a known %6$s\n\n%5$s\n\nand a change of"
                + " one value in it leads to\n\n%7$s\n\nas \\k<s>\\? %3$s %4$s",
            "%1$s\n\nWhat is %2$s\\? Answer with the value as it is written there\\.",
            "Look up %2$s in this row of a table and copy its value as it stands\\.\n\n%1$s",
            "This is a row of a table:\n\n%1$s\n\nWhich value does %2$s have\\? Reply with the value"
                + " alone, as it is written there\\.",
            "Read the value of the column %2$s from the row below and repeat it without any change\\."
                + "\n\n%1$s");
    return texts.stream()
        .map(text -> text.formatted(row, name, rule, form, known, sum, changes))
        .map(Pattern::compile)
        .toList();
  }

  @Test
  void everySampleHasARuleOfItsOwn() {
    Set<String> rules = new HashSet<>();
    Set<Integer> terms = new TreeSet<>();
    Set<Integer> levels = new TreeSet<>();
    CollectingSink.collect(
            factory(), factory().parameters().defaults(), 42, new IndexRange(0, 1_000))
        .forEach(
            sample -> {
              String rule = prompt(sample.parsed()).group("rule");
              rules.add(rule);
              terms.add(
                  (int)
                      rule.lines().findFirst().orElseThrow().chars().filter(c -> c == '*').count());
              levels.add(sample.parsed().at("/metadata/difficulty").intValue());
            });
    assertThat(rules.size(), greaterThan(990));
    assertThat(terms.size(), greaterThan(4));
    assertThat(levels.size(), greaterThan(4));
  }

  @Override
  protected Optional<String> verify(ObjectNode sample) {
    JsonNode parameters = sample.at("/metadata/parameters");
    JsonNode target = parameters.get("target");
    String answer = sample.get("answer").textValue();
    Matcher prompt = prompt(sample);
    Map<String, String> row = row(prompt.group("row"));

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
    String name = prompt.group("name");
    if (parameters.get("task").textValue().equals("extract")) {
      return answer.equals(row.get(name)) ? Optional.empty() : Optional.of("another value");
    }
    if (!name.equals(target.get("name").textValue()) || !hasForm(answer, prompt.group("form"))) {
      return Optional.of("another target or form");
    }
    String rule = prompt.group("rule");
    if (parameters.get("task").textValue().equals("predict")) {
      BigDecimal sum = predicted(prompt, row);
      boolean right = answer.equals(rule.contains(" if ") ? label(rule, sum) : plain(sum));
      return right && follows(sample.get(name), sum, rule, target.path("noise").decimalValue())
          ? Optional.empty()
          : Optional.of("another target than " + sum);
    }
    boolean right = answer.equals(computed(before(rule + "\n", "\n"), row));
    return right && text(sample.get(name)).equals(answer) && allowed(rule, target, row)
        ? difficulty(rule, row) == sample.at("/metadata/difficulty").intValue()
            ? Optional.empty()
            : Optional.of("another difficulty than " + difficulty(rule, row))
        : Optional.of("another target");
  }

  private static Map<String, String> row(String lines) {
    Map<String, String> row = new LinkedHashMap<>();
    lines.lines().forEach(l -> row.put(before(l, " = "), l.substring(l.indexOf(" = ") + 3)));
    return row;
  }

  private static boolean hasForm(String answer, String form) {
    return switch (form) {
      case "Give the exact decimal without zeros at its end." -> DECIMAL.matcher(answer).matches();
      case "Give the class alone." -> answer.matches("\\w+");
      default -> false;
    };
  }

  /** Works out the sum of a row from another one, and from what changes with each of its values. */
  private static BigDecimal predicted(Matcher prompt, Map<String, String> row) {
    Map<String, String> known = row(prompt.group("known"));
    String name = List.copyOf(known.keySet()).get(row.size());
    BigDecimal start = new BigDecimal(known.get(name));
    Map<String, BigDecimal> weights = new LinkedHashMap<>();
    String changes = prompt.group("changes");
    for (String line : changes.equals("(none)") ? new String[0] : changes.split("\n", -1)) {
      Matcher change = CHANGE.matcher(line);
      if (!change.matches() || !change.group("sum").equals(name)) {
        throw new AssertionError("not a change: " + line);
      }
      String column = change.group("column");
      BigDecimal by = number(change.group("value")).subtract(number(known.get(column)));
      BigDecimal effect = new BigDecimal(change.group("of")).subtract(start);
      weights.put(column, effect.divide(by));
    }
    BigDecimal sum = start;
    for (String column : row.keySet()) {
      if (weights.containsKey(column)) {
        BigDecimal by = number(row.get(column)).subtract(number(known.get(column)));
        sum = sum.add(weights.get(column).multiply(by));
      } else if (!row.get(column).equals(known.get(column))
          && (row.get(column) + known.get(column)).matches("[-0-9.]+|(true|false)+")) {
        throw new AssertionError("the effect of " + column + " cannot be known");
      }
    }
    return sum;
  }

  /**
   * Returns true if the target is the sum, or its class, give or take eight deviations of noise.
   */
  private static boolean follows(JsonNode field, BigDecimal sum, String rule, BigDecimal noise) {
    BigDecimal reach = noise.multiply(BigDecimal.valueOf(8));
    if (!rule.contains(" if ")) {
      return field.decimalValue().subtract(sum).abs().compareTo(reach) <= 0;
    }
    List<String> labels = CLASS.matcher(rule).results().map(label -> label.group(1)).toList();
    int at = labels.indexOf(field.textValue());
    return at >= labels.indexOf(label(rule, sum.subtract(reach)))
        && at <= labels.indexOf(label(rule, sum.add(reach)));
  }

  /** Returns true if the rule is one that the target declares. */
  private static boolean allowed(String rule, JsonNode target, Map<String, String> row) {
    BigDecimal intercept = BigDecimal.ZERO;
    Map<String, BigDecimal> weights = new LinkedHashMap<>();
    Matcher term = TERM.matcher(sumOf(before(rule + "\n", "\n")));
    while (term.find()) {
      BigDecimal size = size(term);
      BigDecimal factor = term.group(1).contains("-") ? size.negate() : size;
      if (column(term) == null) {
        intercept = factor;
      } else {
        weights.put(column(term), factor);
      }
    }
    boolean good = within(intercept, target.path("intercept"));
    for (var weight : weights.entrySet()) {
      good &= within(weight.getValue(), target.get("weights").path(weight.getKey()));
    }
    int all = target.get("weights").size();
    boolean counts =
        weights.keySet().stream().anyMatch(column -> row.get(column).matches("true|false"));
    return good
        && weights.size() <= all
        && weights.size() >= target.path("minTerms").asInt(all)
        && counts == rule.endsWith(FLAGS);
  }

  private static boolean within(BigDecimal number, JsonNode declared) {
    return declared.isArray()
        ? number.signum() != 0
            && number.compareTo(declared.get(0).decimalValue()) >= 0
            && number.compareTo(declared.get(1).decimalValue()) <= 0
        : number.compareTo(declared.decimalValue()) == 0;
  }

  private static int difficulty(String rule, Map<String, String> row) {
    int work = 0;
    Matcher term = TERM.matcher(sumOf(before(rule + "\n", "\n")));
    while (term.find()) {
      if (column(term) != null) {
        work += digits(size(term)) * digits(number(row.get(column(term))));
      }
    }
    return Math.min(10, 1 + work / 4);
  }

  private static int digits(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    return shortest.signum() == 0 ? 1 : shortest.precision() + Math.max(0, -shortest.scale());
  }

  @Override
  protected boolean isRightInAnotherForm(ObjectNode right, ObjectNode wrong) {
    Pattern number = Pattern.compile("-?\\d+(\\.\\d+)?");
    String answer = wrong.get("answer").textValue();
    return number.matcher(answer).matches()
        && new BigDecimal(answer).compareTo(new BigDecimal(right.get("answer").textValue())) == 0;
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

  private static BigDecimal size(Matcher term) {
    return term.group(2) == null ? BigDecimal.ONE : new BigDecimal(term.group(2));
  }

  private static String column(Matcher term) {
    return term.group(4) == null ? term.group(3) : term.group(4);
  }

  private static String sumOf(String rule) {
    String right = rule.substring(rule.indexOf(" = ") + 3);
    return right.replaceFirst(".*, where s+ = ", "");
  }

  /** Works out the rule that the prompt states. */
  private static String computed(String rule, Map<String, String> row) {
    BigDecimal sum = BigDecimal.ZERO;
    Matcher term = TERM.matcher(sumOf(rule));
    while (term.find()) {
      BigDecimal factor = column(term) == null ? BigDecimal.ONE : number(row.get(column(term)));
      BigDecimal value = factor.multiply(size(term));
      sum = term.group(1).contains("-") ? sum.subtract(value) : sum.add(value);
    }
    return rule.contains(" if ") ? label(rule, sum) : plain(sum);
  }

  private static String label(String rule, BigDecimal sum) {
    Matcher label = CLASS.matcher(rule);
    while (label.find()) {
      boolean from = label.group(2) == null || new BigDecimal(label.group(2)).compareTo(sum) <= 0;
      boolean below = sum.compareTo(new BigDecimal(label.group(4))) < 0;
      if (from && below == label.group(3).equals("<")) {
        return label.group(1);
      }
    }
    return "none of the classes";
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
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
