package io.seedmill.generators.sources.program;

/** A task of a program has failed. The message ends with the last lines of standard error. */
final class ProgramFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final boolean forGood;

  /** The kind of failure; a dead letter has its name. */
  enum Kind {
    /** The program could not be started. */
    ProgramNotStarted,
    /** The process ended before it had answered. */
    ProgramExited,
    /** A timeout was over. */
    ProgramTimedOut,
    /** The output is no answer to the task. */
    ProgramAnswerInvalid,
    /** The program reported an error. */
    ProgramSaidError,
    /** The sample is invalid. */
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

  /** Returns a failure after which there are no more attempts. */
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
