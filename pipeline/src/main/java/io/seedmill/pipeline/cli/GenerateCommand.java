package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.plan.Batches;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.raw.Resume;
import io.seedmill.pipeline.run.BatchPipeline;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.raw.RawNote;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes one batch of a plan. */
@Command(
    name = "generate",
    description =
        "Makes one batch of a dataset and leaves it as a raw file in the output's data/raw, for"
            + " 'seedmill consolidate'.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every other option goes to Beam and its runner. A batch that is made again replaces its"
          + " file; one that was not finished goes on, if its finished tasks were kept.",
      "",
      "Example:",
      "  seedmill generate --dataset=mine.yaml --batch-index=0 --run-id=monday --output=out"
    })
final class GenerateCommand extends DatasetCommand {

  @Mixin private BatchOptions batching;

  @Mixin private CheckpointOptions checkpoints;

  @Override
  void check() throws BadInputException {
    if (batching.batchIndex == null) {
      throw new BadInputException("--batch-index: found nothing; allowed: a batch, counted from 0");
    }
    output.requiredRunId();
  }

  @Override
  boolean publishes() {
    return false;
  }

  @Override
  Work work(PlannedDataset planned, DatasetJob job) throws Exception {
    Plan plan = job.forWorkers(planned.plan());
    Batches batches = batching.of(plan);
    long index = batching.index(batches);
    GenerationPlan part = plan.generation().restrictedTo(batches.shards(index));
    RawNote.Batch batch = batching.note(index, batches);
    boolean isKept = checkpoints.areKept(planned.spec());
    Resume resume =
        isKept && !checkpoints.fresh
            ? Resume.ofBatch(job.storage(), part, plan.digest(), output.runId, batch)
            : Resume.fresh(part);
    CheckpointOptions.announce(resume, part, command.commandLine().getErr());
    BatchPipeline graph =
        new BatchPipeline(
            part,
            plan.digest(),
            job.files(),
            batch,
            planned.spec().uniqueBatches(),
            planned.baseline().keys(),
            resume.found(),
            isKept);
    return new Work(job, planned.spec().name(), graph, resume.found().rest(), OptionalLong.empty());
  }
}
