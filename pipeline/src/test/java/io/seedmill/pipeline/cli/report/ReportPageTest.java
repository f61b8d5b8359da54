package io.seedmill.pipeline.cli.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportPageTest {

  @ParameterizedTest
  @CsvSource({
    "0, 250, 0%",
    "1, 250, <1%",
    "2, 250, 1%",
    "125, 250, 50%",
    "249, 250, >99%",
    "250, 250, 100%",
  })
  void aShareIsNoneOrAllOnlyWhereItIs(long part, long all, String expected) {
    assertThat(ReportPage.wholePercent(part, all), is(expected));
  }
}
