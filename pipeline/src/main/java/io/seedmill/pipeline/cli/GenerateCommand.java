package io.seedmill.pipeline.cli;

import io.seedmill.generators.InputFiles;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Batches;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.run.BatchPipeline;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.raw.RawNote;
import io.seedmill.transforms.storage.StorageInputs;
import io.seedmill.transforms.storage.StorageUnusableException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Makes one batch of a plan. */
@Command(
    name = "generate",
    description =
        "Makes one batch of a dataset and leaves it as a raw file in the output's data/raw, for"
            + " 'seedmill consolidate'.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every other option goes to Beam and its runner. A batch that is made again replaces its file.",
      "",
      "Example:",
      "  seedmill generate --dataset=mine.yaml --batch-index=0 --run-id=monday --output=out"
    })
final class GenerateCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private WorkOptions work;

  @Mixin private BatchOptions batching;

  @Mixin private BaselineOptions earlier;

  @Mixin private OutputOptions output;

  @Unmatched private List<String> runnerOptions = new ArrayList<>();

  @Mixin ConfigOption config;

  @Override
  public Integer call() throws Exception {
    if (batching.batchIndex == null) {
      throw new BadInputException("--batch-index: found nothing; allowed: a batch, counted from 0");
    }
    output.requiredRunId();
    SeedmillCommand top = (SeedmillCommand) command.root().userObject();
    RunnerOptions given = output.runnerOptions(top, runnerOptions);
    try (StorageInputs inputs = given.inputs()) {
      return generate(work.spec(command, inputs), given, inputs);
    }
  }

  private int generate(DatasetSpec spec, RunnerOptions given, InputFiles inputs) throws Exception {
    Optional<String> earlierPlace = earlier.place(given, output.sharedOutput);
    try (DatasetJob job = DatasetJob.open(output, given)) {
      Baseline baseline = earlier.read(earlierPlace, job.place(), spec, job.storages());
      Plan plan = job.forWorkers(baseline.continued(work.plan(spec, OptionalInt.empty(), inputs)));
      Batches batches = batching.of(plan);
      long index = batching.index(batches);
      GenerationPlan part = plan.generation().restrictedTo(batches.shards(index));
      RawNote.Batch batch = new RawNote.Batch(index, batches.count(), batching.maxBatchSize);
      BatchPipeline graph = new BatchPipeline(part, plan.digest(), job.files(), batch);
      return report(job.run(spec.name(), graph, part, command.commandLine().getErr()));
    } catch (StorageUnusableException e) {
      throw new BadInputException("--output: " + e.getMessage(), e);
    }
  }

  private int report(Outcome outcome) {
    PrintWriter out = command.commandLine().getOut();
    if (outcome instanceof Outcome.Submitted submitted) {
      out.println(submitted.job());
      return ExitCode.DONE;
    }
    RawNote note = ((Outcome.BatchKept) outcome).note();
    out.printf(
        Locale.ROOT,
        "batch %d of %d: %,d samples, %,d failed, %,d bytes%n",
        note.batch().index(),
        note.batch().count(),
        note.samples(),
        note.failed(),
        note.bytes());
    out.println("file      " + RunReport.root(output.output) + note.path());
    return ExitCode.DONE;
  }
}
