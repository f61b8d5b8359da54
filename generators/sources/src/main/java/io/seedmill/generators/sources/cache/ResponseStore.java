package io.seedmill.generators.sources.cache;

import java.io.IOException;
import java.util.Optional;

/** Keeps answers beyond the process. Used by several threads, and by several processes, at once. */
interface ResponseStore extends AutoCloseable {

  /**
   * The answer kept under a key, whole or not at all.
   *
   * @throws IOException if the store is down, or what it has is damaged
   */
  Optional<CachedResponse> read(String key) throws IOException;

  /** Keeps an answer; the oldest make room for it. */
  void write(String key, CachedResponse answer, CacheLimits limits) throws IOException;

  /** Where it is, without secrets. */
  String place();

  @Override
  void close();
}
