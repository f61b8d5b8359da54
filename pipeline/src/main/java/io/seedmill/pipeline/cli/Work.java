package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.run.Graph;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.PublishDataset;
import io.seedmill.transforms.publish.Registry;
import io.seedmill.transforms.storage.DatasetLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A graph that is ready to run.
 *
 * @param job where it runs and what it writes to
 * @param dataset the dataset's name, for the name of the job
 * @param graph the graph
 * @param made what is generated now, for the progress
 * @param reused the number of samples that checkpoints had already; empty for a run without them
 * @param published the manifest of a run that has published the same; null where it is run now
 */
record Work(
    DatasetJob job,
    String dataset,
    Graph graph,
    GenerationPlan made,
    OptionalLong reused,
    Manifest published) {

  Work(DatasetJob job, String dataset, Graph graph, GenerationPlan made, OptionalLong reused) {
    this(job, dataset, graph, made, reused, null);
  }

  /** Returns what is left to do where a run has published the same data: the pointer to it. */
  static Work same(DatasetJob job, Manifest published) {
    return new Work(job, published.dataset(), null, null, OptionalLong.empty(), published);
  }

  /**
   * Runs the graph, and shows how far it is.
   *
   * @param condition is asked again and again whether it may go on
   */
  Outcome run(CommandSpec command, DatasetJob.Condition condition) throws IOException {
    if (published != null) {
      Registry.add(job.storage(), job.files().layout());
      if (PublishDataset.pointAt(job.storage(), job.files().layout(), published)) {
        PrintWriter err = command.commandLine().getErr();
        err.printf(
            "seedmill: run '%s' of the same plan is published already; %s points at it now%n",
            published.run(), DatasetLayout.LATEST_RUN);
      }
      job.storage().delete(job.files().layout().temporaryFolder());
      job.storage().deleteIfEmpty(DatasetLayout.TEMPORARY);
      return new Outcome.SameData(published);
    }
    return job.run(dataset, graph, made, command, condition);
  }

  /** Returns true if the graph publishes a dataset. */
  boolean publishes() {
    return graph.results().contains(job.files().layout().keys());
  }
}
