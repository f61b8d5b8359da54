package io.seedmill.generators;

import java.time.Instant;
import java.util.Objects;

/**
 * The origin of the API responses that an index was made from.
 *
 * @param hits the number of responses from the cache
 * @param misses the number of responses from the API
 * @param first the time at which the oldest was received
 * @param last the time at which the newest was received
 */
public record Fetched(int hits, int misses, Instant first, Instant last) {

  public Fetched {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(last, "last");
  }
}
