package io.seedmill.generators;

import java.time.Instant;
import java.util.Objects;

/**
 * Where the answers came from that an index was made of.
 *
 * @param hits how many were in a cache
 * @param misses how many were asked for
 * @param first when the oldest of them was given by its source
 * @param last when the newest of them was
 */
public record Fetched(int hits, int misses, Instant first, Instant last) {

  public Fetched {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(last, "last");
  }
}
