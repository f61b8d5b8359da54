package io.seedmill.pipeline.runner;

/** An option of a runner that cannot be used; the message is a sentence that begins with it. */
public final class UnusableOptionException extends Exception {

  private static final long serialVersionUID = 1L;

  public UnusableOptionException(String message) {
    super(message);
  }

  public UnusableOptionException(String message, Throwable cause) {
    super(message, cause);
  }
}
