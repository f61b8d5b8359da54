package io.seedmill.transforms.near;

import java.nio.ByteBuffer;

/**
 * What is compared of a set of runs before the runs themselves.
 *
 * @param runs the size of the set
 * @param bands hashes of which similar sets share some: a hash of each band of MinHash values
 * @param sketch a set of bits, of which each says whether the runs that hash to it are odd in
 *     number; so two sets differ in no fewer runs than their sketches in bits. There are at least
 *     two bits a run, and a power of two of them
 */
record Signature(int runs, int[] bands, long[] sketch) {

  /** The integers of a fold. */
  static final int FOLD = 4;

  private static final int FEWEST_LONGS = 4;

  static long[] sketch(Shingles shingles) {
    long[] sketch = new long[longs(shingles.count())];
    for (int run = 0; run < shingles.count(); run++) {
      int bit = (int) (shingles.hash(run) >>> 32) & ((Long.SIZE * sketch.length) - 1);
      sketch[bit / Long.SIZE] ^= 1L << bit;
    }
    return sketch;
  }

  /** Returns the length of the sketch of so many runs. */
  static int longs(int runs) {
    int least = Math.max(FEWEST_LONGS, runs / (Long.SIZE / 2));
    int power = Integer.highestOneBit(least);
    return power < least ? 2 * power : power;
  }

  /** Returns the sketch, folded to 128 bits. */
  int[] fold() {
    long first = 0;
    long second = 0;
    for (int i = 0; i < sketch.length; i += 2) {
      first ^= sketch[i];
      second ^= sketch[i + 1];
    }
    return new int[] {
      (int) first, (int) (first >>> Integer.SIZE), (int) second, (int) (second >>> Integer.SIZE)
    };
  }

  /** Returns its size in a file. */
  int bytes() {
    return Integer.BYTES * (1 + bands.length) + Long.BYTES * sketch.length;
  }

  void writeTo(ByteBuffer out) {
    out.putInt(runs);
    for (int band : bands) {
      out.putInt(band);
    }
    for (long bits : sketch) {
      out.putLong(bits);
    }
  }

  static Signature readFrom(ByteBuffer in, int bands) {
    int runs = in.getInt();
    int[] hashes = new int[bands];
    for (int band = 0; band < bands; band++) {
      hashes[band] = in.getInt();
    }
    long[] sketch = new long[longs(runs)];
    for (int i = 0; i < sketch.length; i++) {
      sketch[i] = in.getLong();
    }
    return new Signature(runs, hashes, sketch);
  }
}
