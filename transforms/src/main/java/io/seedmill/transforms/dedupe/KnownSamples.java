package io.seedmill.transforms.dedupe;

import io.seedmill.transforms.blocks.KnownKeysReader;
import io.seedmill.transforms.blocks.RecordFormat;
import java.util.BitSet;

/** Finds out which samples of a bucket have a key that is known. */
final class KnownSamples implements KnownKeysReader.KeySink {

  private final byte[][] headers;
  private final long[] sorted;
  private final BitSet found = new BitSet();
  private int at;

  /**
   * @param headers the headers of each block
   * @param sorted references to the samples, in order
   */
  KnownSamples(byte[][] headers, long[] sorted) {
    this.headers = headers;
    this.sorted = sorted;
  }

  /** Returns true if a sample, the first of those with its key, has a key that is known. */
  boolean contains(int sample) {
    return found.get(sample);
  }

  @Override
  public void begin() {
    at = 0;
  }

  /** Looks ahead in steps that double, so that few keys cost little among many samples. */
  @Override
  public void accept(long keyHigh, long keyLow) {
    int from = at;
    int to = at;
    for (int step = 1; to < sorted.length && compare(to, keyHigh, keyLow) < 0; step *= 2) {
      from = to + 1;
      to = (int) Math.min(sorted.length, (long) to + step);
    }
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (compare(middle, keyHigh, keyLow) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    at = to;
    if (at < sorted.length && compare(at, keyHigh, keyLow) == 0) {
      found.set(at);
    }
  }

  private int compare(int sample, long keyHigh, long keyLow) {
    byte[] header = headers[RecordOrder.block(sorted[sample])];
    int position = RecordOrder.position(sorted[sample]);
    int byHigh = Long.compareUnsigned(RecordFormat.keyHigh(header, position), keyHigh);
    return byHigh != 0
        ? byHigh
        : Long.compareUnsigned(RecordFormat.keyLow(header, position), keyLow);
  }
}
