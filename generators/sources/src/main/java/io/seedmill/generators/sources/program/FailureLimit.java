package io.seedmill.generators.sources.program;

/**
 * The limit of failed processes for a program that has never given a sample. It keeps a broken
 * program from being started again and again.
 */
final class FailureLimit {

  private static final int MOST_IN_VAIN = 10;

  private volatile boolean hasEverAnswered;
  private int inVain;
  private ProgramFailure last;

  /** Records that the program has given a sample. */
  void answered() {
    hasEverAnswered = true;
  }

  boolean hasEverAnswered() {
    return hasEverAnswered;
  }

  /** Records that a process has failed. */
  synchronized void failed(ProgramFailure failure) {
    inVain++;
    last = failure;
  }

  /**
   * Checks that another process may be started.
   *
   * @throws ProgramFailure that is final, if the limit is reached
   */
  synchronized void check() throws ProgramFailure {
    if (!hasEverAnswered && inVain >= MOST_IN_VAIN) {
      throw ProgramFailure.forGood(
          last.kind(),
          "%d processes have given no sample, so no more are tried; the last: %s"
              .formatted(inVain, last.getMessage()));
    }
  }
}
