package io.seedmill.pipeline.tasks;

import java.io.IOException;

/** A task file has a mistake; the message names the place, what was found and what is allowed. */
public final class TaskFileException extends IOException {

  private static final long serialVersionUID = 1L;

  TaskFileException(String message) {
    super(message);
  }
}
