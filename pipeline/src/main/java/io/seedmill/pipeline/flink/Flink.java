package io.seedmill.pipeline.flink;

import com.google.auto.service.AutoService;
import io.seedmill.pipeline.run.Engine;
import io.seedmill.pipeline.runner.Runner;
import io.seedmill.pipeline.runner.UnusableOptionException;
import io.seedmill.transforms.generate.GenerationPlan;
import java.io.IOException;
import java.util.List;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.StreamingOptions;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** The FlinkRunner: on a cluster in this JVM, or on the one that {@code --flinkMaster} names. */
@AutoService(Runner.class)
public class Flink implements Runner {

  private static final String FLINK_MASTER = "--flinkMaster: ";

  /** Beam's sign of a parallelism that nobody has set. */
  private static final int UNSET = -1;

  private static final int MOST_PARALLEL = KeyGroupRangeAssignment.UPPER_BOUND_MAX_PARALLELISM;

  @Override
  public final String name() {
    return "FlinkRunner";
  }

  /**
   * Grouped elements wait on disk, so that after a failure only the steps that lost data run again.
   * Reuse of objects and Beam's faster copy are left off: with few and large elements they gained
   * nothing.
   */
  @Override
  public final List<String> suitableOptions() {
    return List.of("--executionModeForBatch=BATCH");
  }

  @Override
  public final List<String> ownOptions() {
    return List.of("flinkMaster", "flinkConfDir", "parallelism");
  }

  @Override
  public final void check(PipelineOptions options) throws UnusableOptionException {
    int parallelism = options.as(FlinkPipelineOptions.class).getParallelism();
    if (parallelism == 0 || parallelism < UNSET || parallelism > MOST_PARALLEL) {
      throw new UnusableOptionException(
          "--parallelism: found %d; allowed: a whole number from 1 to %d, or none for all slots"
              .formatted(parallelism, MOST_PARALLEL));
    }
    if (options.as(StreamingOptions.class).isStreaming()) {
      throw new UnusableOptionException(
          "--streaming: found it; allowed: a run without it, since a dataset has an end");
    }
    try {
      target(options);
    } catch (IllegalArgumentException e) {
      throw new UnusableOptionException(FLINK_MASTER + e.getMessage(), e);
    }
  }

  @Override
  public final void prepare(PipelineOptions options) throws UnusableOptionException {
    try {
      FlinkEngine.prepare(target(options), options);
    } catch (IOException e) {
      throw new UnusableOptionException(FLINK_MASTER + e.getMessage(), e);
    }
  }

  @Override
  public final boolean isRemote(PipelineOptions options) {
    return !(target(options) instanceof FlinkTarget.Embedded);
  }

  @Override
  public final int workers(PipelineOptions options) {
    return FlinkEngine.parallelism(options);
  }

  @Override
  public final Engine engine(PipelineOptions options, GenerationPlan plan, long tasks) {
    return new FlinkEngine(target(options), plan.shards(), tasks);
  }

  /**
   * Returns the cluster that a run is for.
   *
   * @throws IllegalArgumentException if the options name none, in a sentence
   */
  FlinkTarget target(PipelineOptions options) {
    return FlinkTarget.of(options.as(FlinkPipelineOptions.class).getFlinkMaster());
  }

  /** The FlinkRunner of a program that a client or a JobManager of Flink's started. */
  static final class Surrounding extends Flink {

    @Override
    FlinkTarget target(PipelineOptions options) {
      if (!options.as(FlinkPipelineOptions.class).getFlinkMaster().equals("[auto]")) {
        throw new IllegalArgumentException(
            "found in a program that Flink started, which decides where it runs; allowed: no such"
                + " option");
      }
      return new FlinkTarget.Surrounding();
    }
  }
}
