package io.seedmill.generators.sources.cache;

import java.time.Instant;
import java.util.Objects;

/**
 * The response of a source.
 *
 * @param fetchedAt the time at which it was received
 * @param next the address of the next page from the Link header; empty if there is none
 * @param body the whole body, which must not be changed
 */
public record CachedResponse(Instant fetchedAt, String next, byte[] body) {

  public CachedResponse {
    Objects.requireNonNull(fetchedAt, "fetchedAt");
    Objects.requireNonNull(next, "next");
    Objects.requireNonNull(body, "body");
  }
}
