package io.seedmill.pipeline;

import io.seedmill.pipeline.cli.SeedmillCommand;
import io.seedmill.pipeline.launcher.LauncherWatch;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program. */
public final class Seedmill {

  private Seedmill() {}

  public static void main(String[] args) {
    LauncherWatch.start();
    Preparation.start();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(SeedmillCommand.execute(out, err, args));
  }
}
