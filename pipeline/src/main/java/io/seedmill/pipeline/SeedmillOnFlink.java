package io.seedmill.pipeline;

import io.seedmill.pipeline.cli.EntryPoint;
import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.cli.SeedmillCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The program as {@code flink run} or a JobManager starts it: {@code run} unless the arguments name
 * another command, on the cluster of whoever started it.
 *
 * <p>It never ends the JVM, which may be a JobManager's. Where the program's exit code would not be
 * 0, it throws what the program says.
 */
public final class SeedmillOnFlink {

  private static final String PREFIX = "seedmill: ";

  private SeedmillOnFlink() {}

  public static void main(String[] args) {
    List<String> all = new ArrayList<>(List.of(args));
    if (all.isEmpty() || all.get(0).startsWith("-")) {
      all.add(0, "run");
    }
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    int exitCode =
        SeedmillCommand.execute(
            EntryPoint.FLINK, out, new PrintWriter(said), all.toArray(String[]::new));
    if (exitCode != ExitCode.DONE) {
      throw new UnsuccessfulException(sentences(said.toString()));
    }
  }

  private static String sentences(String said) {
    return said.lines()
        .filter(line -> line.startsWith(PREFIX))
        .map(line -> line.substring(PREFIX.length()))
        .collect(Collectors.joining("; "));
  }

  /** Tells Flink what the program would tell the shell. */
  private static final class UnsuccessfulException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsuccessfulException(String message) {
      super(message);
    }
  }
}
