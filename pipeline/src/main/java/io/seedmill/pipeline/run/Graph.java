package io.seedmill.pipeline.run;

import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/** The steps of a run, and its result. */
public interface Graph {

  /** Writes what workers read, before the pipeline is built. */
  default void prepare(OpenStorages storages) throws IOException {}

  /** Adds the steps to {@code pipeline}. */
  PCollection<String> build(Pipeline pipeline);

  /**
   * Returns the number of tasks that workers get: shards, or packs of them.
   *
   * @param made what is generated
   */
  long tasks(GenerationPlan made);

  /** Returns the places of the run's files. */
  RunFiles files();

  /** Returns the result, once the pipeline has ended well. */
  Outcome outcome(Storage output) throws IOException;

  /** Returns whether the same run, started again, takes what this one has finished. */
  default boolean goesOn() {
    return false;
  }

  /**
   * Returns how long the pipeline is waited for if a signal ends the program: once {@link
   * io.seedmill.transforms.generate.StopRequest} is made, it ends well, with what there is. Zero
   * for one that does not.
   */
  default Duration grace() {
    return Duration.ZERO;
  }

  /** Returns the files that the pipeline makes under their final names. */
  List<String> results();
}
