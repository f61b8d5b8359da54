package io.seedmill.generators;

import java.io.IOException;

/**
 * An I/O error of Seedmill's own files: a temporary folder, the place of assets. It is not the
 * failure of a sample: a run that meets it stops and publishes nothing.
 */
public final class WorkspaceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An error with what could not be done. */
  public WorkspaceException(String message, IOException cause) {
    super(message, cause);
  }
}
