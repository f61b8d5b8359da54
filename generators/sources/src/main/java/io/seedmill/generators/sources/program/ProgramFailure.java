package io.seedmill.generators.sources.program;

/** A program did not do what it was asked for; the message has what it said on standard error. */
final class ProgramFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final boolean forGood;

  /** What went wrong; the name is what a dead letter calls it. */
  enum Kind {
    /** It could not be started. */
    ProgramNotStarted,
    /** It ended before it had answered. */
    ProgramExited,
    /** It took longer than allowed. */
    ProgramTimedOut,
    /** It answered something else than it was asked for. */
    ProgramAnswerInvalid,
    /** It said itself that it has no sample. */
    ProgramSaidError,
    /** What it calls a sample cannot be one. */
    SampleInvalid
  }

  ProgramFailure(Kind kind, String message) {
    this(kind, message, false);
  }

  private ProgramFailure(Kind kind, String message, boolean forGood) {
    super(message);
    this.kind = kind;
    this.forGood = forGood;
  }

  /** A failure after which nothing more is tried. */
  static ProgramFailure forGood(Kind kind, String message) {
    return new ProgramFailure(kind, message, true);
  }

  boolean isForGood() {
    return forGood;
  }

  Kind kind() {
    return kind;
  }
}
