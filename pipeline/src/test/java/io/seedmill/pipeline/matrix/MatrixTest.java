package io.seedmill.pipeline.matrix;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Axes multiplied out, with what is excluded and included. */
class MatrixTest {

  private static final Axis FRUIT = axis("fruit", "apple", "pear");
  private static final Axis ANIMAL = axis("animal", "cat", "dog");

  @Test
  void theLastAxisIsTheFastest() {
    assertThat(
        texts(new Matrix(List.of(FRUIT, ANIMAL), List.of(), List.of())),
        contains(
            "{fruit=apple, animal=cat}",
            "{fruit=apple, animal=dog}",
            "{fruit=pear, animal=cat}",
            "{fruit=pear, animal=dog}"));
  }

  /** The example with which GitHub explains its matrices. */
  @Test
  void includesExtendWhatTheyFitAndElseStandAlone() {
    Matrix matrix =
        new Matrix(
            List.of(FRUIT, ANIMAL),
            List.of(),
            List.of(
                values("color", "green"),
                values("color", "pink", "animal", "cat"),
                values("fruit", "apple", "shape", "circle"),
                values("fruit", "banana"),
                values("fruit", "banana", "animal", "cat")));
    assertThat(
        texts(matrix),
        contains(
            "{fruit=apple, animal=cat, color=pink, shape=circle}",
            "{fruit=apple, animal=dog, color=green, shape=circle}",
            "{fruit=pear, animal=cat, color=pink}",
            "{fruit=pear, animal=dog, color=green}",
            "{fruit=banana}",
            "{fruit=banana, animal=cat}"));
  }

  @Test
  void anExcludeNeedsOnlySomeOfTheAxes() {
    Matrix matrix =
        new Matrix(
            List.of(FRUIT, ANIMAL),
            List.of(values("animal", "cat"), values("fruit", "pear", "animal", "dog")),
            List.of());
    assertThat(texts(matrix), contains("{fruit=apple, animal=dog}"));
  }

  @Test
  void anIncludeBringsBackWhatWasExcluded() {
    Matrix matrix =
        new Matrix(
            List.of(FRUIT),
            List.of(values("fruit", "apple")),
            List.of(values("fruit", "apple", "shape", "circle")));
    assertThat(texts(matrix), contains("{fruit=pear}", "{fruit=apple, shape=circle}"));
  }

  @Test
  void withoutAxesEveryIncludeIsACombination() {
    Matrix matrix =
        new Matrix(
            List.of(), List.of(), List.of(values("site", "a", "dc", "x"), values("site", "b")));
    assertThat(texts(matrix), contains("{dc=x, site=a}", "{site=b}"));
    assertThat(texts(new Matrix(List.of(), List.of(), List.of())), is(empty()));
  }

  @Test
  void whatAnIncludeAddsDoesNotRenameACombination() {
    Matrix matrix =
        new Matrix(
            List.of(FRUIT),
            List.of(),
            List.of(values("color", "green"), values("fruit", "kiwi", "color", "a b")));
    assertThat(
        matrix.combinations().stream().map(Combination::label).toList(),
        contains("[fruit=apple]", "[fruit=pear]", "[fruit=kiwi,color=\"a b\"]"));
  }

  @Test
  void aLabelTellsValuesApartThatLookAlikeWithoutQuotes() {
    Axis axis = axis("a", "x", "x,b=1", "ü-1.5_:+", "", "\"", "\n");
    assertThat(
        new Matrix(List.of(axis), List.of(), List.of())
            .combinations().stream().map(Combination::label).toList(),
        contains(
            "[a=x]", "[a=\"x,b=1\"]", "[a=ü-1.5_:+]", "[a=\"\"]", "[a=\"\\\"\"]", "[a=\"\\n\"]"));
  }

  @Test
  void aHundredThousandCombinationsAndIncludesAreMadeInSeconds() {
    List<JsonNode> numbers =
        Stream.iterate(0L, n -> n + 1).limit(300).map(n -> (JsonNode) LongNode.valueOf(n)).toList();
    List<Map<String, JsonNode>> includes =
        Stream.iterate(0L, n -> n + 1)
            .limit(50_000)
            .map(n -> Map.<String, JsonNode>of("a", LongNode.valueOf(n), "c", LongNode.valueOf(n)))
            .toList();
    Matrix matrix =
        new Matrix(List.of(Axis.of("a", numbers), Axis.of("b", numbers)), List.of(), includes);
    assertThat(matrix.mostCombinations(), is(140_000L));
    List<Combination> combinations = matrix.combinations();
    assertThat(combinations.size(), is(90_000 + 49_700));
    assertThat(combinations.get(301).texts().toString(), is("{a=1, b=1, c=1}"));
  }

  private static List<String> texts(Matrix matrix) {
    return matrix.combinations().stream().map(c -> c.texts().toString()).toList();
  }

  private static Axis axis(String name, String... values) {
    return Axis.of(name, Stream.of(values).map(v -> (JsonNode) TextNode.valueOf(v)).toList());
  }

  private static Map<String, JsonNode> values(String... keysAndValues) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], TextNode.valueOf(keysAndValues[i + 1]));
    }
    return values;
  }
}
