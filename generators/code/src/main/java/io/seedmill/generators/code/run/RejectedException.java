package io.seedmill.generators.code.run;

/** Thrown where languages would differ, or where a program takes too long. */
public final class RejectedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RejectedException(String reason) {
    super(reason, null, false, false);
  }
}
