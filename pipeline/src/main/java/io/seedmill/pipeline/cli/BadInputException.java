package io.seedmill.pipeline.cli;

/** The user's input is wrong; the message says what was found and what is allowed. */
final class BadInputException extends Exception {

  private static final long serialVersionUID = 1L;

  BadInputException(String message) {
    super(message);
  }

  BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
