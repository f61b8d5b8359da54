package io.seedmill.generators.sources.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs the commands of a set-up, which no process of them outlives. */
@FunctionalInterface
public interface SetupRunner {

  /**
   * Runs a command until it has succeeded.
   *
   * @param log the file to which all that it says is appended
   * @throws IOException if it fails; the message says why, and ends with the lines that matter
   */
  void run(
      List<String> words, Path folder, Map<String, String> environment, Path log, Duration longest)
      throws IOException, InterruptedException;
}
