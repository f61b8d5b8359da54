package io.seedmill.pipeline.flink;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.cli.SeedmillCommand;
import io.seedmill.pipeline.runner.Runners;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // as in the program of this machine
    List<String> all = new ArrayList<>(List.of(args));
    if (all.isEmpty() || all.get(0).startsWith("-")) {
      all.add(0, "run");
    }
    StringWriter errors = new StringWriter();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    int exitCode =
        SeedmillCommand.execute(
            runners(), out, new PrintWriter(errors), all.toArray(String[]::new));
    if (exitCode != ExitCode.DONE) {
      throw new UnsuccessfulException(sentences(errors.toString()));
    }
  }

  /** Returns the runner on the surrounding cluster, which is the only choice. */
  public static Runners runners() {
    return Runners.only(new Flink.Surrounding());
  }

  private static String sentences(String errors) {
    return errors
        .lines()
        .filter(line -> line.startsWith(PREFIX))
        .map(line -> line.substring(PREFIX.length()))
        .collect(Collectors.joining("; "));
  }

  /** The end of a program that would have told the shell another exit code than 0. */
  private static final class UnsuccessfulException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsuccessfulException(String message) {
      super(message);
    }
  }
}
