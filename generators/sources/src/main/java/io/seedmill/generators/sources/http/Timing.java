package io.seedmill.generators.sources.http;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** A clock, and a way to wait that tests can replace. */
interface Timing {

  /** The clock of the machine. */
  Timing SYSTEM =
      new Timing() {
        @Override
        public Clock clock() {
          return Clock.systemUTC();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
          Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
        }

        @Override
        public double random() {
          return ThreadLocalRandom.current().nextDouble();
        }
      };

  Clock clock();

  void sleep(Duration time) throws InterruptedException;

  /** Jitter: from 0 to 1. */
  double random();
}
