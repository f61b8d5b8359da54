package io.seedmill.pipeline.queue;

import java.io.IOException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A queue did not do what was asked; the message names the queue and says why. */
public final class QueueException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int DENIED = 403;
  private static final int FAULT = 500;

  QueueException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns true if the same request may succeed later: the queue did not answer, has a fault of
   * its own, or gets too many requests.
   */
  public boolean isTemporary() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SqsException answer) {
        return answer.isThrottlingException() || answer.statusCode() >= FAULT;
      }
      if (cause instanceof IOException || cause instanceof ApiCallTimeoutException) {
        return true;
      }
    }
    return false;
  }

  /** Returns true if the credentials do not allow it. */
  boolean isDenied() {
    return getCause() instanceof SqsException answer && answer.statusCode() == DENIED;
  }
}
