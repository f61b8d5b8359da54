package io.seedmill.generators.catalogue.logic;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.GeneratorContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class SatisfiabilityGeneratorTest extends GeneratorContract {

  private static final String FORM =
      "(?<key> Here ~ is not, \\| is or, and & is and\\.)? If so, answer in the form satisfiable:"
          + " A=false, B=true with every variable up to \\k<last>\\. Of several satisfying"
          + " assignments give the first, comparing A first, then B and so on, with false before"
          + " true\\. If not, answer unsatisfiable\\.";
  private static final Pattern LITERAL = Pattern.compile("(not |~)?([A-T])");
  private static final int VARIABLES_OF_A_QUICK_SEARCH = 8;

  @Override
  protected GeneratorFactory factory() {
    return new SatisfiabilityGenerator.Factory();
  }

  @Override
  protected List<String> golden() {
    return List.of("fbb70618789cd0ee", "a235699070b17569", "478f069238c21566");
  }

  @Override
  protected List<String> parameterSets() {
    return List.of(
        "{\"variables\":3,\"minLiterals\":3,\"maxLiterals\":3}",
        "{\"variables\":3,\"minLiterals\":1,\"maxLiterals\":2,\"notation\":\"symbols\"}",
        "{\"variables\":8,\"minLiterals\":3,\"maxLiterals\":3}",
        "{\"variables\":12,\"satisfiable\":0}",
        "{\"variables\":12,\"satisfiable\":1}",
        "{\"variables\":20,\"minLiterals\":4,\"maxLiterals\":4}",
        "{\"variables\":20,\"notation\":\"symbols\"}");
  }

  @Override
  protected List<Pattern> phrasings() {
    String formula = "\\((?<formula>.*)\\)";
    String last = "(?<last>[A-T])";
    return Stream.of(
            "For variables A to " + last + ", is " + formula + " satisfiable\\?",
            "Is the formula " + formula + " over the variables A to " + last + " satisfiable\\?",
            "Can the variables A to "
                + last
                + " be set to true or false such that "
                + formula
                + " holds\\?",
            "Does "
                + formula
                + " have a satisfying assignment of its variables A to "
                + last
                + "\\?",
            "Decide whether any values of the variables A to "
                + last
                + " make "
                + formula
                + " true\\.")
        .map(question -> Pattern.compile(question + FORM))
        .toList();
  }

  @Test
  void theKindsComeInTheShareAskedFor() throws Exception {
    assertThat(average("{}", s -> isSatisfiable(s) ? 1 : 0), closeTo(0.5, 0.04));
    assertThat(average("{\"satisfiable\":0}", s -> isSatisfiable(s) ? 1 : 0), is(0.0));
    assertThat(average("{\"satisfiable\":1}", s -> isSatisfiable(s) ? 1 : 0), is(1.0));
  }

  @Test
  void theNumberOfClausesDoesNotTellTheKindsApart() throws Exception {
    double with = average("{\"satisfiable\":1}", s -> note(s, "clauses"));
    double without = average("{\"satisfiable\":0}", s -> note(s, "clauses"));
    assertThat(with, closeTo(without, 0.2));
  }

  @Test
  void moreVariablesAreHarder() throws Exception {
    assertThat(average("{\"variables\":3}", s -> note(s, "difficulty")), lessThan(4.0));
    assertThat(average("{\"variables\":20}", s -> note(s, "difficulty")), greaterThan(9.0));
  }

  @Override
  protected Optional<String> verify(ObjectNode sample) {
    Matcher prompt = prompt(sample);
    JsonNode metadata = sample.get("metadata");
    int variables = prompt.group("last").charAt(0) - 'A' + 1;
    JsonNode parameters = metadata.get("parameters");
    if (variables != parameters.get("variables").intValue()) {
      return Optional.of("other variables");
    }
    boolean inWords = parameters.get("notation").textValue().equals("words");
    if (inWords != (prompt.group("key") == null)) {
      return Optional.of("symbols without an explanation");
    }
    List<List<Integer>> clauses = new ArrayList<>();
    for (String clause : prompt.group("formula").split(inWords ? "\\) and \\(" : "\\) & \\(", -1)) {
      clauses.add(readClause(clause.split(inWords ? " or " : " \\| ", -1)));
    }
    if (!clauses.stream().allMatch(clause -> isAllowed(clause, parameters))
        || clauses.size() != new HashSet<>(clauses).size()) {
      return Optional.of("clauses that the parameters forbid, or a clause twice");
    }
    if (!sample.get("answer").textValue().equals(Solver.answer(variables, clauses))) {
      return Optional.of("another answer");
    }
    int deadEnds = metadata.get("deadEnds").intValue();
    return metadata.get("clauses").intValue() == clauses.size()
            && (variables > VARIABLES_OF_A_QUICK_SEARCH
                || deadEnds == Solver.deadEnds(variables, clauses))
        ? Optional.empty()
        : Optional.of("another count");
  }

  private static List<Integer> readClause(String[] literals) {
    List<Integer> clause = new ArrayList<>();
    for (String text : literals) {
      Matcher literal = LITERAL.matcher(text);
      if (!literal.matches()) {
        throw new AssertionError("not a literal: " + text);
      }
      int variable = literal.group(2).charAt(0) - 'A' + 1;
      clause.add(literal.group(1) == null ? variable : -variable);
    }
    return clause;
  }

  private static boolean isAllowed(List<Integer> clause, JsonNode parameters) {
    return clause.size() >= parameters.get("minLiterals").intValue()
        && clause.size() <= parameters.get("maxLiterals").intValue()
        && clause.stream().map(Math::abs).distinct().count() == clause.size()
        && clause.stream().allMatch(l -> Math.abs(l) <= parameters.get("variables").intValue());
  }

  @Override
  protected boolean isRightInAnotherForm(ObjectNode right, ObjectNode wrong) {
    Set<String> values = Set.of(right.get("answer").textValue().split("[:,] ", -1));
    return values.equals(
        new HashSet<>(List.of(wrong.get("answer").textValue().split("[:,] ", -1))));
  }

  @Override
  protected void mutate(ObjectNode sample, UniformRandomProvider random) {
    String right = sample.get("answer").textValue();
    int variables = sample.get("metadata").get("parameters").get("variables").intValue();
    String wrong = right;
    while (wrong.equals(right)) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < variables; i++) {
        values.add((char) ('A' + i) + "=" + random.nextBoolean());
      }
      if (isSatisfiable(sample) && random.nextBoolean()) {
        values = new ArrayList<>(List.of(right.substring(13).split(", ", -1)));
        int at = random.nextInt(variables);
        switch (random.nextInt(4)) {
          case 0 -> Collections.swap(values, at, random.nextInt(variables));
          case 1 -> values.remove(at);
          case 2 -> values.set(at, values.get(at).charAt(0) + "=" + !values.get(at).contains("t"));
          default -> values.add(values.get(at));
        }
      }
      wrong =
          random.nextInt(5) == 0 ? "unsatisfiable" : "satisfiable: " + String.join(", ", values);
    }
    sample.put("answer", wrong);
  }

  private static boolean isSatisfiable(ObjectNode sample) {
    return sample.get("answer").textValue().startsWith("satisfiable: ");
  }

  private static double note(ObjectNode sample, String name) {
    return sample.get("metadata").get(name).doubleValue();
  }

  private double average(String json, ToDoubleFunction<ObjectNode> number) throws Exception {
    ObjectNode given = (ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8));
    return CollectingSink.collect(
            factory(), factory().parameters().read(given), 42, new IndexRange(0, 2_000))
        .stream()
        .mapToDouble(sample -> number.applyAsDouble(sample.parsed()))
        .average()
        .orElseThrow();
  }
}
