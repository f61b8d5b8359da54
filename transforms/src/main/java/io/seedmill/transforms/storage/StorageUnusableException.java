package io.seedmill.transforms.storage;

import java.io.IOException;

/** A place cannot take a dataset: it is not there, or may not be written to. */
public final class StorageUnusableException extends IOException {

  private static final long serialVersionUID = 1L;

  public StorageUnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}
