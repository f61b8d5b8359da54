package io.seedmill.generators;

import java.util.Objects;

/**
 * What a generator is asked to do.
 *
 * @param range the indices to account for
 * @param seeds where each index's randomness comes from
 * @param maxSampleBytes the largest content or metadata, in bytes of JSON, that a sample may have
 * @param failures what is done about a sample that fails
 */
public record GenerationTask(
    IndexRange range, SampleSeeds seeds, int maxSampleBytes, FailurePolicy failures) {

  public GenerationTask {
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(seeds, "seeds");
    Objects.requireNonNull(failures, "failures");
    if (maxSampleBytes < 2) {
      throw new IllegalArgumentException(
          "maxSampleBytes must be at least 2, found " + maxSampleBytes);
    }
  }

  /** A task with the usual failure policy. */
  public GenerationTask(IndexRange range, SampleSeeds seeds, int maxSampleBytes) {
    this(range, seeds, maxSampleBytes, FailurePolicy.DEFAULT);
  }
}
