package io.seedmill.transforms.dedupe;

import io.seedmill.transforms.blocks.EntryCounts;
import io.seedmill.transforms.blocks.RangeDigests;
import io.seedmill.transforms.blocks.SampleBlock;
import java.util.List;

/**
 * One bucket after deduplication.
 *
 * @param bucket which bucket: the top bits of the keys
 * @param blocks all blocks of the bucket, which hold the lines
 * @param samples the unique samples, in ascending order of the key
 * @param deadLetters the dead letters, in the plan's order
 * @param counts what became of each entry's samples
 * @param rangeDigests the digests of the ids, see {@link RangeDigests}
 * @param removed the lists of samples that are left out although no other is equal
 */
public record UniqueSamples(
    int bucket,
    List<SampleBlock> blocks,
    LineList samples,
    LineList deadLetters,
    EntryCounts counts,
    byte[] rangeDigests,
    List<RemovedSamples> removed) {

  public UniqueSamples {
    blocks = List.copyOf(blocks);
    removed = List.copyOf(removed);
  }

  /** A bucket of which only equal samples are left out. */
  public UniqueSamples(
      int bucket,
      List<SampleBlock> blocks,
      LineList samples,
      LineList deadLetters,
      EntryCounts counts,
      byte[] rangeDigests) {
    this(bucket, blocks, samples, deadLetters, counts, rangeDigests, List.of());
  }

  /** Returns the first of the key ranges that the bucket holds. */
  public int firstRange() {
    return bucket * (rangeDigests.length / RangeDigests.DIGEST_BYTES);
  }
}
