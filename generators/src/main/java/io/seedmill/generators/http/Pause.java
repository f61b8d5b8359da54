package io.seedmill.generators.http;

import java.time.Duration;

/** Waits; tests have one that only notes for how long. */
@FunctionalInterface
interface Pause {

  /** Waits as a thread does. */
  Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

  void await(Duration duration) throws InterruptedException;
}
