package io.seedmill.generators.sources.rows;

/** A row that is not what its format says; the message says what was found. */
public final class RowException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String place;

  /** A row of which the caller knows the place. */
  public RowException(String found) {
    this(found, "", null);
  }

  /** A row of which the caller knows the place, and why it could not be parsed. */
  public RowException(String found, Throwable cause) {
    this(found, "", cause);
  }

  RowException(String found, String place, Throwable cause) {
    super(found, cause);
    this.place = place;
  }

  /** Returns the place in the file, such as {@code line 7}; empty if the caller knows it. */
  public String place() {
    return place;
  }
}
