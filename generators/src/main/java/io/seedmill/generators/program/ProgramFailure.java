package io.seedmill.generators.program;

/** A program did not do what it was asked for; the message has what it said on standard error. */
final class ProgramFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

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
    super(message);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
