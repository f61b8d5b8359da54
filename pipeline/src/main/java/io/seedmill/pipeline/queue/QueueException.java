package io.seedmill.pipeline.queue;

import java.io.IOException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A queue did not do what was asked; the message names the queue and says why. */
public final class QueueException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int DENIED = 403;

  QueueException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns true if the credentials do not allow it. */
  boolean isDenied() {
    return getCause() instanceof SqsException answer && answer.statusCode() == DENIED;
  }
}
