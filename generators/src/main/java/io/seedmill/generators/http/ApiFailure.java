package io.seedmill.generators.http;

import java.time.Duration;
import java.util.Optional;

/** A request has no answer that is of use. No secret is in the message. */
final class ApiFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final boolean worthRetrying;
  private final transient Optional<Duration> retryAfter;

  /** What went wrong; the name is what a dead letter calls it. */
  enum Kind {
    /** The server said no. */
    HttpStatus,
    /** It took longer than allowed. */
    HttpTimedOut,
    /** There was no connection, or it broke. */
    HttpUnreachable,
    /** The answer is larger than allowed. */
    HttpAnswerTooLarge,
    /** The answer has no records where they should be. */
    HttpAnswerInvalid,
    /** The server sends the request where it must not go. */
    HttpRedirectRefused,
    /** It is not in the cache, and nothing may be asked. */
    HttpNotInCache,
    /** The query lacks what the request needs. */
    HttpQueryInvalid
  }

  ApiFailure(Kind kind, String message, boolean worthRetrying) {
    this(kind, message, worthRetrying, Optional.empty());
  }

  ApiFailure(Kind kind, String message, boolean worthRetrying, Optional<Duration> retryAfter) {
    super(message);
    this.kind = kind;
    this.worthRetrying = worthRetrying;
    this.retryAfter = retryAfter;
  }

  Kind kind() {
    return kind;
  }

  boolean isWorthRetrying() {
    return worthRetrying;
  }

  /** How long the server wants to be left alone. */
  Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }
}
