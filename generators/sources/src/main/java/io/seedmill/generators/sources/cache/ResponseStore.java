package io.seedmill.generators.sources.cache;

import java.io.IOException;
import java.util.Optional;

/** A store of responses that outlives the process. Several threads and processes use it at once. */
interface ResponseStore extends AutoCloseable {

  /**
   * Returns the response under a key, whole or not at all.
   *
   * @throws IOException if the store is down, or what it has is damaged or too large
   */
  Optional<CachedResponse> read(String key, CacheLimits limits) throws IOException;

  /** Stores a response, and removes the oldest ones if there is no room. */
  void write(String key, CachedResponse answer, CacheLimits limits) throws IOException;

  /** Returns the place, without secrets, for messages. */
  String place();

  @Override
  void close();
}
