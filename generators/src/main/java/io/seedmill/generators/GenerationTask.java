package io.seedmill.generators;

import java.util.Objects;

/**
 * What a generator is asked to do.
 *
 * @param range the indices to account for
 * @param seeds where each index's randomness comes from
 * @param maxSampleBytes the largest content or metadata, in bytes of JSON, that a sample may have
 */
public record GenerationTask(IndexRange range, SampleSeeds seeds, int maxSampleBytes) {

  public GenerationTask {
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(seeds, "seeds");
    if (maxSampleBytes < 2) {
      throw new IllegalArgumentException(
          "maxSampleBytes must be at least 2, found " + maxSampleBytes);
    }
  }
}
