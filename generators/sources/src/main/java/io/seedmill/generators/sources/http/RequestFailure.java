package io.seedmill.generators.sources.http;

import io.seedmill.generators.SampleFailure;
import java.time.Duration;
import java.util.Optional;

/** A failed request. The message names the request and has no secrets. */
abstract sealed class RequestFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private int attempts = 1;

  RequestFailure(String message) {
    super(message);
  }

  /** Returns the code in a dead letter. */
  abstract String code();

  /** Returns true if the same request may succeed later. */
  abstract boolean isTransient();

  /** Returns true if the failure counts against the host. */
  boolean isHostFailure() {
    return false;
  }

  /** Returns the time that the host asks to wait. */
  Optional<Duration> retryAfter() {
    return Optional.empty();
  }

  /** Returns the failure of a request whose host asks for a longer wait than is allowed. */
  RequestFailure afterLongestWait(Duration longest) {
    return this;
  }

  /** Returns true if the host could not even be connected to. */
  boolean isWithoutConnection() {
    return false;
  }

  /** Returns true if the host does not have what was asked for. */
  boolean isNotThere() {
    return false;
  }

  int attempts() {
    return attempts;
  }

  RequestFailure withAttempts(int all) {
    attempts = all;
    return this;
  }

  /** A response with a status other than 2xx. */
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
    String code() {
      return "http-status";
    }

    @Override
    boolean isTransient() {
      return status == 202 || status == 408 || status == 429 || status >= 500 || retryAfter != null;
    }

    @Override
    boolean isHostFailure() {
      return status >= 500;
    }

    @Override
    boolean isNotThere() {
      return status == 404 || status == 416;
    }

    @Override
    Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }

    @Override
    RequestFailure afterLongestWait(Duration longest) {
      String message =
          "%s; the host asks for a longer wait than 'longestWait' allows (%d s in all)"
              .formatted(getMessage(), longest.toSeconds());
      return new Status(message, status, retryAfter());
    }
  }

  /** No response, or an incomplete one. */
  static final class Unreachable extends RequestFailure {

    private static final long serialVersionUID = 1L;

    private final boolean connected;

    Unreachable(String message, boolean connected) {
      super(message);
      this.connected = connected;
    }

    @Override
    String code() {
      return connected ? "connection-broken" : SampleFailure.NO_CONNECTION;
    }

    @Override
    boolean isWithoutConnection() {
      return !connected;
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

  /** No response within the timeouts. */
  static final class TimedOut extends RequestFailure {

    private static final long serialVersionUID = 1L;

    private final boolean connected;
    private final boolean dripping;

    /**
     * @param dripping the response was coming when the time for all of it was over
     */
    TimedOut(String message, boolean connected, boolean dripping) {
      super(message);
      this.connected = connected;
      this.dripping = dripping;
    }

    @Override
    String code() {
      return connected ? "http-timeout" : SampleFailure.NO_CONNECTION;
    }

    @Override
    boolean isWithoutConnection() {
      return !connected;
    }

    @Override
    boolean isTransient() {
      return !dripping; // it would take as long again
    }

    @Override
    boolean isHostFailure() {
      return true;
    }
  }

  /** A response that is not JSON: it may be incomplete. */
  static final class Garbled extends RequestFailure {

    private static final long serialVersionUID = 1L;

    Garbled(String message) {
      super(message);
    }

    @Override
    String code() {
      return "invalid-json";
    }

    @Override
    boolean isTransient() {
      return true;
    }
  }

  /** A response that cannot be used, and that another attempt would not change. */
  static final class Refused extends RequestFailure {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }

    @Override
    String code() {
      return "http-refused";
    }

    @Override
    boolean isTransient() {
      return false;
    }
  }

  /** A response that is not in the cache when requests are not allowed. */
  static final class NotInCache extends RequestFailure {

    private static final long serialVersionUID = 1L;

    NotInCache(String message) {
      super(message);
    }

    @Override
    String code() {
      return "not-in-cache";
    }

    @Override
    boolean isTransient() {
      return false;
    }
  }
}
