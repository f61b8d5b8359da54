package io.seedmill.pipeline.queue;

import java.io.IOException;

/** A queue did not do what was asked; the message names the queue and says why. */
public final class QueueException extends IOException {

  private static final long serialVersionUID = 1L;

  QueueException(String message, Throwable cause) {
    super(message, cause);
  }
}
