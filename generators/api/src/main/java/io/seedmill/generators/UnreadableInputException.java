package io.seedmill.generators;

import java.io.IOException;

/**
 * An input that can no longer be read, or is no longer what was planned. It is not the failure of a
 * sample: a run that meets it stops and publishes nothing.
 */
public final class UnreadableInputException extends IOException {

  private static final long serialVersionUID = 1L;

  /** An input with what is wrong with it. */
  public UnreadableInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
