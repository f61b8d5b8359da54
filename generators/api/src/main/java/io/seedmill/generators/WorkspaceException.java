package io.seedmill.generators;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * An I/O error of Seedmill's own files: a temporary folder, the place of assets. It is not the
 * failure of a sample: a run that meets it stops and publishes nothing.
 */
public final class WorkspaceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * An error with what could not be done.
   *
   * @param cause its message says why
   */
  public WorkspaceException(String message, IOException cause) {
    super(message + ": " + reason(cause), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    return cause instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : cause.getMessage();
  }
}
