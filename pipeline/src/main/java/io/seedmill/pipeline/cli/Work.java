package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.run.Graph;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.transforms.generate.GenerationPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.OptionalLong;

/**
 * A graph that is ready to run.
 *
 * @param job where it runs and what it writes to
 * @param dataset the dataset's name, for the name of the job
 * @param graph the graph
 * @param made what is generated now, for the progress
 * @param reused the number of samples that checkpoints had already; empty for a run without them
 */
record Work(DatasetJob job, String dataset, Graph graph, GenerationPlan made, OptionalLong reused) {

  /** Runs the graph, and shows on {@code err} how far it is. */
  Outcome run(PrintWriter err) throws IOException {
    return job.run(dataset, graph, made, err);
  }

  /** Returns true if the graph publishes a dataset. */
  boolean publishes() {
    return graph.results().contains(job.files().layout().keys());
  }
}
