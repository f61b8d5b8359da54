package io.seedmill.pipeline.cli;

import io.seedmill.generators.Catalogue;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.plan.Planner;
import io.seedmill.pipeline.run.DatasetRun;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.pipeline.run.Reason;
import io.seedmill.pipeline.spec.DatasetSpec;
import io.seedmill.transforms.manifest.Manifest;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.options.PipelineOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Generates a dataset and publishes it. */
@Command(
    name = "run",
    description = "Generates a dataset and publishes it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every other option, such as --targetParallelism=4 or --target-parallelism=4, goes to Beam"
          + " and its runner.",
      "",
      "Examples:",
      "  seedmill run",
      "  seedmill run --dataset=mine.yaml --output=datasets",
      "  seedmill run --dataset=mine.yaml --samples=20 --run-id=trial"
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private DatasetOptions dataset;

  @Option(
      names = "--output",
      paramLabel = "<folder>",
      defaultValue = "out",
      description = "Where the dataset lands; default: ${DEFAULT-VALUE}.")
  private String output;

  @Option(
      names = {"--shared-output", "--sharedOutput"},
      description =
          "The output is a folder that this machine and all workers of a cluster share,"
              + " under the same name.")
  private boolean sharedOutput;

  @Option(
      names = {"--run-id", "--runId"},
      paramLabel = "<name>",
      description = "The run's name; default: the time, such as 2026-11-24T02-00-00Z.")
  private String runId;

  @Option(
      names = "--runner",
      paramLabel = "<runner>",
      description = "Beam's runner; default: DirectRunner, in a Flink client FlinkRunner.")
  private String runner;

  @Option(
      names = "--buckets",
      paramLabel = "<n>",
      description =
          "For experiments: the number of hash buckets, a power of two up to 4096;"
              + " changes nothing in the data.")
  private Integer buckets;

  @Unmatched private List<String> runnerOptions = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    DatasetSpec spec = dataset.read(Catalogue.load());
    if (buckets != null && (buckets < 1 || buckets > 4096 || Integer.bitCount(buckets) != 1)) {
      throw new BadInputException(
          "--buckets: found %d; allowed: a power of two from 1 to 4096".formatted(buckets));
    }
    SeedmillCommand top = (SeedmillCommand) command.root().userObject();
    RunnerOptions forRunner = new RunnerOptions(top.entryPoint, runner, runnerOptions);
    if (forRunner.onCluster()) {
      output = onCluster(output);
    }
    PipelineOptions options = forRunner.create();
    RunName.check(runId);
    String run = new RunName(storage()).choose(runId);
    Plan plan =
        new Planner().plan(spec, buckets == null ? OptionalInt.empty() : OptionalInt.of(buckets));
    if (!forRunner.given("--jobName")) {
      options.setJobName("seedmill-%s-%s".formatted(spec.name(), run));
    }
    CommandLine commandLine = command.commandLine();
    Outcome outcome;
    try (ProgressDisplay progress = ProgressDisplay.of(commandLine.getErr())) {
      outcome =
          new DatasetRun(spec, plan, output, run)
              .run(forRunner.engine(plan.generation()), options, progress);
    }
    if (outcome instanceof Outcome.Published published) {
      Manifest manifest = published.manifest();
      RunReport report = new RunReport(manifest, output, System.nanoTime() - start);
      report.print(commandLine.getOut(), commandLine.getErr());
      return manifest.status().equals(Manifest.COMPLETE)
          ? ExitCode.DONE
          : ExitCode.TOO_MANY_FAILURES;
    }
    Outcome.Submitted submitted = (Outcome.Submitted) outcome;
    commandLine.getOut().println(submitted.job());
    RunReport.printPlaces(commandLine.getOut(), output, run);
    return ExitCode.DONE;
  }

  /**
   * Workers of a cluster see a folder only if they share it, and have a working folder of their
   * own.
   */
  private String onCluster(String place) throws BadInputException {
    if (place.contains("://")) {
      return place;
    }
    if (!sharedOutput) {
      throw new BadInputException(
          ("--output: found '%s', a folder of this machine, for a run on a cluster; allowed: a"
                  + " place that all workers reach, such as s3://bucket/prefix, or"
                  + " --shared-output if they share the folder")
              .formatted(place));
    }
    return Path.of(place).toAbsolutePath().normalize().toString();
  }

  /** Opens the output and tries to write there, so that a mistake shows before any work. */
  private Storage storage() throws BadInputException {
    if (output.isBlank()) {
      throw new BadInputException("--output: found nothing; allowed: a folder");
    }
    try {
      Storage storage = Storage.of(output);
      String probe = new DatasetLayout("probe", "" + ProcessHandle.current().pid()).temporary("x");
      storage.write(probe, "");
      storage.delete(probe.substring(0, probe.lastIndexOf('/')));
      storage.deleteIfEmpty(DatasetLayout.TEMPORARY);
      return storage;
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--output: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BadInputException(
          "--output: '%s' cannot be written to (%s); allowed: a folder"
              .formatted(output, Reason.of(e)),
          e);
    }
  }
}
