package io.seedmill.pipeline.cli.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {

  private static Forecast of(long made, Map<Long, Integer> counts) {
    long once = counts.values().stream().filter(count -> count == 1).count();
    long twice = counts.values().stream().filter(count -> count == 2).count();
    return new Forecast(made, counts.size(), once, twice);
  }

  @ParameterizedTest
  @CsvSource({
    "5_000, 4_000, 50_000",
    "100_000, 30_000, 300_000",
    "3_300_000, 1_000_000, 10_000_000",
    "1_000, 900, 2_000",
  })
  void isRightForAKnownSpace(String space, String made, String asked) {
    long size = number(space);
    SplittableRandom random = new SplittableRandom(7);
    Map<Long, Integer> counts = new HashMap<>();
    for (long i = 0; i < number(made); i++) {
      counts.merge(random.nextLong(size), 1, Integer::sum);
    }
    Forecast forecast = of(number(made), counts);
    double expected = -(double) size * Math.expm1(-(double) number(asked) / (double) size);
    assertThat(forecast.isKnown(), is(true));
    assertThat(forecast.differentOf((double) number(asked)), closeTo(expected, 0.1 * expected));
    assertThat(forecast.limit(), closeTo((double) size, 0.1 * size));
  }

  @ParameterizedTest
  @CsvSource({"1_700, 400", "5_000, 2_000", "20_000, 1_000"})
  void ninetyFiveOfAHundredIntervalsHoldTheSizeOfTheSpace(String space, String made) {
    SplittableRandom random = new SplittableRandom(11);
    int right = 0;
    for (int run = 0; run < 400; run++) {
      Map<Long, Integer> counts = new HashMap<>();
      for (long i = 0; i < number(made); i++) {
        counts.merge(random.nextLong(number(space)), 1, Integer::sum);
      }
      Forecast forecast = of(number(made), counts);
      boolean holds =
          forecast.limit(-Forecast.NORMAL_95) <= number(space)
              && number(space) <= forecast.limit(Forecast.NORMAL_95);
      right += holds ? 1 : 0;
    }
    assertThat(right / 400.0, closeTo(0.95, 0.03));
  }

  private static long number(String digits) {
    return Long.parseLong(digits.replace("_", ""));
  }

  @Test
  void saysNothingOfWhatWasNeverMadeAgain() {
    assertThat(new Forecast(1_000, 1_000, 1_000, 0).isKnown(), is(false));
    assertThat(new Forecast(1_000, 1_000, 1_000, 0).differentOf(2_000), closeTo(2_000, 5));
    assertThat(new Forecast(0, 0, 0, 0).differentOf(10), is(0.0));
  }

  @Test
  void endsWhereAllWasMade() {
    Forecast all = new Forecast(1_000, 6, 0, 0);
    assertThat(all.differentOf(1e9), is(6.0));
    assertThat(all.limit(), is(6.0));
    assertThat(all.limit(Forecast.NORMAL_95), is(6.0));
  }
}
