package io.seedmill.generators;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * What is done about a sample that fails.
 *
 * @param retries how often it is tried again before it is a dead letter, at least 0
 * @param backoff how long a generator from outside waits before the first retry that is worth
 *     waiting for; each wait after it is about twice as long, with jitter
 * @param maxBackoff the longest wait
 * @param failFast whether the first dead letter ends the run
 */
public record FailurePolicy(int retries, Duration backoff, Duration maxBackoff, boolean failFast)
    implements Serializable {

  /** Two retries, from half a second to half a minute apart; the run goes on. */
  public static final FailurePolicy DEFAULT =
      new FailurePolicy(2, Duration.ofMillis(500), Duration.ofSeconds(30), false);

  public FailurePolicy {
    Objects.requireNonNull(backoff, "backoff");
    Objects.requireNonNull(maxBackoff, "maxBackoff");
    if (retries < 0 || backoff.isNegative() || maxBackoff.compareTo(backoff) < 0) {
      throw new IllegalArgumentException(
          "a failure policy needs retries >= 0 and 0 <= backoff <= maxBackoff, found retries %d,"
                  .formatted(retries)
              + " backoff %s, maxBackoff %s".formatted(backoff, maxBackoff));
    }
  }

  /** How often a sample is tried in all. */
  public int attempts() {
    return retries + 1;
  }
}
