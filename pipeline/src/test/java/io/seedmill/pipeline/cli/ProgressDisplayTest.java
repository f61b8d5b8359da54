package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.seedmill.pipeline.run.Advance;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressDisplayTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 2000000 | 3 | 0 of 2,000,000 samples",
        "500000 | 2000000 | 10 | 500,000 of 2,000,000 samples, 50,000 a second, 0:30 left",
        "1999999 | 2000000 | 10 | 1,999,999 of 2,000,000 samples, 200,000 a second, 0:01 left",
        "10 | 100 | 100 | 10 of 100 samples, 0.1 a second, 15:00 left",
        "1 | 7501 | 1 | 1 of 7,501 samples, 1.0 a second, 2 h 5:00 left",
        "100 | 100 | 9 | 100 of 100 samples, deduplicating and writing, 0:09 so far",
        "0 | 0 | 3725 | deduplicating and writing, 1 h 2:05 so far"
      })
  void saysHowMuchIsDoneHowFastAndHowLongItWillTake(
      long done, long samples, double seconds, String expected) {
    assertThat(
        ProgressDisplay.describe(done, samples, "samples", "deduplicating and writing", seconds),
        is(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 599222 | 0 of 600 kB",
        "299611 | 599222 | 299 of 600 kB, 30 a second, 0:11 left",
        "599222 | 599222 | 600 of 600 kB, checking, 0:10 so far",
        "900000 | 599222 | 600 of 600 kB, checking, 0:10 so far",
        "25000000 | 250000000 | 25 of 250 MB, 2.5 a second, 1:30 left"
      })
  void bytesOfSmallOutputsAreToldInKilobytesAndAfterThemWhatTheCommandDoes(
      long done, long total, String expected) {
    Advance advance = Advance.ofBytes(done, total, "checking");
    assertThat(
        ProgressDisplay.describe(
            advance.done(), advance.total(), advance.unit(), advance.rest(), 10),
        is(expected));
  }

  @Test
  void theBarStaysOnOneLineAndLeavesItEmpty() {
    StringWriter err = new StringWriter();
    try (ProgressDisplay bar = new ProgressDisplay.Bar(new PrintWriter(err))) {
      bar.update(Advance.ofRun(1, 1_000_000_000_000L, "samples", "1,000,000,000 failed"));
    }
    String[] drawn = err.toString().split("\r", -1);
    for (String line : drawn) {
      assertThat(line, line.length(), lessThan(80));
    }
    assertThat(err.toString(), endsWith("\r" + " ".repeat(79) + "\r"));
  }
}
