package io.seedmill.transforms.blocks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The records of one bucket in ascending order of key, then index, then entry. */
final class RecordOrder {

  private final byte[][] blocks;
  private final long[] references;

  private RecordOrder(byte[][] blocks, long[] references) {
    this.blocks = blocks;
    this.references = references;
  }

  /** How many records there are. */
  int size() {
    return references.length;
  }

  /** The array in which the record at {@code position} of the order lies. */
  byte[] block(int position) {
    return blocks[(int) (references[position] >>> 32)];
  }

  /** Where in its array the record at {@code position} of the order begins. */
  int offset(int position) {
    return (int) references[position];
  }

  /** Every position of the order. */
  int[] positions() {
    int[] all = new int[size()];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /** All records of {@code blocks} in the order in which they lie there. */
  static RecordOrder asTheyLie(List<SampleBlock.InMemory> blocks) {
    return new RecordOrder(arrays(blocks), references(blocks, (block, at) -> true));
  }

  /** Orders the samples, or else the dead letters, of {@code blocks}. */
  static RecordOrder of(List<SampleBlock.InMemory> blocks, boolean deadLetters, int bucketBits) {
    byte[][] arrays = arrays(blocks);
    long[] found =
        references(blocks, (block, at) -> RecordFormat.isFailure(block, at) == deadLetters);
    return new RecordOrder(arrays, new Sorting(arrays, found, bucketBits).sorted());
  }

  private static byte[][] arrays(List<SampleBlock.InMemory> blocks) {
    return blocks.stream().map(SampleBlock.InMemory::bytes).toArray(byte[][]::new);
  }

  private static long[] references(List<SampleBlock.InMemory> blocks, RecordFilter wanted) {
    long[] found = new long[1024];
    int count = 0;
    for (int b = 0; b < blocks.size(); b++) {
      SampleBlock.InMemory block = blocks.get(b);
      byte[] bytes = block.bytes();
      for (int at = 0; at < block.length(); at = RecordFormat.next(bytes, at)) {
        if (wanted.test(bytes, at)) {
          if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
          }
          found[count++] = (long) b << 32 | at;
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  @FunctionalInterface
  private interface RecordFilter {
    boolean test(byte[] block, int record);
  }

  /*
   * Sorts primitive longs instead of objects: each is made of as many bits of the key as fit (those
   * of the bucket are the same for all and left out), and below them the record's number. Keys are
   * hashes, so few of them agree in those bits; the runs that do are ordered by a full comparison
   * afterwards. With 2^17 records in a bucket 47 bits of the key decide, and a run is nearly always
   * a set of true duplicates.
   */
  private static final class Sorting {

    private static final int SHORT_RUN = 8;

    private final byte[][] blocks;
    private final long[] references;
    private final int bucketBits;
    private final int numberBits;

    Sorting(byte[][] blocks, long[] references, int bucketBits) {
      this.blocks = blocks;
      this.references = references;
      this.bucketBits = bucketBits;
      this.numberBits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(references.length));
    }

    long[] sorted() {
      int count = references.length;
      long[] order = new long[count];
      for (int i = 0; i < count; i++) {
        order[i] = prefix(references[i]) << numberBits | i;
        order[i] ^= Long.MIN_VALUE;
      }
      Arrays.sort(order);
      long numberMask = (1L << numberBits) - 1;
      long[] sorted = new long[count];
      for (int from = 0; from < count; ) {
        int to = from;
        while (to < count && order[to] >>> numberBits == order[from] >>> numberBits) {
          sorted[to] = references[(int) (order[to] & numberMask)];
          to++;
        }
        orderRun(sorted, from, to);
        from = to;
      }
      return sorted;
    }

    /** The bits of the key behind those of the bucket, as many as leave room for the number. */
    private long prefix(long reference) {
      long key = RecordFormat.keyHigh(blocks[(int) (reference >>> 32)], (int) reference);
      return (key << bucketBits) >>> numberBits;
    }

    private void orderRun(long[] sorted, int from, int to) {
      if (to - from > SHORT_RUN) {
        Long[] boxed = new Long[to - from];
        Arrays.setAll(boxed, i -> sorted[from + i]);
        Arrays.sort(boxed, comparison());
        for (int i = from; i < to; i++) {
          sorted[i] = boxed[i - from];
        }
        return;
      }
      for (int i = from + 1; i < to; i++) {
        long inserted = sorted[i];
        int at = i;
        while (at > from && compare(sorted[at - 1], inserted) > 0) {
          sorted[at] = sorted[at - 1];
          at--;
        }
        sorted[at] = inserted;
      }
    }

    private Comparator<Long> comparison() {
      return this::compare;
    }

    private int compare(long one, long other) {
      byte[] a = blocks[(int) (one >>> 32)];
      byte[] b = blocks[(int) (other >>> 32)];
      int i = (int) one;
      int j = (int) other;
      int byHigh = Long.compareUnsigned(RecordFormat.keyHigh(a, i), RecordFormat.keyHigh(b, j));
      if (byHigh != 0) {
        return byHigh;
      }
      int byLow = Long.compareUnsigned(RecordFormat.keyLow(a, i), RecordFormat.keyLow(b, j));
      if (byLow != 0) {
        return byLow;
      }
      int byIndex = Long.compare(RecordFormat.index(a, i), RecordFormat.index(b, j));
      return byIndex != 0
          ? byIndex
          : Integer.compare(RecordFormat.entry(a, i), RecordFormat.entry(b, j));
    }
  }
}
