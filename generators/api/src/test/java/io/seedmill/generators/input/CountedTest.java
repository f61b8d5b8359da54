package io.seedmill.generators.input;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given a number, when it is printed with its noun, then the noun fits it. */
class CountedTest {

  @ParameterizedTest
  @CsvSource({
    "0, sample, 0 samples",
    "1, sample, 1 sample",
    "1234, sample, '1,234 samples'",
    "1, query, 1 query",
    "2, query, 2 queries",
    "2, batch, 2 batches",
    "2, key, 2 keys"
  })
  void nounsFitTheirNumber(long count, String noun, String words) {
    assertThat(Counted.of(count, noun), is(words));
  }
}
