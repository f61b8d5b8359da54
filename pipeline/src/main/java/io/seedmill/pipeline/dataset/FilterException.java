package io.seedmill.pipeline.dataset;

/** Filters that fit no dataset like this one; the message says what was found and is allowed. */
public final class FilterException extends Exception {

  private static final long serialVersionUID = 1L;

  FilterException(String message) {
    super(message);
  }
}
