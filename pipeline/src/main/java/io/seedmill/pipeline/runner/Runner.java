package io.seedmill.pipeline.runner;

import io.seedmill.pipeline.run.Engine;
import io.seedmill.transforms.generate.GenerationPlan;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * One of Beam's runners, with what a run must know of it. An implementation is found as a service:
 * {@code @AutoService(Runner.class)}.
 */
public interface Runner {

  /** Returns the name that Beam and users know it by, such as DirectRunner. */
  String name();

  /** Returns Beam's options that suit it, such as {@code --blockOnRun=false}; the user's win. */
  default List<String> suitableOptions() {
    return List.of();
  }

  /** Returns the names of Beam's options that mean nothing to other runners. */
  default List<String> ownOptions() {
    return List.of();
  }

  /**
   * Checks the options that can be checked without contact to the outside.
   *
   * @throws UnusableOptionException if one cannot be used
   */
  default void check(PipelineOptions options) throws UnusableOptionException {}

  /**
   * Makes sure that a pipeline can be started, and sets the options that depend on where it runs.
   *
   * @throws UnusableOptionException if it cannot be started
   */
  default void prepare(PipelineOptions options) throws UnusableOptionException {}

  /** Returns true if the workers are other machines, which share nothing but the output. */
  default boolean isRemote(PipelineOptions options) {
    return false;
  }

  /** Returns true if all elements of a pipeline stay in the heap of this JVM. */
  default boolean keepsElementsInHeap() {
    return false;
  }

  /** Returns the number of workers in all, as far as it is known before they start. */
  default int workers(PipelineOptions options) {
    return 1;
  }

  /**
   * Returns what starts a pipeline.
   *
   * @param plan what the pipeline generates, for the progress
   * @param tasks the number of tasks that workers get, likewise
   */
  Engine engine(PipelineOptions options, GenerationPlan plan, long tasks);
}
