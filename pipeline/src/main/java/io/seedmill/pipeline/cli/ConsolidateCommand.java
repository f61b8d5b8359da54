package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.queue.QueueDepth;
import io.seedmill.pipeline.queue.QueueException;
import io.seedmill.pipeline.queue.TaskQueue;
import io.seedmill.pipeline.raw.RawBatches;
import io.seedmill.pipeline.raw.RawFiles;
import io.seedmill.pipeline.run.Source;
import io.seedmill.pipeline.tasks.TaskFileException;
import io.seedmill.pipeline.tasks.TaskMessages;
import io.seedmill.pipeline.tasks.TaskPlan;
import io.seedmill.transforms.raw.RawNote;
import io.seedmill.transforms.storage.DatasetLayout;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes the samples that batches have made. */
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
      "  seedmill consolidate --dataset=mine.yaml --run-id=monday --output=out",
      "  seedmill consolidate --queue=https://sqs.eu-west-1.amazonaws.com/123456789012/tasks"
          + " --run-id=monday --output=s3://bucket/mine"
    })
final class ConsolidateCommand extends DatasetCommand {

  @Option(
      names = {"--allow-missing", "--allowMissing"},
      description =
          "Go on without batches that are missing or damaged, and say so in the manifest;"
              + " latest-run.json stays as it was.")
  private boolean allowMissing;

  @Option(
      names = "--queue",
      paramLabel = "<url>",
      description =
          "Publish all tasks that workers of this queue have made in the run; the queue must be"
              + " empty.")
  private String queue;

  @Mixin private AgainOption again;

  @Override
  boolean again() {
    return again.again;
  }

  @Override
  boolean generates() {
    return false;
  }

  @Override
  void check() throws BadInputException {
    output.requiredRunId();
    if (queue != null) {
      work.expectQueue();
    }
    if (output.keepLogs) {
      throw new BadInputException(
          "--keep-logs: 'consolidate' runs no program; allowed: with 'run', 'generate' or 'retry'");
    }
  }

  @Override
  void begin(DatasetSpec spec, DatasetJob job) throws Exception {
    if (queue == null) {
      return;
    }
    try (TaskQueue tasks = LeasedTasks.open(queue, job.options())) {
      requireEmpty(tasks.depth());
    } catch (QueueException e) {
      throw LeasedTasks.refusal(e);
    }
    List<RawNote> notes = RawFiles.of(output.runId, job.storage()).usable();
    ArrayNode made = TaskPlan.toJson(notes);
    if (made.isEmpty()) {
      throw new BadInputException(
          "--run-id: found no raw file of run '%s' in %s; allowed: a run of 'seedmill run --queue"
                  .formatted(output.runId, DatasetLayout.RAW)
              + " --worker'");
    }
    TaskMessages messages = new TaskMessages(spec, work.catalogue());
    try {
      messages.addMade(made);
    } catch (TaskFileException e) {
      throw new BadInputException("--dataset: " + e.getMessage(), e);
    }
    work.take(messages.plan(OptionalInt.empty(), List.of()));
  }

  private void requireEmpty(QueueDepth depth) throws BadInputException {
    PrintWriter err = command.commandLine().getErr();
    if (!depth.isEmpty()) {
      String left =
          String.format(
              Locale.ROOT,
              "about %,d tasks wait, and %,d are given out",
              depth.waiting(),
              depth.givenOut());
      if (!allowMissing) {
        throw new BadInputException(
            "--queue: found that %s; allowed: an empty queue, or --allow-missing".formatted(left));
      }
      err.printf("seedmill: warning: %s; their samples may be missing%n", left);
    }
    if (depth.deadLetters().orElse(0) > 0) {
      err.printf(
          Locale.ROOT,
          "seedmill: warning: the dead-letter queue has about %,d messages; samples of these may"
              + " be missing%n",
          depth.deadLetters().getAsInt());
    }
    err.flush();
  }

  @Override
  Work work(PlannedDataset planned, DatasetJob job) throws Exception {
    Plan plan = job.forWorkers(planned.plan());
    RawBatches found = RawBatches.of(output.runId, plan, job.storage());
    if (!found.isUsable() || (!found.isWhole() && !allowMissing)) {
      throw new BadInputException(found.complaint());
    }
    RawBatches.unasked(output.runId, plan.generation(), job.storage())
        .forEach(
            (entry, samples) ->
                command
                    .commandLine()
                    .getErr()
                    .printf(
                        Locale.ROOT,
                        "seedmill: warning: %,d samples of '%s' that workers have made are left"
                            + " out: neither the dataset nor --tasks asks for them; --queue"
                            + " publishes all%n",
                        samples,
                        entry));
    RunReport.printTaken(command.commandLine().getErr(), found.found(), plan.generation());
    Source source = new Source.RawBatches(found.found(), found.missing(), allowMissing);
    return planned.published(job, source, plan.generation(), OptionalLong.empty());
  }
}
