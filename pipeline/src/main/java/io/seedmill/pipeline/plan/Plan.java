package io.seedmill.pipeline.plan;

import io.seedmill.transforms.GenerationPlan;

/**
 * How a dataset will be made.
 *
 * @param generation what is generated, in shards
 * @param buckets how many hash buckets the samples are split into, a power of two
 * @param digest {@code sha256:} and a digest of all that the data depends on
 * @param estimatedBytes about how large the dataset will be
 */
public record Plan(GenerationPlan generation, int buckets, String digest, long estimatedBytes) {}
