package io.seedmill.generators.sources.program;

import io.seedmill.generators.SampleFailure;
import java.util.Locale;

/** A task of a program has failed. The message ends with the last lines of standard error. */
final class ProgramFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** The sentence about a sample that the heap has no room for. */
  static final String NO_MEMORY =
      "it needs more memory than there is: the heap has %,d MB; allowed: a smaller sample, or"
              .formatted(Runtime.getRuntime().maxMemory() >> 20)
          + " SEEDMILL_JAVA_OPTS=-Xmx4g";

  private final Kind kind;
  private final boolean forGood;
  private final Silence silence;

  /** The ways in which a process may be silent; each is a sign of what is wrong with a program. */
  enum Silence {
    /** It was not silent. */
    NONE,
    /** It has never printed a line. */
    NEVER_A_LINE,
    /** It printed its answers when its input was closed, because it does not flush its output. */
    UNTIL_INPUT_ENDED
  }

  /** The kind of failure; a dead letter has its code. */
  enum Kind {
    /** The program could not be started. */
    ProgramNotStarted,
    /** The process ended before it had answered. */
    ProgramExited,
    /** A timeout was over. */
    ProgramTimedOut,
    /** It had more memory, processes or files than it may have. */
    ProgramLimitExceeded,
    /** The output is no answer to the task. */
    ProgramAnswerInvalid,
    /** The program reported an error. */
    ProgramSaidError,
    /** The sample is invalid. */
    SampleInvalid;

    /** Returns the code in a dead letter, such as {@code program-timed-out}. */
    String code() {
      return this == SampleInvalid
          ? SampleFailure.INVALID_SAMPLE
          : name().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
  }

  ProgramFailure(Kind kind, String message) {
    this(kind, message, false, Silence.NONE);
  }

  private ProgramFailure(Kind kind, String message, boolean forGood, Silence silence) {
    super(message);
    this.kind = kind;
    this.forGood = forGood;
    this.silence = silence;
  }

  /** Returns the failure of a process whose time was over. */
  static ProgramFailure timedOut(String message, Silence silence) {
    return new ProgramFailure(Kind.ProgramTimedOut, message, false, silence);
  }

  /** Returns a failure after which there are no more attempts. */
  static ProgramFailure forGood(Kind kind, String message) {
    return new ProgramFailure(kind, message, true, Silence.NONE);
  }

  Silence silence() {
    return silence;
  }

  boolean isForGood() {
    return forGood;
  }

  Kind kind() {
    return kind;
  }
}
