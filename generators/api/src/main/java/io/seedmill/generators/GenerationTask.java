package io.seedmill.generators;

import java.util.Objects;

/**
 * A request to a generator for the samples of a range of indices.
 *
 * @param range the indices to account for
 * @param seeds the source of each index's seed
 * @param maxSampleBytes the largest content or metadata, in bytes of JSON, that a sample may have
 * @param failures the handling of samples that fail
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
