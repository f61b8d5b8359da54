package io.seedmill.generators;

/** A sample that cannot become a record: no content, too large, not JSON, a reserved field. */
public final class InvalidSampleException extends Exception {

  private static final long serialVersionUID = 1L;

  public InvalidSampleException(String message) {
    super(message);
  }

  public InvalidSampleException(String message, Throwable cause) {
    super(message, cause);
  }
}
