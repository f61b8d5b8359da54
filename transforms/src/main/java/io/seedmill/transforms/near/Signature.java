package io.seedmill.transforms.near;

import java.util.Arrays;

/*
 * MinHash (Broder, 1997): for a random order of all shingles, two sets have the same first shingle
 * with the probability of their Jaccard similarity. An order is that of x * a + b modulo 2^32, with
 * constants that are the same in every process; x is the hash of a shingle. The lowest bits of
 * the first 256 values are a sketch (b-bit minwise hashing, Li and König, 2010): two sets agree in
 * (1 + s) / 2 of them.
 */
/** Computes the MinHash signature of a set of shingles: the hashes of its bands, and a sketch. */
final class Signature {

  static final int SKETCH_LONGS = 4;
  private static final int SKETCH_BITS = Long.SIZE * SKETCH_LONGS;

  private final int rows;
  private final int[] factors;
  private final int[] addends;
  private final int[] smallest;
  private final int[] bands;
  private final long[] sketch = new long[SKETCH_LONGS];

  Signature(NearRule rule) {
    rows = rule.rows();
    bands = new int[rule.bands()];
    int hashes = Math.max(SKETCH_BITS, rows * bands.length);
    factors = new int[hashes];
    addends = new int[hashes];
    smallest = new int[hashes];
    for (int i = 0; i < hashes; i++) {
      long random = Shingles.mixed(i);
      factors[i] = (int) random | 1;
      addends[i] = (int) (random >>> 32);
    }
  }

  void read(Shingles shingles) {
    Arrays.fill(smallest, Integer.MAX_VALUE);
    for (int shingle = 0; shingle < shingles.count(); shingle++) {
      lower((int) (shingles.hash(shingle) >>> 16));
    }
    for (int band = 0; band < bands.length; band++) {
      long hash = band;
      for (int row = band * rows; row < (band + 1) * rows; row++) {
        hash = Shingles.mixed(hash ^ smallest[row]);
      }
      bands[band] = (int) hash;
    }
    Arrays.fill(sketch, 0);
    for (int bit = 0; bit < SKETCH_BITS; bit++) {
      sketch[bit / Long.SIZE] |= (Shingles.mixed(smallest[bit]) & 1) << bit;
    }
  }

  /** The loop that takes the time; a compiler makes vector instructions of it. */
  private void lower(int hash) {
    for (int i = 0; i < smallest.length; i++) {
      smallest[i] = Math.min(smallest[i], hash * factors[i] + addends[i]);
    }
  }

  int[] bands() {
    return bands;
  }

  long[] sketch() {
    return sketch;
  }
}
