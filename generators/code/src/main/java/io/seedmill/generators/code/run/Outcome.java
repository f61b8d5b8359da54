package io.seedmill.generators.code.run;

/**
 * What a call came to.
 *
 * @param value its value, if it did not fail: Integer, Boolean, Character, String or a list of them
 * @param error the message, if it failed
 * @param steps how many statements and calls were carried out
 */
public record Outcome(Object value, String error, int steps) {

  /** Tells whether it ended with an error. */
  public boolean failed() {
    return error != null;
  }
}
