package io.seedmill.pipeline;

import io.seedmill.pipeline.cli.SeedmillCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs what is archived when the jar is packed: a small dataset on each runner, in one JVM, because
 * an archive holds the classes of one JVM.
 */
final class ArchivedClasses {

  private ArchivedClasses() {}

  /** Takes the options of the runs; ends with the first exit code that is not 0. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = 0;
    for (String runner : List.of("DirectRunner", "FlinkRunner")) {
      if (exitCode == 0) {
        exitCode = SeedmillCommand.execute(out, err, with("--runner=" + runner, args));
      }
    }
    System.exit(exitCode);
  }

  private static String[] with(String runner, String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "run";
    all[1] = runner;
    System.arraycopy(options, 0, all, 2, options.length);
    return all;
  }
}
