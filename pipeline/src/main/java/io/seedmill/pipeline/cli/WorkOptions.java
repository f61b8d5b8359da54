package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.InputFiles;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.InvalidSpecException;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.plan.Planner;
import io.seedmill.pipeline.run.Reason;
import io.seedmill.pipeline.tasks.TaskFileException;
import io.seedmill.pipeline.tasks.TaskPlan;
import io.seedmill.transforms.generate.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for what is generated: a dataset, or the tasks of a file. */
final class WorkOptions {

  @Mixin DatasetOptions dataset;

  @Option(
      names = "--tasks",
      paramLabel = "<file>",
      description =
          "Make the tasks of a file, one JSON object a line, in place of the dataset's own counts;"
              + " they name entries of --dataset, where it is given, and generators.")
  private Path tasks;

  @Mixin private CacheOptions cache;

  private boolean generates = true;
  private boolean isFromQueue;
  private Plan queued;

  /** Says that tasks will be given in place of those of a file. */
  void expectQueue() throws BadInputException {
    if (tasks != null) {
      throw new BadInputException("--queue: found beside --tasks; allowed: one of the two");
    }
    isFromQueue = true;
  }

  /** Takes the plan of the tasks that a queue gave. */
  void take(Plan plan) {
    queued = plan;
  }

  /** Returns the generators that tasks may name. */
  Catalogue catalogue() throws BadInputException {
    return dataset.plugins.catalogue();
  }

  /**
   * Reads the spec.
   *
   * @param generates whether samples are made
   * @param inputs reads files
   */
  DatasetSpec spec(boolean generates, InputFiles inputs)
      throws BadInputException, InvalidSpecException, InterruptedException {
    this.generates = generates;
    if (hasTasks() && !dataset.isNamed()) {
      return DatasetSpec.ofTasks("tasks");
    }
    return generates ? dataset.read(inputs) : dataset.readToPlan(inputs);
  }

  /** Returns true if tasks are made, and not the dataset's own counts. */
  boolean hasTasks() {
    return tasks != null || isFromQueue;
  }

  /** Returns the option that tasks come from. */
  String tasksOption() {
    return isFromQueue ? "--queue" : "--tasks";
  }

  /** Returns whether the user said what is generated. */
  boolean isNamed() {
    return hasTasks() || dataset.isNamed();
  }

  /** The options that a retry of the run needs. */
  String retryOptions(boolean readsFiles) {
    return dataset.retryOptions(readsFiles) + cache.given();
  }

  /** The command that makes a sample again; empty where there is none. */
  String replay() {
    return hasTasks() ? "" : dataset.replay();
  }

  /**
   * Plans the dataset, or the tasks, for workers that are told where answers are kept.
   *
   * @param inputs reads files
   */
  Plan plan(DatasetSpec spec, OptionalInt buckets, InputFiles inputs) throws BadInputException {
    Plan plan =
        isFromQueue
            ? queued
            : tasks != null ? planOfTasks(spec, buckets) : new Planner(inputs).plan(spec, buckets);
    return forWorkers(plan);
  }

  /** Returns a plan for workers that are told where answers are kept. */
  Plan forWorkers(Plan plan) throws BadInputException {
    WorkerSettings settings = plan.generation().settings().withPlugins(dataset.plugins.jars());
    return plan.with(generates ? settings.withCache(cache.settings()) : settings);
  }

  private Plan planOfTasks(DatasetSpec spec, OptionalInt buckets) throws BadInputException {
    try {
      return TaskPlan.of(tasks, spec, dataset.plugins.catalogue(), buckets);
    } catch (TaskFileException e) {
      throw new BadInputException("--tasks: " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new BadInputException(
          "--tasks: '%s' cannot be read (%s); allowed: a file of UTF-8, a JSON object a line"
              .formatted(tasks, Reason.of(e)),
          e);
    }
  }

  /** The spec for the manifest, with the tasks where there are any. */
  ObjectNode described(DatasetSpec spec, Plan plan) throws IOException {
    ObjectNode described = spec.toJson();
    if (hasTasks()) {
      described.set("tasks", TaskPlan.toJson(plan.generation()));
    }
    return described;
  }
}
