package io.seedmill.generators;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleFailureTest {

  @ParameterizedTest
  @CsvSource({
    "no luck, no luck",
    "'\na\n  b.jsonl:2: not JSON\n', a b.jsonl:2: not JSON",
    "'found ''a\r\nb''; allowed: c', found 'a b'; allowed: c",
    "'a\tb\u001bc', a?b?c",
    "'exit code 1: ValueError\nand before that:\nTraceback', exit code 1: ValueError",
    "'KeyError: 7\nas in:\nTraceback\n  File', KeyError: 7",
    "'', ''",
  })
  void aMessageIsToldInOneLine(String message, String line) {
    assertThat(SampleFailure.inOneLine(message.translateEscapes()), is(line));
  }

  @Test
  void aLongMessageIsCut() {
    assertThat(SampleFailure.inOneLine("x".repeat(600)), is("x".repeat(500) + "…"));
  }
}
