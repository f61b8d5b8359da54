package io.seedmill.generators;

/** Something outside that a spec names and that cannot be used; the message says what was found. */
public final class UnusableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String parameter;
  private final String allowed;

  /**
   * @param parameter the parameter that names it, as a JSON pointer such as {@code /command/0}
   * @param found what was found
   * @param allowed what would be accepted, in words
   */
  public UnusableException(String parameter, String found, String allowed) {
    super(found);
    this.parameter = parameter;
    this.allowed = allowed;
  }

  /** Returns the parameter that names it, as a JSON pointer. */
  public String parameter() {
    return parameter;
  }

  /** Returns the accepted values, in words. */
  public String allowed() {
    return allowed;
  }
}
