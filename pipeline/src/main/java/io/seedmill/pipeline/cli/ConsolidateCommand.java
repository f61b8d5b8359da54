package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.raw.RawBatches;
import io.seedmill.pipeline.run.Source;
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
      "  seedmill consolidate --dataset=mine.yaml --run-id=monday --output=out"
    })
final class ConsolidateCommand extends DatasetCommand {

  @Option(
      names = {"--allow-missing", "--allowMissing"},
      description =
          "Go on without batches that are missing or damaged, and say so in the manifest;"
              + " latest-run.json stays as it was.")
  private boolean allowMissing;

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
    if (output.keepLogs) {
      throw new BadInputException(
          "--keep-logs: 'consolidate' runs no program; allowed: with 'run', 'generate' or 'retry'");
    }
  }

  @Override
  Work work(PlannedDataset planned, DatasetJob job) throws Exception {
    Plan plan = job.forWorkers(planned.plan());
    RawBatches found = RawBatches.of(output.runId, plan, job.storage());
    if (!found.isUsable() || (!found.isWhole() && !allowMissing)) {
      throw new BadInputException(found.complaint());
    }
    RunReport.printTaken(command.commandLine().getErr(), found.found(), plan.generation());
    Source source = new Source.RawBatches(found.found(), found.missing(), allowMissing);
    return planned.published(job, source, plan.generation(), OptionalLong.empty());
  }
}
