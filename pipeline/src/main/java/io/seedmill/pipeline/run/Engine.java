package io.seedmill.pipeline.run;

import java.io.IOException;
import org.apache.beam.sdk.Pipeline;

/** Starts pipelines. */
@FunctionalInterface
public interface Engine {

  /**
   * Starts a pipeline, and returns while it runs if the engine can.
   *
   * @throws IOException if it cannot be started, with the cause in a sentence
   * @throws Pipeline.PipelineExecutionException if it failed
   */
  RunningJob start(Pipeline pipeline) throws IOException;
}
