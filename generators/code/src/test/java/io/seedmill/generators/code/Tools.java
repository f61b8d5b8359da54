package io.seedmill.generators.code;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The compilers and interpreters of this machine. */
public final class Tools {

  /** An option for a JVM that does not live long: the first compiler alone. */
  public static final String SHORT_RUN = "-XX:TieredStopAtLevel=1";

  private Tools() {}

  /** Returns whether a command is on the path. */
  public static boolean isThere(String command) {
    for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(place, command))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Runs a command in a folder and returns the lines it prints; fails if its exit code is not 0.
   */
  public static List<String> run(Path folder, String... command)
      throws IOException, InterruptedException {
    Run run = runs(folder, command);
    assertThat(
        String.join("\n", run.lines().subList(0, Math.min(40, run.lines().size()))),
        run.exitCode(),
        is(0));
    return run.lines();
  }

  /** Runs a command in a folder, however it ends. */
  public static Run runs(Path folder, String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("seedmill-tool", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("no end: " + List.of(command));
      }
      return new Run(process.exitValue(), Files.readAllLines(out, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
    }
  }

  /** The end of a command: its exit code, and what it printed to its output and error output. */
  public record Run(int exitCode, List<String> lines) {}
}
