package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.InputFiles;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.baseline.SamePlan;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.util.List;
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

  /** Returns true if the command makes samples. */
  boolean generates() {
    return true;
  }

  /** Returns true if the command publishes a dataset. */
  boolean publishes() {
    return true;
  }

  /** Returns true if data is published that is published already. */
  boolean again() {
    return false;
  }

  /** Turns a plan into a graph. */
  abstract Work work(PlannedDataset planned, DatasetJob job) throws Exception;

  @Override
  final void read(RunnerOptions given, InputFiles inputs) throws Exception {
    spec = work.spec(generates(), inputs);
    if (work.hasTasks()) {
      earlier.refuseBesideTasks(spec);
    }
    earlierPlace = earlier.place(given, output.sharedOutput);
  }

  @Override
  final Work plan(DatasetJob job, InputFiles inputs) throws Exception {
    Optional<Manifest> published = job.published();
    if (published.isPresent() && !publishes()) {
      throw job.isPublished();
    }
    Baseline baseline = earlier.read(earlierPlace, job.place(), spec, job.storages());
    if (published.isPresent()) { // it does not continue itself
      Manifest.Baseline before = published.get().baseline();
      baseline = before == null ? Baseline.NONE : baseline.only(before.runs());
    }
    printUnchecked(baseline);
    Plan plan = baseline.continued(work.plan(spec, buckets(), inputs));
    if (published.isPresent()) {
      return rest(published.get(), plan, job);
    }
    ObjectNode described = work.described(spec, plan);
    SamePlan same =
        !publishes() || again() || earlier.isIncremental(spec)
            ? SamePlan.NONE
            : SamePlan.in(job.storage(), plan.digest(), described);
    same.printDamaged(command.commandLine().getErr());
    Work planned = work(new PlannedDataset(spec, plan, baseline, described, same.newest()), job);
    if (!work.isNamed()) {
      command
          .commandLine()
          .getErr()
          .println("seedmill: no dataset is named, so it is '" + DatasetOptions.DEFAULT + "'");
    }
    return planned;
  }

  /** Completes a run of the same plan whose last step is lacking. */
  private static Work rest(Manifest published, Plan plan, DatasetJob job)
      throws BadInputException, IOException {
    if (!published.plan().equals(plan.digest()) || !job.lacksPointer(published)) {
      throw job.isPublished();
    }
    return Work.same(job, published);
  }

  private void printUnchecked(Baseline baseline) {
    List<String> unchecked = baseline.unchecked();
    if (!unchecked.isEmpty()) {
      command
          .commandLine()
          .getErr()
          .printf(
              "seedmill: the manifests of %d earlier runs, such as '%s', have no digest, as earlier"
                  + " versions wrote them; damage in them does not show%n",
              unchecked.size(), unchecked.get(0));
    }
  }

  @Override
  final double maxFailureRate() {
    return spec.maxFailureRate();
  }

  @Override
  final String replay() {
    return work.replay();
  }
}
