package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.baseline.BaselineReader;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.run.Reason;
import io.seedmill.transforms.storage.OpenStorages;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for the earlier runs that a run continues. */
final class BaselineOptions {

  private static final String BASELINE = "--baseline";

  @Option(
      names = BASELINE,
      paramLabel = "<place>",
      description =
          "The output of earlier runs, which this one continues: every generator begins after the"
              + " highest index that they asked for, and what they published is left out.")
  String baseline;

  @Option(
      names = "--incremental",
      description = "Continue the runs that are in the output already, if there are any.")
  boolean incremental;

  /** Returns true if all runs in the output are continued, whatever else is. */
  boolean isIncremental(DatasetSpec spec) {
    return incremental || spec.incremental();
  }

  /**
   * Refuses earlier runs: tasks name their indices, which would become others behind those runs.
   */
  void refuseBesideTasks(String tasks, DatasetSpec spec) throws BadInputException {
    if (isIncremental(spec) || baseline != null) {
      String found =
          baseline != null
              ? BASELINE
              : incremental ? "--incremental" : "'incremental: true' of the dataset";
      throw new BadInputException(
          "%s: found beside %s; allowed: one of the two, because tasks name their indices"
              .formatted(tasks, found));
    }
  }

  /**
   * Returns the earlier runs' output as workers know it.
   *
   * @param shared whether this machine and the workers share folders
   * @throws BadInputException if the workers cannot reach it
   */
  Optional<String> place(RunnerOptions given, boolean shared) throws BadInputException {
    return baseline == null
        ? Optional.empty()
        : Optional.of(OutputCheck.place(BASELINE, baseline, given, shared));
  }

  /**
   * Finds the earlier runs.
   *
   * @param place their output, where the user names one
   * @param output where the run's own dataset will lie
   * @param spec what is generated
   */
  Baseline read(Optional<String> place, String output, DatasetSpec spec, OpenStorages storages)
      throws BadInputException {
    Baseline found = Baseline.NONE;
    if (place.isPresent()) {
      found = read(BASELINE, place.get(), spec, storages);
      if (found.isEmpty()) {
        throw new BadInputException(
            "%s: found '%s', where no complete run is; allowed: the output of earlier runs"
                .formatted(BASELINE, baseline));
      }
    }
    return isIncremental(spec) ? found.and(read("--incremental", output, spec, storages)) : found;
  }

  private static Baseline read(String option, String place, DatasetSpec spec, OpenStorages storages)
      throws BadInputException {
    String root = place.replaceFirst("(?<=[^/:])/+$", "");
    try {
      return new BaselineReader(root, storages.at(root), spec).read();
    } catch (FileSystemException e) {
      throw new BadInputException(
          "%s: '%s' cannot be read (%s); allowed: the output of earlier runs"
              .formatted(option, place, Reason.of(e)),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInputException(option + ": " + e.getMessage(), e);
    }
  }
}
