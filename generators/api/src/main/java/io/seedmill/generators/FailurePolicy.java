package io.seedmill.generators;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * The handling of samples that fail.
 *
 * @param retries the number of further attempts before a sample becomes a dead letter, at least 0
 * @param backoff the time that a source waits before the first retry; each later wait is about
 *     twice as long, with jitter
 * @param maxBackoff the longest wait
 * @param failFast the first dead letter ends the run
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

  /** Returns the number of attempts for each sample, the first included. */
  public int attempts() {
    return retries + 1;
  }
}
