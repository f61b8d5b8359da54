package io.seedmill.generators.sources.program;

import io.seedmill.generators.sources.program.ProgramFailure.Silence;
import java.time.Duration;

/**
 * The limit of failed processes for a program that has never given a sample. It keeps a broken
 * program from being started again and again.
 */
final class FailureLimit {

  private static final int MOST_IN_VAIN = 10;

  /** A second process is asked for another sample: the first may be the only one that hangs. */
  private static final int MOST_SILENT = 2;

  private static final Duration SECOND_CHANCE = Duration.ofSeconds(10);

  /** A program that has answered may end just when its input does, but hardly twice. */
  private static final int MOST_UNFLUSHED = 2;

  private volatile boolean hasEverAnswered;
  private int inVain;
  private int silent;
  private int unflushed;
  private ProgramFailure last;

  /** Records that the program has given a sample. */
  void answered() {
    hasEverAnswered = true;
  }

  boolean hasEverAnswered() {
    return hasEverAnswered;
  }

  /** Returns the time that a process has for its first line, if none has answered yet. */
  synchronized Duration allowed(Duration most) {
    return silent == 0 || most.compareTo(SECOND_CHANCE) < 0 ? most : SECOND_CHANCE;
  }

  /** Records that a process has failed. */
  synchronized void failed(ProgramFailure failure) {
    inVain++;
    silent += failure.silence() == Silence.NEVER_A_LINE ? 1 : 0;
    unflushed += failure.silence() == Silence.UNTIL_INPUT_ENDED ? 1 : 0;
    last = failure;
  }

  /**
   * Checks that another process may be started.
   *
   * @throws ProgramFailure that is final, if the limit is reached
   */
  synchronized void check() throws ProgramFailure {
    if (hasEverAnswered && unflushed >= MOST_UNFLUSHED) {
      throw givenUp("no more are tried");
    }
    if (!hasEverAnswered && (inVain >= MOST_IN_VAIN || silent >= MOST_SILENT || unflushed > 0)) {
      throw givenUp(
          inVain == 1
              ? "so no other process is tried"
              : inVain + " processes have given no sample, so no more are tried");
    }
  }

  /** The cause comes first, because a summary shows the beginning of the first line. */
  private ProgramFailure givenUp(String why) {
    String[] lines = last.getMessage().split("\n", 2);
    String rest = lines.length == 1 ? "" : "\n" + lines[1];
    return ProgramFailure.forGood(last.kind(), lines[0] + " (" + why + ")" + rest);
  }
}
