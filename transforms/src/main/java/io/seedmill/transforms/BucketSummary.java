package io.seedmill.transforms;

import io.seedmill.transforms.blocks.EntryCounts;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * What a bucket adds to the run's account.
 *
 * @param bucket which bucket
 * @param counts what became of its samples
 * @param rangeDigests the digests of its ids, see {@link
 *     io.seedmill.transforms.blocks.RangeDigests}
 */
public record BucketSummary(int bucket, EntryCounts counts, byte[] rangeDigests)
    implements Serializable {

  @Override
  public boolean equals(Object other) {
    return other instanceof BucketSummary summary
        && bucket == summary.bucket
        && counts.equals(summary.counts)
        && Arrays.equals(rangeDigests, summary.rangeDigests);
  }

  @Override
  public int hashCode() {
    return Objects.hash(bucket, counts, Arrays.hashCode(rangeDigests));
  }
}
