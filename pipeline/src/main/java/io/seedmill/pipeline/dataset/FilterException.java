package io.seedmill.pipeline.dataset;

/** Filters that fit no dataset like this one; the message says what was found and is allowed. */
public final class FilterException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean leavesNone;

  FilterException(String message) {
    this(message, false);
  }

  FilterException(String message, boolean leavesNone) {
    super(message);
    this.leavesNone = leavesNone;
  }

  /** Returns true if the filters name axes of the dataset, but no cell passes them. */
  public boolean leavesNone() {
    return leavesNone;
  }
}
