package io.seedmill.pipeline.plan;

import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.WorkerSettings;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The plan for a dataset.
 *
 * @param generation what is generated, in shards
 * @param buckets how many hash buckets the samples are split into, a power of two
 * @param digest {@code sha256:} and a digest of all that the data depends on
 * @param estimatedBytes about how large the dataset will be
 * @param loads for each entry what it costs and what it belongs to; none where the spec says
 *     neither, so that batches are slices of the plan
 * @param pilot what a few samples of each generator have shown, by its position; may be empty
 */
@RecordBuilder
public record Plan(
    GenerationPlan generation,
    int buckets,
    String digest,
    long estimatedBytes,
    List<Load> loads,
    List<PilotResult> pilot)
    implements PlanBuilder.With {

  public Plan {
    loads = List.copyOf(loads);
    pilot = List.copyOf(pilot);
  }

  /** A plan whose batches are slices. */
  public Plan(GenerationPlan generation, int buckets, String digest, long estimatedBytes) {
    this(generation, buckets, digest, estimatedBytes, List.of(), List.of());
  }

  /** Returns this plan with other settings for the workers. */
  public Plan with(WorkerSettings settings) {
    return withGeneration(generation.withSettings(settings));
  }

  /**
   * Returns this plan for other tasks.
   *
   * @param newGeneration the tasks
   * @param newDigest the fingerprint of the plan that these are part of
   */
  public Plan with(GenerationPlan newGeneration, String newDigest) {
    return with(copy -> copy.generation(newGeneration).digest(newDigest));
  }

  /**
   * The wishes of a spec's author for the batches of an entry.
   *
   * @param weight what a sample costs, relative to others
   * @param group the number of the group whose shards stay together; {@link #ALONE} for none
   */
  public record Load(double weight, int group) {

    /** The group of an entry whose shards go where they like. */
    public static final int ALONE = -1;
  }
}
