package io.seedmill.pipeline.cli;

/** There is nothing to do, which is no mistake; the message says why. */
final class NothingToDoException extends Exception {

  private static final long serialVersionUID = 1L;

  NothingToDoException(String message) {
    super(message);
  }
}
