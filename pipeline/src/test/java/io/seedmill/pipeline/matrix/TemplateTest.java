package io.seedmill.pipeline.matrix;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that refer to axes. */
class TemplateTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Combination CELL =
      new Combination(
          List.of("size", "share", "on", "word", "item"),
          List.of(
              json("9"),
              json("0.5"),
              json("true"),
              json("'$1\\\\x'"),
              json("{'name': 'A', 'n': 3, 'tags': ['t']}")),
          5);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'${matrix.size}' | 9",
        "'${ matrix.size }' | 9",
        "'${matrix.share}' | 0.5",
        "'${matrix.on}' | true",
        "'x${matrix.size}' | 'x9'",
        "'${matrix.size}${matrix.share}' | '90.5'",
        "'${matrix.word}, ${matrix.on}' | '$1\\\\x, true'",
        "'${matrix.item}' | 'A'",
        "'${matrix.item.n}' | 3",
        "'${matrix.item.tags} ${matrix.item.name}' | '['t'] A'",
        "{'a': [1, {'b': '${matrix.size}'}], 'c': null} | {'a': [1, {'b': 9}], 'c': null}",
        "'${other.size} $size {matrix.size} ${matrixes}' | '${other.size} $size {matrix.size}"
            + " ${matrixes}'"
      })
  void aPlaceIsFilledWithTheValue(String template, String expected) {
    String quotes = expected.replace("'['t'] A'", "'[\\\"t\\\"] A'");
    assertThat(Template.of(json(template)).fill(CELL), is(json(quotes)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${matrix.size",
        "${{ matrix.size }}",
        "${matrix}",
        "${matrix.a.b.{c}",
        "${matrix"
      })
  void whatWasMeantAsAPlaceButIsNoneIsNoticed(String text) {
    assertThat(Template.of("x " + text).placeholders().get(0).axis(), is(Optional.empty()));
  }

  @Test
  void whatACellDoesNotHaveIsMissing() {
    assertThat(missing("${matrix.size}"), is(false));
    assertThat(missing("${matrix.form}"), is(true));
    assertThat(missing("${matrix.item.price}"), is(true));
    assertThat(missing("${matrix.size.n}"), is(true));
  }

  private static boolean missing(String text) {
    return Template.of(text).missingIn(CELL).isPresent();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (Exception e) {
      throw new AssertionError(text, e);
    }
  }
}
