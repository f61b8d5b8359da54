package io.seedmill.generators.cache;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Keeps answers beyond the life of a JVM. What it does not have, or cannot read, it has not. */
interface AnswerStore {

  /** The answer to a request, by the digest of the request; empty where there is none. */
  Optional<CachedAnswer> read(String digest) throws IOException;

  /**
   * Keeps an answer.
   *
   * @param timeToLive how long it is of use; zero for ever
   */
  void write(String digest, CachedAnswer answer, Duration timeToLive) throws IOException;
}
