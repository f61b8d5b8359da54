package io.seedmill.generators.sources.program;

/**
 * Gives a program up that has never given a sample for some parameters, after some processes: it
 * would only be started in vain again and again.
 */
final class FailureLimit {

  private static final int MOST_IN_VAIN = 10;

  private volatile boolean hasEverAnswered;
  private int inVain;
  private ProgramFailure last;

  /** Says that a sample has come. */
  void answered() {
    hasEverAnswered = true;
  }

  boolean hasEverAnswered() {
    return hasEverAnswered;
  }

  /** Says that a process has failed. */
  synchronized void failed(ProgramFailure failure) {
    inVain++;
    last = failure;
  }

  /**
   * Lets another process be asked.
   *
   * @throws ProgramFailure for good, if the program is given up
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
