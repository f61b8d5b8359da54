package io.seedmill.generators.sources.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs git, interpreters and the commands of a set-up. They have no terminal and read no input, and
 * no process of them outlives them, nor this JVM.
 */
public interface CommandRunner {

  /**
   * An answer.
   *
   * @param code the exit code
   * @param out standard output
   * @param err standard error
   */
  record Answer(int code, String out, String err) {

    private static final int NOT_FOUND = 127;
    private static final int STOPPED = -1;

    /** Returns the answer of a command that was stopped because it took too long. */
    public static Answer late(Duration longest, String err) {
      return new Answer(STOPPED, "", "no answer in " + longest.toSeconds() + " s\n" + err);
    }

    boolean isGood() {
      return code == 0;
    }

    /** Returns true if there is no such program. */
    boolean isMissing() {
      return code == NOT_FOUND;
    }
  }

  /**
   * Runs a command until it has succeeded.
   *
   * @param log the file to which all that it says is appended
   * @throws IOException if it fails; the message says why, and ends with the lines that matter
   */
  void run(
      List<String> words, Path folder, Map<String, String> environment, Path log, Duration longest)
      throws IOException, InterruptedException;

  /**
   * Runs a command of which all output is an answer, such as the version of an interpreter.
   *
   * @param longest after this time it is stopped
   */
  Answer ask(List<String> words, Path folder, Map<String, String> environment, Duration longest)
      throws IOException, InterruptedException;
}
