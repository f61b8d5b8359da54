package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.raw.RawFiles;
import io.seedmill.pipeline.raw.Resume;
import io.seedmill.transforms.generate.GenerationPlan;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options for what a command that was killed has finished. */
final class CheckpointOptions {

  @Option(
      names = "--checkpoint",
      description =
          "Keep every finished task in the output's data/raw, so that the same command goes on"
              + " after a crash; 'run' takes what a shorter run has made, too.")
  private boolean checkpoint;

  @Option(
      names = "--fresh",
      description = "Make everything, whatever an unfinished or a shorter run has left.")
  boolean fresh;

  /** Returns true if finished tasks are kept. */
  boolean areKept(DatasetSpec spec) {
    return checkpoint || spec.checkpoint();
  }

  /** Says what is taken, and what cannot be. */
  static void announce(Resume resume, GenerationPlan plan, PrintWriter err) {
    RunReport.printTaken(err, resume.found(), plan);
    if (!resume.found().taken().isEmpty()) {
      err.println("seedmill: --fresh makes them again");
    }
    if (resume.outdated() > 0) {
      err.printf(
          Locale.ROOT,
          "seedmill: %,d queries of unfinished runs are asked again, since their answers are older than"
              + " 'ttl' of 'cache'%n",
          resume.outdated());
    }
    if (!resume.damaged().isEmpty()) {
      RawFiles.Unusable first = resume.damaged().get(0);
      err.printf(
          Locale.ROOT,
          "seedmill: %,d raw files cannot be used, and what they held is made again: %s is damaged: %s%n",
          resume.damaged().size(),
          first.path(),
          first.reason());
    }
    err.flush();
  }
}
