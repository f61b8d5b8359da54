package io.seedmill.pipeline.cli;

/** The exit codes of the program. */
public final class ExitCode {

  /** Done. */
  public static final int DONE = 0;

  /** Something went wrong that is not the user's input. */
  public static final int FAILED = 1;

  /** The user's input is wrong; nothing was done. */
  public static final int BAD_INPUT = 2;

  /** Done, but more samples failed than the spec allows. */
  public static final int TOO_MANY_FAILURES = 3;

  /** A file is not as its run left it. */
  public static final int DAMAGED = 4;

  /** Ended by a signal. */
  static final int TERMINATED = 143;

  private ExitCode() {}

  /** Returns what a code means. */
  static String meaning(int code) {
    return switch (code) {
      case DONE -> "done";
      case FAILED -> "something went wrong that is not the input";
      case BAD_INPUT -> "the input is wrong; nothing was done";
      case TOO_MANY_FAILURES -> "more samples failed than maxFailureRate allows";
      case DAMAGED -> "a file is not as its run left it";
      case TERMINATED -> "ended by a signal before it was done";
      default -> "unknown";
    };
  }
}
