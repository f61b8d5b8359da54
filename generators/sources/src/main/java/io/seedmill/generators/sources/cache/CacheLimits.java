package io.seedmill.generators.sources.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The limits of a cache.
 *
 * @param timeToLive the age up to which a response is used in place of a new one
 * @param maxBytes the most bytes that a folder or a server keeps
 * @param maxAnswerBytes the largest response that is taken from them
 */
public record CacheLimits(Duration timeToLive, long maxBytes, long maxAnswerBytes) {

  /** The time by which the clocks of machines that share a cache may differ. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  public CacheLimits {
    Objects.requireNonNull(timeToLive, "timeToLive");
    if (timeToLive.isNegative() || maxBytes < 0 || maxAnswerBytes < 0) {
      throw new IllegalArgumentException(
          "a cache needs limits of at least 0, found %s, %d and %d"
              .formatted(timeToLive, maxBytes, maxAnswerBytes));
    }
  }

  /**
   * Returns true if a response may be used in place of a new one. One from the future was kept by a
   * clock that was wrong.
   *
   * @param fetched when the response was received
   * @param timeToLive the age up to which it is used
   */
  public static boolean isYoung(Instant fetched, Duration timeToLive, Instant now) {
    Duration age = Duration.between(fetched, now);
    return age.compareTo(timeToLive) < 0 && age.compareTo(CLOCKS_DIFFER.negated()) > 0;
  }
}
