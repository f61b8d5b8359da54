package io.seedmill.transforms;

import io.seedmill.transforms.blocks.EntryCounts;
import java.io.Serializable;

/**
 * What a bucket adds to the run's account.
 *
 * @param bucket which bucket
 * @param counts what became of its samples
 * @param rangeDigests the digests of its ids, see {@link
 *     io.seedmill.transforms.blocks.RangeDigests}
 */
public record BucketSummary(int bucket, EntryCounts counts, byte[] rangeDigests)
    implements Serializable {}
