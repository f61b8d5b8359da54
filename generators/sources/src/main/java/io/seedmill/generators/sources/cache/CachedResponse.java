package io.seedmill.generators.sources.cache;

import java.time.Instant;
import java.util.Objects;

/**
 * What a source answered.
 *
 * @param fetchedAt when it did
 * @param next where its continuation is, as the source says it beside the body; empty for nowhere
 * @param body all of it; not changed any more
 */
public record CachedResponse(Instant fetchedAt, String next, byte[] body) {

  public CachedResponse {
    Objects.requireNonNull(fetchedAt, "fetchedAt");
    Objects.requireNonNull(next, "next");
    Objects.requireNonNull(body, "body");
  }
}
