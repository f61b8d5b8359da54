package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void theClockStandsStillWhileNobodyLooks() {
    Deadlines.Clock clock = new Deadlines.Clock(0);
    assertThat(clock.lookedAt(seconds(1)), is(seconds(1)));
    assertThat(clock.lookedAt(seconds(2)), is(seconds(2)));

    long after = clock.lookedAt(seconds(602));

    assertThat(after, is(seconds(2)));
    assertThat(clock.at(seconds(603)), is(seconds(3)));
    assertThat(clock.lookedAt(seconds(603)), is(seconds(3)));
  }
}
