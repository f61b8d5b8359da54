package io.seedmill.generators.sources.program;

import io.github.resilience4j.core.IntervalFunction;
import io.seedmill.generators.FailurePolicy;

/** Waits between attempts, with exponential backoff and jitter. */
final class Backoff {

  private static final double FACTOR = 2;
  private static final double JITTER = 0.5;

  private final IntervalFunction millis;
  private final boolean none;

  Backoff(FailurePolicy policy) {
    none = policy.backoff().toMillis() == 0;
    millis =
        none
            ? null
            : IntervalFunction.ofExponentialRandomBackoff(
                policy.backoff().toMillis(), FACTOR, JITTER, policy.maxBackoff().toMillis());
  }

  /**
   * Waits.
   *
   * @param failures the number of failures so far, at least 1
   */
  void await(int failures) throws InterruptedException {
    if (!none) {
      Thread.sleep(millis.apply(failures));
    }
  }
}
