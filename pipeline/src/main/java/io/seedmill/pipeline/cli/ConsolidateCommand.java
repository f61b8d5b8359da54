package io.seedmill.pipeline.cli;

import io.seedmill.generators.InputFiles;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.raw.RawBatches;
import io.seedmill.pipeline.run.DatasetPipeline;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.pipeline.run.Source;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.storage.StorageInputs;
import io.seedmill.transforms.storage.StorageUnusableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Publishes what batches have made. */
@Command(
    name = "consolidate",
    description = {
      "Reads the raw files of a run's batches, deduplicates across them and publishes the same"
          + " bytes as 'seedmill run' would have.",
      "The dataset, and all that changes it, must be given as for the batches."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every other option goes to Beam and its runner.",
      "",
      "Example:",
      "  seedmill consolidate --dataset=mine.yaml --run-id=monday --output=out"
    })
final class ConsolidateCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private WorkOptions work;

  @Mixin private BaselineOptions earlier;

  @Mixin private OutputOptions output;

  @Unmatched private List<String> runnerOptions = new ArrayList<>();

  @Mixin ConfigOption config;

  @Option(
      names = {"--allow-missing", "--allowMissing"},
      description =
          "Go on without batches that are missing or damaged, and say so in the manifest;"
              + " latest-run.json stays as it was.")
  private boolean allowMissing;

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    String run = output.requiredRunId();
    SeedmillCommand top = (SeedmillCommand) command.root().userObject();
    RunnerOptions given = output.runnerOptions(top, runnerOptions);
    try (StorageInputs inputs = given.inputs()) {
      return consolidate(work.spec(command, inputs), run, given, inputs, start);
    }
  }

  private int consolidate(
      DatasetSpec spec, String run, RunnerOptions given, InputFiles inputs, long start)
      throws Exception {
    Optional<String> earlierPlace = earlier.place(given, output.sharedOutput);
    try (DatasetJob job = DatasetJob.open(output, given)) {
      Baseline baseline = earlier.read(earlierPlace, job.place(), spec, job.storages());
      Plan plan = job.forWorkers(baseline.continued(work.plan(spec, OptionalInt.empty(), inputs)));
      RawBatches found = RawBatches.of(run, plan, job.storage());
      if (!found.isUsable() || (!found.isWhole() && !allowMissing)) {
        throw new BadInputException(found.complaint());
      }
      Source source = new Source.RawBatches(found.found(), found.missing(), allowMissing);
      DatasetPipeline graph =
          DatasetPipeline.of(spec, plan, baseline, source, job.files(), job.options())
              .describedBy(work.described(spec, plan));
      PrintWriter err = command.commandLine().getErr();
      return report(job.run(spec.name(), graph, plan.generation(), err), job, start);
    } catch (StorageUnusableException e) {
      throw new BadInputException("--output: " + e.getMessage(), e);
    }
  }

  private int report(Outcome outcome, DatasetJob job, long start) throws IOException {
    PrintWriter out = command.commandLine().getOut();
    if (outcome instanceof Outcome.Submitted submitted) {
      out.println(submitted.job());
      RunReport.printPlaces(out, output.output, submitted.run());
      return ExitCode.DONE;
    }
    Manifest manifest = ((Outcome.Published) outcome).manifest();
    FailureSummary failures = FailureSummary.of(manifest, job.storage(), work.replay());
    new RunReport(manifest, output.output, failures, System.nanoTime() - start)
        .print(out, command.commandLine().getErr());
    return manifest.status().equals(Manifest.TOO_MANY_FAILURES)
        ? ExitCode.TOO_MANY_FAILURES
        : ExitCode.DONE;
  }
}
