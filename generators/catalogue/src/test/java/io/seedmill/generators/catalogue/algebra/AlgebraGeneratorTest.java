package io.seedmill.generators.catalogue.algebra;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.GeneratorContract;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class AlgebraGeneratorTest extends GeneratorContract {

  private static final Pattern VALUE = Pattern.compile("0|-?[1-9][0-9]*(/[1-9][0-9]*)?");
  private static final Pattern LETTER = Pattern.compile("[a-z]");

  @Override
  protected GeneratorFactory factory() {
    return new AlgebraGenerator.Factory();
  }

  @Override
  protected List<String> golden() {
    return List.of("5adc2bc53417c7dd", "a6ea32f953883249", "21c5e15545f60326");
  }

  @Override
  protected List<String> parameterSets() {
    return List.of(
        "{\"form\":\"linear\",\"brackets\":0}",
        "{\"form\":\"quadratic\",\"brackets\":0}",
        "{\"form\":\"system\",\"brackets\":0}",
        "{\"brackets\":4,\"maxCoefficient\":999,\"maxSolution\":999,\"maxDenominator\":12}",
        "{\"maxCoefficient\":12,\"maxSolution\":1,\"maxDenominator\":12}",
        "{\"brackets\":0,\"maxCoefficient\":4,\"maxSolution\":1,\"maxDenominator\":4}",
        "{\"brackets\":0,\"maxCoefficient\":4,\"maxSolution\":1,\"maxDenominator\":1}");
  }

  @Override
  protected List<Pattern> phrasings() {
    return Question.PHRASINGS;
  }

  @Test
  void difficultyFollowsTheParameters() throws Exception {
    assertThat(difficulties("{\"form\":\"linear\",\"brackets\":0}"), is(Set.of(1, 2, 3)));
    assertThat(
        difficulties("{\"form\":\"quadratic\",\"maxDenominator\":1,\"maxSolution\":2}"),
        is(Set.of(4, 5)));
    assertThat(
        difficulties("{\"form\":\"system\",\"brackets\":4,\"maxCoefficient\":999}"),
        is(Set.of(10)));
    assertThat(
        difficulties(
            "{\"form\":\"linear\",\"brackets\":0,\"maxDenominator\":1,"
                + "\"maxCoefficient\":999,\"maxSolution\":999}"),
        is(Set.of(2, 3)));
  }

  @Override
  protected Optional<String> verify(ObjectNode sample) {
    Question question = Question.read(prompt(sample));
    if (!question.form().equals(sample.get("metadata").get("form").textValue())) {
      return Optional.of("another form in the metadata");
    }
    List<Map<String, Rational>> solutions = new ArrayList<>();
    for (String text : sample.get("answer").textValue().split(" or ", -1)) {
      Map<String, Rational> solution = readSolution(text);
      if (!List.copyOf(solution.keySet()).equals(question.unknowns())) {
        return Optional.of("other unknowns, or none that can be read");
      }
      if (!question.holdsAt(solution)) {
        return Optional.of("no solution");
      }
      solutions.add(solution);
    }
    if (solutions.size() != question.countSolutions()) {
      return Optional.of("another number of solutions");
    }
    String name = question.unknowns().get(0);
    if (solutions.size() == 2
        && solutions.get(0).get(name).compareTo(solutions.get(1).get(name)) >= 0) {
      return Optional.of("solutions that do not ascend");
    }
    boolean whole =
        solutions.stream()
            .flatMap(solution -> solution.values().stream())
            .allMatch(value -> value.denominator().equals(BigInteger.ONE));
    long difficulty =
        Map.of("linear", 1, "quadratic", 3, "system", 4).get(question.form())
            + question.brackets()
            + (whole ? 0 : 1)
            + (question.largestNumberDigits() - 1) / 2;
    if (sample.at("/metadata/difficulty").intValue() != Math.min(10, difficulty)) {
      return Optional.of("another difficulty than " + difficulty);
    }
    return verifyCheck(sample.get("check"), question, solutions);
  }

  private static Map<String, Rational> readSolution(String text) {
    Map<String, Rational> solution = new TreeMap<>();
    List<String> names = new ArrayList<>();
    for (String part : text.split(", ", -1)) {
      String[] sides = part.split(" = ", -1);
      boolean good = sides.length == 2 && VALUE.matcher(sides[1]).matches();
      if (!good || !Rational.parse(sides[1]).toString().equals(sides[1])) {
        return Map.of();
      }
      names.add(sides[0]);
      solution.put(sides[0], Rational.parse(sides[1]));
    }
    return names.equals(List.copyOf(solution.keySet())) ? solution : Map.of();
  }

  private static Optional<String> verifyCheck(
      JsonNode check, Question question, List<Map<String, Rational>> solutions) {
    List<String> lines = new ArrayList<>();
    check.forEach(line -> lines.addAll(List.of(line.textValue().split(" and ", -1))));
    int at = 0;
    for (Map<String, Rational> solution : solutions) {
      for (String side : question.sides()) {
        if (LETTER.matcher(side).find()) {
          Rational value = Evaluator.valueOf(side, solution);
          String line = lines.get(at++);
          for (String stage : line.split(" = ", -1)) {
            if (!Evaluator.valueOf(stage, Map.of()).equals(value)) {
              return Optional.of("a wrong check");
            }
          }
          boolean whole = line.endsWith(" = " + value);
          if (!whole || !line.replace("*", "").startsWith(putIn(solution, side) + " = ")) {
            return Optional.of("a check that does not lead from the equation to its value");
          }
        }
      }
    }
    return at == lines.size() && check.size() == solutions.size() * question.equations()
        ? Optional.empty()
        : Optional.of("another number of checks");
  }

  private static String putIn(Map<String, Rational> solution, String side) {
    String text = side;
    for (Map.Entry<String, Rational> entry : solution.entrySet()) {
      String value = entry.getValue().toString();
      boolean plain = value.chars().allMatch(Character::isDigit);
      text = text.replace(entry.getKey(), plain ? value : "(" + value + ")");
    }
    return text;
  }

  @Override
  protected boolean isRightInAnotherForm(ObjectNode right, ObjectNode wrong) {
    return values(right).equals(values(wrong));
  }

  private static Set<String> values(ObjectNode sample) {
    Set<String> values = new HashSet<>();
    for (String value : sample.get("answer").textValue().split(", | or ", -1)) {
      values.add(value.substring(0, 4) + Rational.parse(value.substring(4)));
    }
    return values;
  }

  @Override
  protected void mutate(ObjectNode sample, UniformRandomProvider random) {
    String right = sample.get("answer").textValue();
    String separator = right.contains(", ") ? ", " : " or ";
    String wrong = right;
    while (wrong.equals(right)) {
      List<String> parts = new ArrayList<>(List.of(right.split(separator, -1)));
      int at = random.nextInt(parts.size());
      String name = parts.get(at).substring(0, 4);
      Rational value = Rational.parse(parts.get(at).substring(4));
      Rational off = Rational.of(1 + random.nextLong(50));
      switch (random.nextInt(7)) {
        case 0 -> parts.set(at, name + value.plus(off));
        case 1 -> parts.set(at, name + value.minus(off));
        case 2 -> parts.set(at, name + value.negate());
        case 3 -> parts.set(at, name + value.times(off));
        case 4 -> parts.set(at, name + value.numerator().shiftLeft(1) + "/2");
        case 5 -> Collections.reverse(parts);
        default -> parts.add(at, name + value.over(off));
      }
      if (parts.size() > 1 && random.nextInt(8) == 0) {
        parts.remove(at);
      }
      wrong = String.join(separator, parts);
    }
    sample.put("answer", wrong);
  }

  private Set<Integer> difficulties(String json) throws Exception {
    ObjectNode given = (ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8));
    Set<Integer> found = new TreeSet<>();
    CollectingSink.collect(
            factory(), factory().parameters().read(given), 42, new IndexRange(0, 1_000))
        .forEach(s -> found.add(s.parsed().get("metadata").get("difficulty").intValue()));
    return found;
  }
}
