package io.seedmill.transforms;

import io.seedmill.transforms.blocks.EntryCounts;
import java.io.Serializable;

/**
 * What a bucket adds to the run's account.
 *
 * @param bucket which bucket
 * @param counts what became of its samples
 * @param rangeDigests the SHA-256 of the ids in file order, 32 bytes for each of the bucket's
 *     ranges of keys
 */
public record BucketSummary(int bucket, EntryCounts counts, byte[] rangeDigests)
    implements Serializable {}
