package io.seedmill.generators.sources.program;

/** The outcome of a task that a process was given. */
sealed interface TaskOutcome {

  /** The process answered all of the task, and nothing else. */
  record Complete() implements TaskOutcome {}

  /** The process did not answer all of the task. */
  sealed interface Incomplete extends TaskOutcome {}

  /**
   * The output ended before the task was answered.
   *
   * @param answered the number of samples that came before
   */
  record OutputEnded(long answered) implements Incomplete {}

  /**
   * The process printed something that is no answer to the task.
   *
   * @param message what is wrong with it, in words
   */
  record InvalidOutput(String message) implements Incomplete {}
}
