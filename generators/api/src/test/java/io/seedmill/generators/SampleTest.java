package io.seedmill.generators;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.json.JsonBytes;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sample that is written field by field. */
class SampleTest {

  private final Sample sample = new Sample("{\"size\":7}", 10_000);

  @Test
  void contentIsItsFieldsAndMetadataEndsWithTheParameters() throws Exception {
    JsonNode steps = CanonicalJson.parse(bytes("{\"b\":[1,2.50,null],\"a\":true}"));
    String content =
        content(
            s ->
                s.text("answer", "42")
                    .flag("easy", false)
                    .integer("moves", -3)
                    .real("score", 0.5)
                    .structure("steps", steps)
                    .difficulty(3)
                    .note("walls", 12)
                    .note("kind", "maze"));
    assertThat(
        content,
        is(
            "{\"answer\":\"42\",\"easy\":false,\"moves\":-3,\"score\":0.5,"
                + "\"steps\":{\"a\":true,\"b\":[1,2.5,null]}}"));
    assertThat(
        text(sample.metadata()),
        is("{\"difficulty\":3,\"walls\":12,\"kind\":\"maze\",\"parameters\":{\"size\":7}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "quote \" backslash \\ slash / apostrophe '",
        "\b\f\n\r\t",
        "\u0000\u0001\u001f\u007f\u0080\u009f",
        "\u2028\u2029\ufeff",
        "ünï çödé €",
        "\ud83d\ude00 beyond the basic plane \ud834\udd1e",
        "<script>&amp;"
      })
  void textIsWrittenAsTheStandardSays(String text) throws Exception {
    String content = content(s -> s.text(text + "x", text).text(text + "y", "z"));
    assertThat(content, is(new JsonCanonicalizer(content).getEncodedString()));
    assertThat(CanonicalJson.parse(bytes(content)).get(text + "x").textValue(), is(text));
  }

  @ParameterizedTest
  @CsvSource({
    "1e21, 1e+21",
    "1e-7, 1e-7",
    "0.000001, 0.000001",
    "-0.0, 0",
    "0.1, 0.1",
    "100.0, 100",
    "9007199254740993, 9007199254740992",
    "5e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "333333333.33333329, 333333333.3333333"
  })
  void numbersAreWrittenAsEcmaScriptDoes(double number, String expected) throws Exception {
    String content = content(s -> s.real("n", number));
    assertThat(content, is("{\"n\":" + expected + "}"));
    assertThat(content, is(new JsonCanonicalizer(content).getEncodedString()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNoNumberIsRefused(double number) {
    assertThat(
        refusal(s -> s.real("n", number)).getMessage(),
        is("/n: a number beyond the range of doubles (" + number + ")"));
  }

  @Test
  void wholeNumbersAreRefusedBeyondTwoToThe53() throws Exception {
    long largest = 1L << 53;
    assertThat(content(s -> s.integer("n", largest)), is("{\"n\":9007199254740992}"));
    assertThat(content(s -> s.integer("n", -largest)), is("{\"n\":-9007199254740992}"));
    for (long number : new long[] {largest + 1, -largest - 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(
          refusal(s -> s.integer("n", number)).getMessage(),
          is(
              "/n: the number "
                  + number
                  + " is beyond 2^53; write it as a string, or readers lose it"));
      assertThat(
          refusal(s -> s.note("n", number)).getMessage(),
          startsWith("metadata 'n': the number " + number + " is beyond 2^53"));
    }
    for (double number : new double[] {1.7e18, -9007199254740994.0, 999999999999999900000.0}) {
      assertThat(refusal(s -> s.real("n", number)).getMessage(), containsString(" is beyond 2^53"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00b", "\ud83d", "\ude00\ud83d"})
  void halfACharacterIsRefused(String text) {
    for (Consumer<Sample> writing :
        List.<Consumer<Sample>>of(
            s -> s.text("a", text),
            s -> s.text(text, "a"),
            s -> s.structure("a", JsonNodeFactory.instance.objectNode().put("b", text)),
            s -> s.structure("a", JsonNodeFactory.instance.objectNode().put(text, "b")),
            s -> s.text("a", "a").note("n", text),
            s -> s.text("a", "a").note(text, 1))) {
      assertThat(
          refusal(writing).getMessage(), containsString("half a surrogate pair at position"));
    }
  }

  @ParameterizedTest
  @CsvSource({"b, a", "a, a", "a, A", "aa, a", "\uff5e, \ud83d\ude00"})
  void namesAscendByTheirUtf16Units(String first, String second) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> content(s -> s.text(first, "1").text(second, "2")));
    assertThat(
        e.getMessage(),
        is("field '" + second + "' is not above '" + first + "': names must ascend"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "generator", "index", "metadata"})
  void aReservedNameIsRefused(String name) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> content(s -> s.text(name, "x")));
    assertThat(e.getMessage(), is("the field name '" + name + "' is reserved"));
  }

  @Test
  void metadataHasEachNameOnceAndLeavesTheParametersAlone() {
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> content(s -> s.text("a", "b").note("parameters", 1)))
            .getMessage(),
        is("the metadata name 'parameters' is reserved"));
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> content(s -> s.text("a", "b").note("moves", 1).note("moves", "2")))
            .getMessage(),
        is("the metadata name 'moves' is used already"));
    assertThrows(
        IllegalArgumentException.class,
        () -> content(s -> s.text("a", "b").difficulty(1).difficulty(2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, -1})
  void difficultyGoesFromOneToTen(int level) {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> content(s -> s.difficulty(level)))
            .getMessage(),
        is("difficulty must be from 1 to 10, found " + level));
  }

  @Test
  void aSampleWithoutFieldsIsRefused() {
    InvalidSampleException e =
        assertThrows(InvalidSampleException.class, () -> content(s -> s.difficulty(1)));
    assertThat(e.getMessage(), is("the generator wrote nothing"));
  }

  @Test
  void aSampleThatIsTooLargeIsRefused() {
    assertThat(
        refusal(s -> s.text("a", "x".repeat(20_000))).getMessage(),
        is("more than the 10000 bytes that a sample may have ('maxSampleBytes')"));
    assertThat(
        refusal(s -> s.text("a", "x").note("n", "x".repeat(20_000))).getMessage(),
        is("metadata 'n': more than the 10000 bytes that a sample may have ('maxSampleBytes')"));
  }

  @Test
  void nothingRemainsOfAnAttemptThatFailed() throws Exception {
    String expected = content(s -> s.text("a", "b").difficulty(2));
    String metadata = text(sample.metadata());
    refusal(s -> s.text("a", "remains").note("remains", 1).real("b", Double.NaN));
    assertThat(content(s -> s.text("a", "b").difficulty(2)), is(expected));
    refusal(s -> s.text("a", "remains".repeat(5_000)));
    assertThat(content(s -> s.text("a", "b").difficulty(2)), is(expected));
    assertThrows(InvalidSampleException.class, () -> content(s -> s.difficulty(9)));
    assertThat(content(s -> s.text("a", "b").difficulty(2)), is(expected));
    assertThat(text(sample.metadata()), is(metadata));
  }

  @Test
  void aGeneratorThatIgnoresARefusalMakesNoSample() {
    InvalidSampleException e =
        assertThrows(
            InvalidSampleException.class,
            () ->
                content(
                    s -> {
                      s.text("a", "fine");
                      assertThrows(UncheckedIOException.class, () -> s.real("b", Double.NaN));
                    }));
    assertThat(e.getMessage(), is("a field or note of it could not be written"));
  }

  private UncheckedIOException refusal(Consumer<Sample> writing) {
    return assertThrows(UncheckedIOException.class, () -> content(writing));
  }

  private String content(Consumer<Sample> writing) throws InvalidSampleException {
    sample.clear();
    writing.accept(sample);
    sample.finish();
    return text(sample.content());
  }

  private static String text(JsonBytes json) {
    return new String(json.array(), 0, json.size(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
