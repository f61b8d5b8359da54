package io.seedmill.generators.sources.cache;

import java.time.Duration;
import java.util.Objects;

/**
 * The limits of a cache.
 *
 * @param timeToLive the age up to which a response is used in place of a new one
 * @param maxBytes the most bytes that a folder or a server keeps
 */
public record CacheLimits(Duration timeToLive, long maxBytes) {

  public CacheLimits {
    Objects.requireNonNull(timeToLive, "timeToLive");
    if (timeToLive.isNegative() || maxBytes < 0) {
      throw new IllegalArgumentException(
          "a cache needs limits of at least 0, found " + timeToLive + " and " + maxBytes);
    }
  }
}
