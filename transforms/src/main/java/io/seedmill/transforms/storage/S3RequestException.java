package io.seedmill.transforms.storage;

import java.io.IOException;

/**
 * A request to S3 that failed, in a sentence. It stands for the SDK's exception, whose place in the
 * code it has, and not before it: that one cannot travel from a worker to the program.
 */
final class S3RequestException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status the answer's status; 0 where there was no answer
   */
  S3RequestException(String message, int status, Throwable original) {
    super(message);
    this.status = status;
    setStackTrace(original.getStackTrace());
  }

  int status() {
    return status;
  }
}
