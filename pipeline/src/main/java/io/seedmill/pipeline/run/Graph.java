package io.seedmill.pipeline.run;

import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/** What a run does, and what comes of it. */
public interface Graph {

  /** Adds the steps to {@code pipeline}. */
  PCollection<String> build(Pipeline pipeline);

  /** Where the run's files lie. */
  RunFiles files();

  /** What it has come to, once the pipeline has ended well. */
  Outcome outcome(Storage output) throws IOException;

  /** The files that the pipeline makes under their final names. */
  List<String> results();
}
