package io.seedmill.generators.sources.cache;

import java.time.Duration;
import java.util.Objects;

/**
 * The limits of a cache.
 *
 * @param timeToLive the age up to which a response is used in place of a new one
 * @param maxBytes the most bytes that a folder or a server keeps
 * @param maxAnswerBytes the largest response that is taken from them
 */
public record CacheLimits(Duration timeToLive, long maxBytes, long maxAnswerBytes) {

  public CacheLimits {
    Objects.requireNonNull(timeToLive, "timeToLive");
    if (timeToLive.isNegative() || maxBytes < 0 || maxAnswerBytes < 0) {
      throw new IllegalArgumentException(
          "a cache needs limits of at least 0, found %s, %d and %d"
              .formatted(timeToLive, maxBytes, maxAnswerBytes));
    }
  }
}
