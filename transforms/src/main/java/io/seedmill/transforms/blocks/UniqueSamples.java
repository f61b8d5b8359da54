package io.seedmill.transforms.blocks;

import java.util.Arrays;
import java.util.List;

/**
 * One bucket after deduplication: its unique samples in ascending order of the key, its dead
 * letters in the plan's order, and how many samples each entry lost to duplicates.
 */
public final class UniqueSamples {

  private final int bucket;
  private final RecordOrder samples;
  private final int[] winners;
  private final RecordOrder deadLetters;
  private final EntryCounts counts;

  private UniqueSamples(
      int bucket, RecordOrder samples, int[] winners, RecordOrder deadLetters, EntryCounts counts) {
    this.bucket = bucket;
    this.samples = samples;
    this.winners = winners;
    this.deadLetters = deadLetters;
    this.counts = counts;
  }

  /**
   * Keeps, of the samples with equal keys, the one with the smallest index, and of those the one
   * whose entry comes first.
   *
   * @param blocks all blocks of the bucket
   * @param buckets how many buckets there are, a power of two
   * @param entries how many entries the plan has
   */
  public static UniqueSamples of(
      int bucket, List<SampleBlock.InMemory> blocks, int buckets, int entries) {
    int bucketBits = Integer.numberOfTrailingZeros(buckets);
    RecordOrder samples = RecordOrder.of(blocks, false, bucketBits);
    RecordOrder deadLetters = RecordOrder.of(blocks, true, bucketBits);
    EntryCounts counts = new EntryCounts(entries);
    int[] winners = new int[samples.size()];
    int unique = 0;
    for (int i = 0; i < samples.size(); i++) {
      int entry = RecordFormat.entry(samples.block(i), samples.offset(i));
      if (i > 0 && sameKey(samples, i - 1, i)) {
        counts.addDuplicate(entry);
      } else {
        counts.addUnique(entry);
        winners[unique++] = i;
      }
    }
    for (int i = 0; i < deadLetters.size(); i++) {
      counts.addFailed(RecordFormat.entry(deadLetters.block(i), deadLetters.offset(i)));
    }
    return new UniqueSamples(bucket, samples, Arrays.copyOf(winners, unique), deadLetters, counts);
  }

  /** A bucket whose blocks hold nothing but unique records in their order. */
  static UniqueSamples ordered(
      int bucket,
      List<SampleBlock.InMemory> samples,
      List<SampleBlock.InMemory> deadLetters,
      EntryCounts counts) {
    RecordOrder order = RecordOrder.asTheyLie(samples);
    return new UniqueSamples(
        bucket, order, order.positions(), RecordOrder.asTheyLie(deadLetters), counts);
  }

  private static boolean sameKey(RecordOrder samples, int i, int j) {
    byte[] a = samples.block(i);
    byte[] b = samples.block(j);
    int at = samples.offset(i);
    int bt = samples.offset(j);
    return RecordFormat.keyHigh(a, at) == RecordFormat.keyHigh(b, bt)
        && RecordFormat.keyLow(a, at) == RecordFormat.keyLow(b, bt);
  }

  /** Which bucket this is: the top bits of the keys. */
  public int bucket() {
    return bucket;
  }

  /** How many unique samples there are. */
  public int size() {
    return winners.length;
  }

  /** Reads the unique samples in order. */
  public RecordCursor samples() {
    return new RecordCursor(samples, winners);
  }

  /** Reads the dead letters in order. */
  public RecordCursor deadLetters() {
    return new RecordCursor(deadLetters, deadLetters.positions());
  }

  /** What became of each entry's samples in this bucket. */
  public EntryCounts counts() {
    return counts;
  }
}
