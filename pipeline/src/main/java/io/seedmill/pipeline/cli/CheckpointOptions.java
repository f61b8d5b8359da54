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

  /** The generator of a program. */
  private static final String PROGRAM = "command";

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
      boolean hasPrograms =
          plan.entries().stream().anyMatch(entry -> entry.generator().equals(PROGRAM));
      err.println(
          "seedmill: --fresh makes them again"
              + (hasPrograms
                  ? ", as is needed if a library or a file has changed that 'seedmill plan --sources'"
                      + " does not list"
                  : ""));
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
