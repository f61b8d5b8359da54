package io.seedmill.pipeline;

import io.seedmill.pipeline.cli.SeedmillCommand;
import io.seedmill.pipeline.runner.Runner;
import io.seedmill.pipeline.runner.Runners;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads the classes that a class archive holds, by a small run on each runner. The JVM, which was
 * told to archive, writes them when it ends.
 */
final class ClassArchive {

  private ClassArchive() {}

  public static void main(String[] args) throws IOException {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Path folder = Files.createTempDirectory("seedmill-classes-");
    int exitCode = 0;
    for (Runner runner : Runners.installed().known()) {
      if (exitCode == 0) {
        exitCode =
            SeedmillCommand.execute(
                out,
                err,
                "run",
                "--again", // the data of each runner are the same
                "--samples=30",
                "--buckets=2",
                "--output=" + folder,
                "--runner=" + runner.name());
      }
    }
    Storage.of(folder.toString()).delete("");
    System.exit(exitCode);
  }
}
