package io.seedmill.testing;

import java.time.Duration;

/** A mishap of one request on its way through a {@link FaultyProxy}. */
public sealed interface Fault {

  /** The request and its answer pass unchanged. */
  record None() implements Fault {}

  /** The client is told 503 SlowDown; the server hears nothing of the request. */
  record SlowDown() implements Fault {}

  /** The client is told an error in S3's form; the server hears nothing of the request. */
  record Answer(int status, String code) implements Fault {}

  /** The client's connection breaks; the server hears nothing of the request. */
  record DropRequest() implements Fault {}

  /** The server has done the request, and the client's connection breaks before it hears so. */
  record DropAnswer() implements Fault {}

  /**
   * The client's connection ends in the middle of the answer's body, after half of its bytes. An
   * answer without a body arrives whole.
   */
  record CutAnswer() implements Fault {}

  /** The request waits, then passes. */
  record Delay(Duration time) implements Fault {}

  /** This request and all that follow find their connections broken, as if the server were gone. */
  record Die() implements Fault {}
}
