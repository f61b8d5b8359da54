package io.seedmill.pipeline.testing;

import io.seedmill.pipeline.cli.SeedmillCommand;
import io.seedmill.pipeline.runner.Runners;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Output and exit code of a command that was run in this JVM. */
public record CommandResult(int exitCode, String out, String err) {

  /** Runs the program with these arguments. */
  public static CommandResult seedmill(String... args) {
    return seedmill(Runners.installed(), args);
  }

  /** Runs the program with these runners to choose from. */
  public static CommandResult seedmill(Runners runners, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        SeedmillCommand.execute(runners, new PrintWriter(out), new PrintWriter(err), args);
    return new CommandResult(exitCode, out.toString(), err.toString());
  }

  public List<String> outLines() {
    return out.lines().toList();
  }

  public List<String> errLines() {
    return err.lines().toList();
  }
}
