package io.seedmill.generators.sources.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that goes on only when somebody sleeps, or a test says so. */
final class FakeTiming implements Timing {

  private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
  private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");

  @Override
  public Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  @Override
  public synchronized void sleep(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!time.isZero()) {
      sleeps.add(time);
      now = now.plus(time);
    }
  }

  @Override
  public double random() {
    return 0.5;
  }

  synchronized void goOn(Duration time) {
    now = now.plus(time);
  }

  /** Returns every wait so far that was none of nothing. */
  List<Duration> sleeps() {
    return sleeps;
  }
}
