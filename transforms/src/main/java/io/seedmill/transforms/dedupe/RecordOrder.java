package io.seedmill.transforms.dedupe;

import io.seedmill.transforms.blocks.RecordFormat;
import io.seedmill.transforms.generate.Preference;
import java.util.Arrays;

/**
 * Sorts the records of one bucket by their headers: ascending by key, then index, then entry, then
 * their number among the samples of an index.
 *
 * <p>A record is named by a reference: its block's number in the upper half, the position of its
 * header in the lower.
 */
final class RecordOrder {

  /*
   * Sorts primitive longs instead of objects: each is made of as many bits of the key as fit (those
   * of the bucket are the same for all and left out), and below them the record's number. Keys are
   * hashes, so few of them agree in those bits; the runs that do are ordered by a full comparison
   * afterwards. With 2^17 records in a bucket 47 bits of the key decide, and a run is nearly always
   * a set of true duplicates.
   */
  private static final int SHORT_RUN = 8;

  private final byte[][] headers;
  private final long[] references;
  private final int bucketBits;
  private final int numberBits;
  private final Preference preference;

  private RecordOrder(byte[][] headers, long[] references, int bucketBits, Preference preference) {
    this.preference = preference;
    this.headers = headers;
    this.references = references;
    this.bucketBits = bucketBits;
    this.numberBits = Integer.SIZE - Integer.numberOfLeadingZeros(references.length | 1);
  }

  /** Returns the references in order. */
  static long[] sort(byte[][] headers, long[] references, int bucketBits, Preference preference) {
    return new RecordOrder(headers, references, bucketBits, preference).sorted();
  }

  static int block(long reference) {
    return (int) (reference >>> 32);
  }

  static int position(long reference) {
    return (int) reference;
  }

  static long reference(int block, int position) {
    return (long) block << 32 | position;
  }

  private long[] sorted() {
    int count = references.length;
    long[] order = new long[count];
    for (int i = 0; i < count; i++) {
      long reference = references[i];
      long key = RecordFormat.keyHigh(headers[block(reference)], position(reference));
      long prefix = (key << bucketBits) >>> numberBits;
      order[i] = (prefix << numberBits | i) ^ Long.MIN_VALUE;
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

  private void orderRun(long[] sorted, int from, int to) {
    if (to - from > SHORT_RUN) {
      Long[] boxed = new Long[to - from];
      Arrays.setAll(boxed, i -> sorted[from + i]);
      Arrays.sort(boxed, this::compare);
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

  private int compare(long one, long other) {
    byte[] a = headers[block(one)];
    byte[] b = headers[block(other)];
    int i = position(one);
    int j = position(other);
    int byHigh = Long.compareUnsigned(RecordFormat.keyHigh(a, i), RecordFormat.keyHigh(b, j));
    if (byHigh != 0) {
      return byHigh;
    }
    int byLow = Long.compareUnsigned(RecordFormat.keyLow(a, i), RecordFormat.keyLow(b, j));
    if (byLow != 0) {
      return byLow;
    }
    int byEntry = Integer.compare(RecordFormat.entry(a, i), RecordFormat.entry(b, j));
    if (preference == Preference.LISTED && byEntry != 0) {
      return byEntry;
    }
    int byIndex = Long.compare(RecordFormat.index(a, i), RecordFormat.index(b, j));
    if (byIndex != 0) {
      return byIndex;
    }
    return byEntry != 0
        ? byEntry
        : Integer.compare(RecordFormat.ordinal(a, i), RecordFormat.ordinal(b, j));
  }
}
