package io.seedmill.pipeline.matrix;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges of numbers and dates. */
class RangesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 3 | 1 | 1 2 3",
        "1 | 4 | 2 | 1 3",
        "0 | 1 | 0.1 | 0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1",
        "10 | 1 | -3 | 10 7 4 1",
        "5 | 5 | 1 | 5",
        "-1 | 1 | 1.0 | -1 0 1"
      })
  void stepsAreDecimalAndTheEndIsAmongThem(String from, String to, String step, String expected) {
    NumberRange range = new NumberRange.Stepped(number(from), number(to), number(step));
    assertThat(texts(range.values(100)), is(expected));
    int size = expected.split(" ").length;
    assertThat(range.isLongerThan(size), is(false));
    assertThat(range.isLongerThan(size - 1), is(true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4 | 128 | 2 | 4 8 16 32 64 128",
        "4 | 127 | 2 | 4 8 16 32 64",
        "0.001 | 1 | 10 | 0.001 0.01 0.1 1",
        "1 | 3 | 1.5 | 1 1.5 2.25"
      })
  void factorsMultiply(String from, String to, String factor, String expected) {
    NumberRange range = new NumberRange.Geometric(number(from), number(to), number(factor));
    assertThat(texts(range.values(100)), is(expected));
    int size = expected.split(" ").length;
    assertThat(range.isLongerThan(size), is(false));
    assertThat(range.isLongerThan(size - 1), is(true));
  }

  @Test
  void theLastNumberIsIncludedOnce() {
    NumberRange range = new NumberRange.Geometric(number("4"), number("48"), number("2"));
    List<JsonNode> values = range.values(9);
    assertThat(NumberRange.including(values, number("48")).toString(), is("[4, 8, 16, 32, 48]"));
    assertThat(NumberRange.including(values, number("32")), is(values));
    assertThat(NumberRange.including(values, number("3.2e1")), is(values));
  }

  @Test
  void aRangeOfTooManyNumbersIsKnownWithoutThem() {
    NumberRange stepped = new NumberRange.Stepped(number("0"), number("1"), number("1e-300"));
    assertThat(stepped.isLongerThan(1_000_000), is(true));
    NumberRange geometric = new NumberRange.Geometric(number("1"), number("9"), number("1.000001"));
    assertThat(geometric.isLongerThan(1_000_000), is(true));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-30, 2026-02-02, 1, DAYS, 2026-01-30 2026-01-31 2026-02-01 2026-02-02",
    "2026-01-01, 2026-01-20, 1, WEEKS, 2026-01-01 2026-01-08 2026-01-15",
    "2026-01-01, 2026-01-14, 2, WEEKS, 2026-01-01",
    "2026-01-31, 2026-04-30, 1, MONTHS, 2026-01-31 2026-02-28 2026-03-31 2026-04-30",
    "2026-01-31, 2026-04-29, 1, MONTHS, 2026-01-31 2026-02-28 2026-03-31",
    "2025-12-31, 2026-06-30, 3, MONTHS, 2025-12-31 2026-03-31 2026-06-30",
    "2026-01-02, 2026-01-01, 1, DAYS, ''"
  })
  void datesAreCountedFromTheFirst(
      LocalDate from, LocalDate to, int count, ChronoUnit unit, String expected) {
    DateRange range = new DateRange(from, to, count, unit);
    assertThat(texts(range.values()), is(expected));
    assertThat(range.size(), is((long) range.values().size()));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private static String texts(List<JsonNode> values) {
    return values.stream().map(AxisValue::text).collect(Collectors.joining(" "));
  }
}
