package io.seedmill.generators.sources.repository;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of which all output is an answer, such as the version of an interpreter. */
final class ShortCommand {

  private static final int NOT_FOUND = 127;
  private static final int STOPPED = -1;

  private ShortCommand() {}

  /**
   * An answer.
   *
   * @param code the exit code
   * @param out standard output
   * @param err standard error
   */
  record Answer(int code, String out, String err) {

    boolean isGood() {
      return code == 0;
    }

    /** Returns true if there is no such program. */
    boolean isMissing() {
      return code == NOT_FOUND;
    }
  }

  /**
   * Runs a command, which is found in the PATH of its environment and reads no input.
   *
   * @param longest after this time it is stopped
   */
  static Answer run(
      List<String> words, Path folder, Map<String, String> environment, Duration longest)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("env"));
    command.addAll(words);
    Path out = Files.createTempFile("seedmill-", ".out");
    Path err = Files.createTempFile("seedmill-", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended;
      try {
        ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      String said = Files.readString(err, StandardCharsets.ISO_8859_1);
      return ended
          ? new Answer(process.exitValue(), Files.readString(out), said)
          : new Answer(STOPPED, "", "no answer in " + longest.toSeconds() + " s\n" + said);
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }
}
