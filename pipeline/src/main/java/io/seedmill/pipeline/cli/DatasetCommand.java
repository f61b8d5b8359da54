package io.seedmill.pipeline.cli;

import io.seedmill.generators.InputFiles;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Plan;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;

/** A command that runs a graph for a dataset, or for the tasks of a file. */
abstract class DatasetCommand extends GraphCommand {

  @Mixin WorkOptions work;

  @Mixin private BaselineOptions earlier;

  private DatasetSpec spec;
  private Optional<String> earlierPlace;

  /** Returns the number of buckets that the user wants. */
  OptionalInt buckets() {
    return OptionalInt.empty();
  }

  /** Turns a plan into a graph. */
  abstract Work work(PlannedDataset planned, DatasetJob job) throws Exception;

  @Override
  final void read(RunnerOptions given, InputFiles inputs) throws Exception {
    spec = work.spec(command, inputs);
    if (work.hasTasks()) {
      earlier.refuseBesideTasks(spec);
    }
    earlierPlace = earlier.place(given, output.sharedOutput);
  }

  @Override
  final Work plan(DatasetJob job, InputFiles inputs) throws Exception {
    Baseline baseline = earlier.read(earlierPlace, job.place(), spec, job.storages());
    Plan plan = baseline.continued(work.plan(spec, buckets(), inputs));
    Work planned = work(new PlannedDataset(spec, plan, baseline, work.described(spec, plan)), job);
    if (!work.isNamed()) {
      command
          .commandLine()
          .getErr()
          .println("seedmill: no dataset is named, so it is '" + DatasetOptions.DEFAULT + "'");
    }
    return planned;
  }

  @Override
  final String replay() {
    return work.replay();
  }
}
