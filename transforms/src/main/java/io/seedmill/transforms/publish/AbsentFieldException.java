package io.seedmill.transforms.publish;

import java.io.IOException;

/** No sample of a run has a field by which samples are to be deduplicated. */
public final class AbsentFieldException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message which field, in a sentence
   * @param cause what was thrown on a worker; null there
   */
  public AbsentFieldException(String message, Throwable cause) {
    super(message, cause);
  }
}
