package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.EntryCounts;
import io.seedmill.transforms.dedupe.LineList;
import io.seedmill.transforms.dedupe.UniqueSamples;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a bucket adds to the run's account, and how large it is.
 *
 * @param bucket which bucket
 * @param bytes its bytes by part, from which every bucket knows where it begins; of the dead
 *     letters under {@link WrittenPart#DEAD_LETTERS}, of the keys under {@link WrittenPart#KEYS}
 * @param counts what became of its samples
 * @param rangeDigests the digests of its ids, see {@link
 *     io.seedmill.transforms.blocks.RangeDigests}
 */
public record BucketSummary(
    int bucket, TreeMap<Integer, Long> bytes, EntryCounts counts, byte[] rangeDigests)
    implements Serializable {

  static BucketSummary of(UniqueSamples unique, PartBounds bounds) {
    TreeMap<Integer, Long> bytes = new TreeMap<>();
    int part = 0;
    LineList samples = unique.samples();
    for (int line = 0; line < samples.size(); line++) {
      part = bounds.partOf(samples.keyHigh(line), part);
      bytes.merge(part, (long) samples.length(line), Long::sum);
    }
    LineList letters = unique.deadLetters();
    for (int line = 0; line < letters.size(); line++) {
      bytes.merge(WrittenPart.DEAD_LETTERS, (long) letters.length(line), Long::sum);
    }
    if (samples.size() > 0) {
      bytes.put(WrittenPart.KEYS, (long) ContentHash.BYTES * samples.size());
    }
    return new BucketSummary(unique.bucket(), bytes, unique.counts(), unique.rangeDigests());
  }

  /** Where the pieces of {@code bucket} begin in each part, given all buckets. */
  static Map<Integer, Long> offsets(int bucket, Iterable<BucketSummary> all) {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (BucketSummary other : all) {
      if (other.bucket() < bucket) {
        other.bytes().forEach((part, bytes) -> offsets.merge(part, bytes, Long::sum));
      }
    }
    return Collections.unmodifiableMap(offsets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BucketSummary summary
        && bucket == summary.bucket
        && bytes.equals(summary.bytes)
        && counts.equals(summary.counts)
        && Arrays.equals(rangeDigests, summary.rangeDigests);
  }

  @Override
  public int hashCode() {
    return Objects.hash(bucket, bytes, counts, Arrays.hashCode(rangeDigests));
  }
}
