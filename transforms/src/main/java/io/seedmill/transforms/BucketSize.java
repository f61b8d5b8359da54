package io.seedmill.transforms;

import io.seedmill.transforms.blocks.LineList;
import io.seedmill.transforms.blocks.UniqueSamples;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many bytes a bucket has in each part, from which every bucket knows where it begins.
 *
 * @param bucket which bucket
 * @param bytes the bytes by part; of the dead letters under {@link WrittenPart#DEAD_LETTERS}
 */
record BucketSize(int bucket, TreeMap<Integer, Long> bytes) implements Serializable {

  static BucketSize of(UniqueSamples unique, PartBounds bounds) {
    TreeMap<Integer, Long> bytes = new TreeMap<>();
    int part = 0;
    LineList samples = unique.samples();
    for (int line = 0; line < samples.size(); line++) {
      part = bounds.partOf(samples.key(line), part);
      bytes.merge(part, (long) samples.length(line), Long::sum);
    }
    LineList letters = unique.deadLetters();
    for (int line = 0; line < letters.size(); line++) {
      bytes.merge(WrittenPart.DEAD_LETTERS, (long) letters.length(line), Long::sum);
    }
    return new BucketSize(unique.bucket(), bytes);
  }

  /** Where the pieces of {@code bucket} begin in each part, given the sizes of all buckets. */
  static Map<Integer, Long> offsets(int bucket, Iterable<BucketSize> sizes) {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (BucketSize size : sizes) {
      if (size.bucket() < bucket) {
        size.bytes().forEach((part, bytes) -> offsets.merge(part, bytes, Long::sum));
      }
    }
    return Collections.unmodifiableMap(offsets);
  }
}
