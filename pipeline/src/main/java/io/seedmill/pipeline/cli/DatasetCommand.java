package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.raw.Resume;
import io.seedmill.transforms.publish.LatestLinks;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.SamePlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;

/** A command that runs a graph for a dataset, or for the tasks of a file. */
abstract class DatasetCommand extends GraphCommand {

  @Mixin WorkOptions work;

  @Mixin private BaselineOptions earlier;

  /** The spec, once it is read. */
  DatasetSpec spec;

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

  /**
   * Returns what finds out how many indices the entries with {@code unique} need.
   *
   * @throws BadInputException if the command does not do that
   */
  UniqueRounds rounds(DatasetSpec spec, Plan plan, Baseline baseline, DatasetJob job)
      throws BadInputException, IOException {
    throw new BadInputException(
        "generators: found 'unique' with the command '%s'; allowed: 'seedmill run', or 'samples'"
            .formatted(command.name()));
  }

  /**
   * Fetches what is to be done, once the output is open.
   *
   * @throws NothingToDoException if that is nothing
   */
  void begin(DatasetSpec spec, DatasetJob job) throws Exception {}

  /** Turns a plan into a graph. */
  abstract Work work(PlannedDataset planned, DatasetJob job) throws Exception;

  @Override
  final void read(RunnerOptions given, InputFiles inputs) throws Exception {
    spec = work.spec(generates(), inputs);
    if (work.hasTasks()) {
      earlier.refuseBesideTasks(work.tasksOption(), spec);
    }
    earlierPlace = earlier.place(given, output.sharedOutput);
  }

  @Override
  final Work plan(DatasetJob opened, InputFiles inputs) throws Exception {
    LatestLinks.mend(opened.storage(), opened.files().layout());
    begin(spec, opened);
    Optional<Manifest> published = opened.published();
    if (published.isPresent() && !publishes()) {
      throw opened.isPublished();
    }
    Baseline baseline = earlier.read(earlierPlace, opened.place(), spec, opened.storages());
    if (published.isPresent()) { // it does not continue itself
      Manifest.Baseline before = published.get().baseline();
      baseline = before == null ? Baseline.NONE : baseline.only(before.runs());
    }
    printUnchecked(baseline);
    Plan plan = baseline.continued(work.plan(spec, buckets(), inputs));
    DatasetJob job = opened;
    if (spec.countsUnique() && !work.hasTasks()) {
      Optional<DatasetSpec> counted = counted(published, plan, baseline, opened, inputs);
      if (counted.isPresent()) {
        spec = counted.get();
      } else {
        UniqueRounds rounds = rounds(spec, plan, baseline, opened);
        spec = rounds.spec();
        job = rounds.job();
      }
      plan = baseline.continued(work.plan(spec, buckets(), inputs));
    }
    if (published.isPresent()) {
      return rest(published.get(), plan, job);
    }
    ObjectNode described = work.described(spec, plan);
    boolean isOnce = publishes() && !again() && !earlier.isIncremental(spec);
    SamePlan same = isOnce ? SamePlan.in(job.storage(), plan.digest(), described) : SamePlan.NONE;
    same.printDamaged(command.commandLine().getErr());
    if (publishes()) {
      job.printRegistry(command.commandLine().getErr());
    }
    if (publishes() && described.has("splits")) {
      job.printMoves(described, command.commandLine().getErr());
    }
    Work planned =
        work(new PlannedDataset(spec, plan, baseline, described, same.newest(), isOnce), job);
    if (!work.isNamed()) {
      command
          .commandLine()
          .getErr()
          .println("seedmill: no dataset is named, so it is '" + DatasetOptions.DEFAULT + "'");
    }
    return planned;
  }

  /**
   * Returns the spec with the numbers of indices that a published run of it has found; empty where
   * there is none, or where what is generated may have changed since.
   */
  private Optional<DatasetSpec> counted(
      Optional<Manifest> published, Plan plan, Baseline baseline, DatasetJob job, InputFiles inputs)
      throws BadInputException, IOException {
    Manifest manifest = published.or(() -> SamePlan.newest(job.storage())).orElse(null);
    if (manifest == null
        || manifest.failures() != null
        || !manifest.generators().keySet().equals(names(spec))
        || !plan.generation().entries().stream().allMatch(Resume.Reuse.BUILT_IN.entries())) {
      return Optional.empty();
    }
    long[] indices =
        spec.entries().stream()
            .mapToLong(entry -> manifest.generators().get(entry.name()).requested())
            .toArray();
    DatasetSpec counted = spec.withIndices(indices);
    boolean isTheSame =
        CanonicalJson.write(manifest.spec()).equals(CanonicalJson.write(work.described(spec, plan)))
            && baseline
                .continued(work.plan(counted, buckets(), inputs))
                .digest()
                .equals(manifest.plan());
    return isTheSame ? Optional.of(counted) : Optional.empty();
  }

  private static Set<String> names(DatasetSpec spec) {
    return spec.entries().stream().map(DatasetSpec.Entry::name).collect(Collectors.toSet());
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
  final void compare(Manifest published, PrintWriter err) {
    if (work.hasTasks() || !spec.countsUnique()) {
      return;
    }
    for (DatasetSpec.Entry entry : spec.entries()) {
      long unique = published.generators().get(entry.name()).unique();
      if (entry.unique().isPresent() && unique != entry.unique().getAsLong()) {
        err.printf(
            Locale.ROOT,
            "seedmill: warning: '%s' has %,d unique samples instead of %,d: it gave others when"
                + " they were counted; --checkpoint publishes those that were counted%n",
            entry.name(),
            unique,
            entry.unique().getAsLong());
      }
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

  @Override
  final String retryOptions(boolean readsFiles) {
    return work.retryOptions(readsFiles);
  }
}
