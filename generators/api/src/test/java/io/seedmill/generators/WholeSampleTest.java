package io.seedmill.generators;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.json.JsonBytes;
import io.seedmill.generators.json.LargeIntegers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sample that comes from outside in one piece. */
class WholeSampleTest {

  private final Sample sample = new Sample("{}", 100_000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":1,\"a\":2}",
        "{\"a\":{\"z\":[{\"y\":1,\"x\":2}],\"\":3}}",
        "{ \"n\" : [ 1e21, 1E-7, -0.0, 100.0, 9007199254740992, 0.1e1 ] }",
        "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6}",
        "{\"text\":\"\\u0000\\u001f\\/\\u00e9\\ud834\\udd1e\"}"
      })
  void itIsBroughtIntoCanonicalForm(String json) throws Exception {
    assertThat(content(json), is(new JsonCanonicalizer(json).getEncodedString()));
  }

  @Test
  void itsMetadataKeepsItsOrderBeforeTheParameters() throws Exception {
    assertThat(
        content("{\"metadata\":{\"z\":1,\"a\":{\"y\":2,\"x\":3}},\"prompt\":\"p\"}"),
        is("{\"prompt\":\"p\"}"));
    assertThat(text(sample.metadata()), is("{\"z\":1,\"a\":{\"x\":3,\"y\":2},\"parameters\":{}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"a\":2} | not valid JSON: Duplicate field 'a'",
        "{\"a\":{\"b\":1,\"b\":2}} | not valid JSON: Duplicate field 'b'",
        "{\"a\":1} x | not valid JSON: Unrecognized token 'x'",
        "{\"a\":1}{\"a\":1} | not valid JSON: more follows the value",
        "{\"a\":1 | not valid JSON: Unexpected end-of-input",
        "{'a':1} | not valid JSON: Unexpected character",
        "{\"a\":NaN} | not valid JSON: /a: Non-standard token 'NaN'",
        "{\"b\":1,\"a\":[0,{\"c/d\":[-Infinity]}]} | not valid JSON: /a/1/c~1d/0: Non-standard",
        "{\"a\":[1,nan]} | not valid JSON: /a/1: Unrecognized token 'nan'",
        "{\"metadata\":{\"m\":Infinity},\"a\":1} | not valid JSON: /metadata/m: Non-standard",
        "{\"a\":01} | not valid JSON: Invalid numeric value",
        "[1] | not a JSON object",
        "\"text\" | not a JSON object",
        "null | not a JSON object",
        "'' | not a JSON object",
        "{\"metadata\":1,\"a\":2} | 'metadata' is not a JSON object",
        "{\"metadata\":null,\"a\":2} | 'metadata' is not a JSON object",
        "{\"metadata\":[],\"a\":2} | 'metadata' is not a JSON object",
        "{} | the generator wrote nothing",
        "{\"metadata\":{\"a\":1}} | the generator wrote nothing"
      })
  void whatIsNoSampleIsRefused(String json, String expected) {
    InvalidSampleException e = assertThrows(InvalidSampleException.class, () -> content(json));
    assertThat(e.getMessage(), startsWith(expected));
    assertThat("a message of one line", e.getMessage().lines().count(), is(1L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"x\",\"a\":1} | the field name 'id' is reserved",
        "{\"index\":1} | the field name 'index' is reserved",
        "{\"generator\":\"x\",\"a\":1} | the field name 'generator' is reserved",
        "{\"a\":1,\"metadata\":{\"parameters\":{}}} | the metadata name 'parameters' is reserved",
        "{\"a\":9007199254740993} | /a: the number 9007199254740993 is beyond 2^53",
        "{\"a\":[-99999999999999999999]} | /a/0: the number -99999999999999999999 is beyond",
        "{\"a\":[0,{\"b/c\":1.7e18}]} | /a/1/b~1c: the number 1700000000000000000 is beyond",
        "{\"a\":1,\"metadata\":{\"m\":{\"n\":1e18}}} | metadata 'm': /n: the number 1000",
        "{\"a\":[[1,\"\\ud83d\"]]} | /a/0/1: half a surrogate pair at position 0",
        "{\"a\":[1,{\"b\\ud83d\":1}]} | /a/1/b\\ud83d: a member's name has half a surrogate pair",
        "{\"\\ude00\":1} | /\\ude00: a member's name has half a surrogate pair at position 0",
        "{\"b\":{\"c/d\\ud83dx\":1}} | /b/c~1d\\ud83dx: a member's name has half a surrogate pair",
        "{\"a\":1e400} | /a: a number beyond the range of doubles (Infinity)",
        "{\"a\":[0,1e-400]} | /a/1: a number beyond the range of doubles (1E-400)",
        "{\"a\":-0.000025e-320} | /a: a number beyond the range of doubles (-2.5E-325)"
      })
  void whatARecordCannotHoldIsRefused(String json, String expected) {
    Exception e = assertThrows(Exception.class, () -> content(json));
    assertThat(e.getMessage(), containsString(expected));
  }

  /** With and without a tree: white space changes nothing, an asset's name needs a tree. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9007199254740992 | 9007199254740992",
        "9007199254740993 | \"9007199254740993\"",
        "-9007199254740993 | \"-9007199254740993\"",
        "9223372036854775807 | \"9223372036854775807\"",
        "123456789012345678901234567890 | \"123456789012345678901234567890\"",
        "9007199254740994.0 | \"9007199254740994\"",
        "9007199254740993.0 | \"9007199254740993\"",
        "9007199254740992.0 | 9007199254740992",
        "9007199254740992.5 | \"9007199254740992.5\"",
        "9007199254740991.9999 | \"9007199254740991.9999\"",
        "-9007199254740991.75 | \"-9007199254740991.75\"",
        "9007199254740991.25 | 9007199254740991",
        "0.000e-400 | 0",
        "5e-324 | 5e-324",
        "-9007199254740993.5 | \"-9007199254740993.5\"",
        "12345678901234567.0 | \"12345678901234567\"",
        "1.2345678901234567e16 | \"12345678901234567\"",
        "1.7e18 | \"1700000000000000000\"",
        "-1.7E+18 | \"-1700000000000000000\"",
        "999999999999999900000.0 | \"999999999999999900000\"",
        "1e21 | 1e+21",
        "1.5e300 | 1.5e+300",
        "2251799813685249.5 | 2251799813685249.5",
        "-0 | 0",
        "1234567890123456 | 1234567890123456"
      })
  void largeIntegersBecomeTextWhereTheSourceSaysSo(String number, String expected)
      throws Exception {
    Sample texts = sample.withLargeIntegers(LargeIntegers.TEXT);
    for (String other : List.of("x", "$asset")) {
      texts.clear();
      texts.json(bytes("{\"n\":[" + number + "],\"o\":{\"" + other + "\":" + number + "}}"));
      texts.finish();
      String written = "{\"n\":[" + expected + "],\"o\":{\"" + other + "\":" + expected + "}}";
      assertThat(text(texts.content()), is(written));
      Sample again = new Sample(1000);
      again.clear();
      again.json(bytes(written)).finish();
      assertThat("a reader that refuses them reads it", text(again.content()), is(written));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"\\ud800\"}",
        "{\"\\udc00\":1}",
        "{\"a\":1,\"metadata\":{\"b\":\"\\ud800\"}}"
      })
  void halfACharacterIsRefused(String json) {
    assertThat(
        assertThrows(Exception.class, () -> content(json)).getMessage(),
        containsString("surrogate"));
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] latin = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] halfPair = "{\"a\":\"\u00ed\u00a0\u0080\"}".getBytes(StandardCharsets.ISO_8859_1);
    for (byte[] bytes : List.of(latin, halfPair)) {
      sample.clear();
      assertThat(
          assertThrows(InvalidSampleException.class, () -> sample.json(bytes)).getMessage(),
          is("not valid JSON: Invalid UTF-8 at byte 7"));
    }
  }

  @Test
  void nestingIsFollowedFarButNotWithoutEnd() throws Exception {
    String deep = "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}";
    assertThat(content(deep), is(deep));
    for (int depth : new int[] {2_000, 1_000_000}) {
      String deeper = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
      assertThat(
          assertThrows(InvalidSampleException.class, () -> content(deeper)).getMessage(),
          containsString("nesting depth"));
    }
  }

  @Test
  void itDoesNotMixWithSingleFields() throws Exception {
    sample.clear();
    sample.text("a", "b");
    assertThrows(IllegalStateException.class, () -> sample.json(bytes("{\"b\":1}")));
    sample.clear();
    sample.json(bytes("{\"b\":1}"));
    assertThrows(IllegalStateException.class, () -> sample.text("c", "d"));
    assertThrows(IllegalStateException.class, () -> sample.json(bytes("{\"b\":1}")));
  }

  @Test
  void nothingRemainsOfAnAttemptThatFailed() throws Exception {
    assertThrows(Exception.class, () -> content("{\"a\":1,\"b\":9007199254740993}"));
    assertThat(content("{\"c\":1}"), is("{\"c\":1}"));
    assertThrows(Exception.class, () -> content("{\"a\":1,\"metadata\":{\"b\":1e400}}"));
    assertThat(content("{\"c\":1}"), is("{\"c\":1}"));
    assertThat(text(sample.metadata()), is("{\"parameters\":{}}"));
  }

  @Test
  void aGeneratorThatGoesOnAfterARefusalMakesNoSample() {
    sample.clear();
    assertThrows(Exception.class, () -> sample.json(bytes("{\"a\":1,\"b\":1e400}")));
    try {
      sample.text("c", "on top of what was begun");
    } catch (RuntimeException e) {
      assertThat("refused at once, which will do as well", e.getMessage().isEmpty(), is(false));
    }
    assertThrows(InvalidSampleException.class, sample::finish);
  }

  private String content(String json) throws InvalidSampleException {
    sample.clear();
    sample.json(bytes(json));
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
