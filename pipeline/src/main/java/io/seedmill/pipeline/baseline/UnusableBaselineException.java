package io.seedmill.pipeline.baseline;

import java.io.IOException;

/** Earlier runs cannot be continued; the message says what was found and what is allowed. */
public final class UnusableBaselineException extends IOException {

  private static final long serialVersionUID = 1L;

  UnusableBaselineException(String message) {
    super(message);
  }

  UnusableBaselineException(String message, Throwable cause) {
    super(message, cause);
  }
}
