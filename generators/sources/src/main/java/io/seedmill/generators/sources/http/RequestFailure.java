package io.seedmill.generators.sources.http;

import java.time.Duration;
import java.util.Optional;

/** A request that brought no usable answer; its message names the request and has no secret. */
abstract sealed class RequestFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private int attempts = 1;

  RequestFailure(String message) {
    super(message);
  }

  /** Whether the same request may well succeed later. */
  abstract boolean isTransient();

  /** Whether it says that the host is not well. */
  boolean isHostFailure() {
    return false;
  }

  /** How long the host asks to be left alone. */
  Optional<Duration> retryAfter() {
    return Optional.empty();
  }

  int attempts() {
    return attempts;
  }

  RequestFailure withAttempts(int all) {
    attempts = all;
    return this;
  }

  /** An answer whose status is no success. */
  static final class Status extends RequestFailure {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final Duration retryAfter;

    Status(String message, int status, Optional<Duration> retryAfter) {
      super(message);
      this.status = status;
      this.retryAfter = retryAfter.orElse(null);
    }

    @Override
    boolean isTransient() {
      return status == 429 || status >= 500;
    }

    @Override
    boolean isHostFailure() {
      return status >= 500;
    }

    @Override
    Optional<Duration> retryAfter() {
      return status == 429 || status == 503 ? Optional.ofNullable(retryAfter) : Optional.empty();
    }
  }

  /** No answer, or not all of it. */
  static final class Unreachable extends RequestFailure {

    private static final long serialVersionUID = 1L;

    Unreachable(String message) {
      super(message);
    }

    @Override
    boolean isTransient() {
      return true;
    }

    @Override
    boolean isHostFailure() {
      return true;
    }
  }

  /** No answer within the time limits. */
  static final class TimedOut extends RequestFailure {

    private static final long serialVersionUID = 1L;

    TimedOut(String message) {
      super(message);
    }

    @Override
    boolean isTransient() {
      return true;
    }

    @Override
    boolean isHostFailure() {
      return true;
    }
  }

  /** An answer that is no JSON: it may have been cut short on its way. */
  static final class Garbled extends RequestFailure {

    private static final long serialVersionUID = 1L;

    Garbled(String message) {
      super(message);
    }

    @Override
    boolean isTransient() {
      return true;
    }
  }

  /** An answer, or a way to it, that another attempt would not change. */
  static final class Refused extends RequestFailure {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }

    @Override
    boolean isTransient() {
      return false;
    }
  }

  /** Nothing may be asked, and the cache has no answer. */
  static final class NotInCache extends RequestFailure {

    private static final long serialVersionUID = 1L;

    NotInCache(String message) {
      super(message);
    }

    @Override
    boolean isTransient() {
      return false;
    }
  }
}
