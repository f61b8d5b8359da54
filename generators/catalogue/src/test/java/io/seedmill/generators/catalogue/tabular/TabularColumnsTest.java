package io.seedmill.generators.catalogue.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.CollectingSink.Collected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The distributions that columns can have, and what is said about columns that cannot be drawn. */
class TabularColumnsTest {

  private static final GeneratorFactory FACTORY = new TabularGenerator.Factory();
  private static final int ROWS = 40_000;
  private static final double SIGMAS = 5;

  @Test
  void numbersHaveTheDeclaredMeanAndStandardDeviation() throws Exception {
    List<ObjectNode> rows =
        rows(
            """
            {"task": "extract", "target": null, "columns": [
              {"name": "u", "distribution": "uniform", "min": -1, "max": 3, "decimals": 5},
              {"name": "n", "distribution": "normal", "mean": 10, "stddev": 2.5, "decimals": 5},
              {"name": "e", "distribution": "exponential", "mean": 7, "decimals": 5},
              {"name": "i", "distribution": "integer", "min": 1, "max": 6}]}
            """);
    assertMoments(rows, row -> row.get("u").doubleValue(), 1, 4 / Math.sqrt(12), 1.8);
    assertMoments(rows, row -> row.get("n").doubleValue(), 10, 2.5, 3);
    assertMoments(rows, row -> row.get("e").doubleValue(), 7, 7, 9);
    assertMoments(rows, row -> row.get("i").doubleValue(), 3.5, Math.sqrt(35 / 12.0), 1.7314);
    assertShare(rows, row -> Math.abs(row.get("n").doubleValue() - 10) < 2.5 ? 1 : 0, 0.682689);
    assertShare(rows, row -> row.get("n").doubleValue() > 15 ? 1 : 0, 0.0227501);
    assertShare(rows, row -> row.get("e").doubleValue() > 14 ? 1 : 0, Math.exp(-2));
    for (int face = 1; face <= 6; face++) {
      int wanted = face;
      assertShare(rows, row -> row.get("i").intValue() == wanted ? 1 : 0, 1 / 6.0);
    }
    double independent =
        rows.stream()
            .mapToDouble(
                row -> (row.get("n").doubleValue() - 10) * (row.get("u").doubleValue() - 1))
            .average()
            .orElseThrow();
    assertThat(independent, closeTo(0, SIGMAS * 2.5 * 4 / Math.sqrt(12.0 * ROWS)));
  }

  @Test
  void wordsAndFlagsHaveTheDeclaredShares() throws Exception {
    List<ObjectNode> rows =
        rows(
            """
            {"task": "extract", "target": null, "columns": [
              {"name": "even", "distribution": "category", "values": ["a", "b", "c"]},
              {"name": "odd", "distribution": "category", "values": ["a", "b", "c"],
                "weights": [0.5, 3, 0.25]},
              {"name": "flag", "distribution": "boolean", "p": 0.02},
              {"name": "never", "distribution": "boolean", "p": 0},
              {"name": "always", "distribution": "boolean", "p": 1}]}
            """);
    List<Double> odds = List.of(0.5 / 3.75, 3 / 3.75, 0.25 / 3.75);
    for (int i = 0; i < 3; i++) {
      String word = List.of("a", "b", "c").get(i);
      assertShare(rows, row -> row.get("even").textValue().equals(word) ? 1 : 0, 1 / 3.0);
      assertShare(rows, row -> row.get("odd").textValue().equals(word) ? 1 : 0, odds.get(i));
    }
    assertShare(rows, row -> row.get("flag").booleanValue() ? 1 : 0, 0.02);
    assertShare(rows, row -> row.get("never").booleanValue() ? 1 : 0, 0);
    assertShare(rows, row -> row.get("always").booleanValue() ? 1 : 0, 1);
  }

  @Test
  void valuesBeyondABoundBecomeTheBound() throws Exception {
    List<ObjectNode> rows =
        rows(
            """
            {"task": "extract", "target": null, "columns": [
              {"name": "n", "distribution": "normal", "mean": 0, "stddev": 1, "min": -1, "max": 2}]}
            """);
    assertShare(rows, row -> row.get("n").doubleValue() == -1 ? 1 : 0, 0.159655);
    assertShare(rows, row -> row.get("n").doubleValue() == 2 ? 1 : 0, 0.0230222);
  }

  @Test
  void noiseIsNormal() throws Exception {
    List<ObjectNode> rows =
        rows(
            """
            {"task": "predict", "target":
              {"name": "y", "weights": {"income": 0.001}, "intercept": 5, "noise": 2}}
            """);
    assertMoments(
        rows,
        row -> row.get("y").doubleValue() - 5 - row.get("income").doubleValue() / 1000,
        0,
        2,
        3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [] | /columns | [] | a list of 1 to 100 columns
          {"name":"a"} | /columns | {"name":"a"} | a list of 1 to 100 columns
          ["a"] | /columns/0 | "a" | an object
          [{"distribution":"boolean","p":1}] | /columns/0/name | nothing | a letter, then up to 63 letters, digits and underscores
          [{"name":"1a","distribution":"boolean","p":1}] | /columns/0/name | "1a" | a letter, then up to 63 letters, digits and underscores
          [{"name":"answer","distribution":"boolean","p":1}] | /columns/0/name | "answer" | a name that is not reserved
          [{"name":"a"}] | /columns/0/distribution | nothing | one of boolean, category, exponential, integer, normal, uniform
          [{"name":"a","distribution":"boolean"}] | /columns/0/p | nothing | a number from 0 to 1
          [{"name":"a","distribution":"boolean","p":1.5}] | /columns/0/p | 1.5 | a number from 0 to 1
          [{"name":"a","distribution":"boolean","p":1,"~/":2}] | /columns/0/~0~1 | unknown key '~/' | allowed: one of distribution, name, p
          [{"name":"a","distribution":"boolean","p":1},{"name":"a","distribution":"boolean","p":1}] | /columns/1/name | "a" | a name that no column before it has
          [{"name":"a","distribution":"integer","min":1.5,"max":3}] | /columns/0/min | 1.5 | a whole number
          [{"name":"a","distribution":"integer","min":5,"max":3}] | /columns/0/max | 3 | min 5 or more, with a whole number between
          [{"name":"a","distribution":"uniform","min":0.001,"max":0.002}] | /columns/0/max | 0.002 | min 0.001 or more, with a number of 2 decimals between
          [{"name":"a","distribution":"normal","mean":1,"stddev":-1}] | /columns/0/stddev | -1 | a number from 0 to 1000000000
          [{"name":"a","distribution":"normal","mean":1,"stddev":1,"decimals":6}] | /columns/0/decimals | 6 | a number from 0 to 5
          [{"name":"a","distribution":"exponential","mean":0}] | /columns/0/mean | 0 | a number from 0.000001 to 1000000000
          [{"name":"a","distribution":"category","values":[]}] | /columns/0/values | [] | a list of 1 to 1000 texts
          [{"name":"a","distribution":"category","values":["x",1]}] | /columns/0/values/1 | 1 | a text of 1 to 64 characters without line breaks
          [{"name":"a","distribution":"category","values":["x","x"]}] | /columns/0/values/1 | "x" a second time | a list of 1 to 1000 texts
          [{"name":"a","distribution":"category","values":["x","y"],"weights":[1]}] | /columns/0/weights | [1] | a list of 2 numbers
          [{"name":"a","distribution":"category","values":["x","y"],"weights":[1,0]}] | /columns/0/weights/1 | 0 | a number from 0.000001 to 1000000000
          """)
  void aBadColumnIsRefusedWithItsPlace(String columns, String path, String found, String allowed) {
    assertThat(
        words(problems("{\"columns\":" + columns + "}")),
        is(List.of(List.of(path, found, allowed))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          null | /target | nothing | a target to compute
          7 | /target | 7 | a mapping such as {name: …, weights: …} (keys: name, intercept, weights, minTerms, noise, labels, thresholds)
          {"name":"t"} | /target/weights | nothing | the weight of at least one column
          {"name":"t","weights":{}} | /target/weights | {} | the weight of at least one column
          {"name":"t","weights":{"age":"1"}} | /target/weights/age | "1" | a number, or a list of the least and the greatest that a sample draws
          {"name":"t","weights":{"age":2000000000}} | /target/weights/age | 2000000000 | a number from -1000000000 to 1000000000
          {"name":"t","weights":{"age":[1]}} | /target/weights/age | [1] | a list of the least and the greatest that a sample draws
          {"name":"t","weights":{"age":[1,2,3]}} | /target/weights/age | [1,2,3] | a list of the least and the greatest that a sample draws
          {"name":"t","weights":{"age":[1,"2"]}} | /target/weights/age/1 | "2" | a number from -1000000000 to 1000000000
          {"name":"t","weights":{"age":[2,2]}} | /target/weights/age | [2,2] | the least before the greatest
          {"name":"t","weights":{"age":1},"intercept":[3,-3]} | /target/intercept | [3,-3] | the least before the greatest
          {"name":"t","weights":{"age":1},"minTerms":2} | /target/minTerms | 2 | at most the number of weights, 1
          {"name":"t","weights":{"age":1},"minTerms":0} | /target/minTerms | 0 | a whole number from 1 to 100
          {"name":"age","weights":{"age":1}} | /target/name | age | a name that no column has
          {"name":"id","weights":{"age":1}} | /target/name | "id" | a name that is not reserved
          {"name":"t","weights":{"plan":1}} | /target/weights/plan | the weight of no such column | weights of columns with numbers or booleans: age, autopay, calls, income, tenure
          {"name":"t","weights":{"age":1},"noise":0.5} | /target/noise | 0.5 | 0 where the task is compute
          {"name":"t","weights":{"age":1},"labels":["a","b"]} | /target/thresholds | nothing | a list of 1
          {"name":"t","weights":{"age":1},"labels":["a","b","c"],"thresholds":[2,1]} | /target/thresholds | [2,1] | numbers that ascend
          {"name":"t","weights":{"income":0.3333333333333333}} | /target/weights | a sum of up to 16 decimals and 21 digits | a sum of at most 15 decimals, and of at most 2^53 without its decimal point
          {"name":"t","weights":{"age":1},"class":1} | /target/class | unknown key 'class' | allowed: one of name, intercept, weights, minTerms, noise, labels, thresholds
          """)
  void aBadTargetIsRefusedWithItsPlace(String target, String path, String found, String allowed) {
    assertThat(
        words(problems("{\"target\":" + target + "}")), is(List.of(List.of(path, found, allowed))));
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    List<InputProblem> problems =
        problems(
            """
            {"columns": [{"name": "a", "distribution": "uniform", "max": "x"},
              {"name": "b", "distribution": "poisson"}], "target": {"name": "c", "weights": 1}}
            """);
    assertThat(
        problems.stream().map(InputProblem::path).toList(),
        is(
            List.of(
                "/columns/0/min", "/columns/0/max", "/columns/1/distribution", "/target/weights")));
  }

  private static void assertMoments(
      List<ObjectNode> rows,
      ToDoubleFunction<ObjectNode> value,
      double mean,
      double stddev,
      double kurtosis) {
    double sum = 0;
    double squares = 0;
    for (ObjectNode row : rows) {
      double off = value.applyAsDouble(row) - mean;
      sum += off;
      squares += off * off;
    }
    assertThat(sum / ROWS, closeTo(0, SIGMAS * stddev / Math.sqrt(ROWS)));
    double variance = stddev * stddev;
    double error = SIGMAS * variance * Math.sqrt((kurtosis - 1) / ROWS);
    assertThat(squares / ROWS, closeTo(variance, error));
  }

  private static void assertShare(
      List<ObjectNode> rows, ToDoubleFunction<ObjectNode> counts, double share) {
    double found = rows.stream().mapToDouble(counts).sum() / ROWS;
    assertThat(found, closeTo(share, SIGMAS * Math.sqrt(share * (1 - share) / ROWS)));
  }

  private static List<ObjectNode> rows(String parameters) throws Exception {
    return CollectingSink.collect(
            FACTORY, FACTORY.parameters().read(json(parameters)), 11, new IndexRange(0, ROWS))
        .stream()
        .map(Collected::parsed)
        .toList();
  }

  private static List<List<String>> words(List<InputProblem> problems) {
    return problems.stream().map(p -> List.of(p.path(), p.found(), p.allowed())).toList();
  }

  private static List<InputProblem> problems(String parameters) {
    return assertThrows(
            InvalidParametersException.class, () -> FACTORY.parameters().read(json(parameters)))
        .problems();
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) CanonicalJson.parse(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }
}
