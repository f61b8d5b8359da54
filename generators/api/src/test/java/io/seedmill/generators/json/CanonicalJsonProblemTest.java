package io.seedmill.generators.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages say what is wrong with a text without the names of classes and settings. */
class CanonicalJsonProblemTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}\n{\"a\":2}",
        "[1] 2",
        "{\"a\":1}}",
        "{\"a\":NaN}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":01}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":1 // no\n}",
        "{\"a\":",
        "\u001e{\"a\":1}",
        "<html>"
      })
  void namesOfJavaAreLeftOut(String text) {
    IOException thrown =
        assertThrows(
            IOException.class, () -> CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8)));
    String problem = CanonicalJson.problem(thrown);
    assertThat(problem, not(containsString("`")));
    assertThat(problem, not(containsString("com.")));
    assertThat(problem, not(containsString("Feature")));
  }

  @Test
  void aSecondValueIsNamed() {
    IOException thrown =
        assertThrows(
            IOException.class,
            () -> CanonicalJson.parse("{}\n{}".getBytes(StandardCharsets.UTF_8)));
    assertThat(CanonicalJson.problem(thrown), is("more follows the value"));
  }

  @Test
  void anEmptyFileIsToldAsOne() {
    JsonProcessingException thrown =
        assertThrows(
            JsonProcessingException.class, () -> new ObjectMapper().readValue("", Counted.class));
    assertThat(CanonicalJson.problem(thrown), is("it is empty"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"count\":\"x\"}", "{\"count\":[1]}", "{\"count\":{}}"})
  void aValueOfAnotherKindIsNamed(String text) {
    JsonProcessingException thrown =
        assertThrows(
            JsonProcessingException.class, () -> new ObjectMapper().readValue(text, Counted.class));
    assertThat(CanonicalJson.problem(thrown), containsString("found another kind of value, "));
  }

  record Counted(int count) {}
}
