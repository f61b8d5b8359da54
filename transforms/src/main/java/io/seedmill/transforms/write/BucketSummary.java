package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.EntryCounts;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * The summary of a bucket: its part of the run's account, its size, and the survey of the format.
 *
 * @param bucket the bucket's number
 * @param bytes the size of its records, dead letters and keys by output file
 * @param counts what became of its samples
 * @param rangeDigests the digests of its ids, see {@link
 *     io.seedmill.transforms.blocks.RangeDigests}
 * @param survey the format's survey of its records
 * @param splits the samples of each split
 */
public record BucketSummary(
    int bucket,
    Map<OutputFile, Long> bytes,
    EntryCounts counts,
    byte[] rangeDigests,
    PartFormat.Survey survey,
    SplitCounts splits)
    implements Serializable {

  /** A bucket of a dataset without splits. */
  public BucketSummary(
      int bucket,
      Map<OutputFile, Long> bytes,
      EntryCounts counts,
      byte[] rangeDigests,
      PartFormat.Survey survey) {
    this(bucket, bytes, counts, rangeDigests, survey, new SplitCounts());
  }

  public BucketSummary {
    bytes = Map.copyOf(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BucketSummary summary
        && bucket == summary.bucket
        && bytes.equals(summary.bytes)
        && counts.equals(summary.counts)
        && Arrays.equals(rangeDigests, summary.rangeDigests)
        && survey.equals(summary.survey)
        && splits.equals(summary.splits);
  }

  @Override
  public int hashCode() {
    return Objects.hash(bucket, bytes, counts, Arrays.hashCode(rangeDigests), survey, splits);
  }
}
