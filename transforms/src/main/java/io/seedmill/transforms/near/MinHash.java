package io.seedmill.transforms.near;

import java.util.Arrays;

/*
 * MinHash (Broder, 1997): for a random order of all runs, two sets have the same first run with the
 * probability of their Jaccard similarity. An order is that of x * a + b modulo 2^32, with
 * constants that are the same in every process; x is the hash of a run.
 */
/** Computes the signatures of texts. */
final class MinHash {

  /**
   * Older JVMs make no vector instruction of a minimum: bit operations take half the time there.
   */
  private static final boolean MINIMUM_IS_VECTOR = Runtime.version().feature() >= 21;

  private final int rows;
  private final int bands;
  private final int[] factors;
  private final int[] addends;
  private final int[] smallest;

  MinHash(NearRule rule) {
    rows = rule.rows();
    bands = rule.bands();
    int hashes = rows * bands;
    factors = new int[hashes];
    addends = new int[hashes];
    smallest = new int[hashes];
    for (int i = 0; i < hashes; i++) {
      long random = Shingles.mixed(i);
      factors[i] = (int) random | 1;
      addends[i] = (int) (random >>> 32);
    }
  }

  /** Returns the signature of a text of which {@link Shingles#read} has read the runs. */
  Signature sign(Shingles shingles) {
    Arrays.fill(smallest, Integer.MAX_VALUE);
    for (int run = 0; run < shingles.count(); run++) {
      lower((int) (shingles.hash(run) >>> 16));
    }
    int[] hashes = new int[bands];
    for (int band = 0; band < bands; band++) {
      long hash = band;
      for (int row = band * rows; row < (band + 1) * rows; row++) {
        hash = Shingles.mixed(hash ^ smallest[row]);
      }
      hashes[band] = (int) hash;
    }
    return new Signature(shingles.count(), hashes, Signature.sketch(shingles));
  }

  /** The loop that takes the time; the JVM makes vector instructions of it. */
  private void lower(int hash) {
    if (MINIMUM_IS_VECTOR) {
      for (int i = 0; i < smallest.length; i++) {
        smallest[i] = Math.min(smallest[i], hash * factors[i] + addends[i]);
      }
      return;
    }
    for (int i = 0; i < smallest.length; i++) {
      int value = hash * factors[i] + addends[i];
      int least = smallest[i];
      int less = value - least;
      less = (less ^ ((value ^ least) & (less ^ value))) >> (Integer.SIZE - 1);
      smallest[i] = least ^ ((value ^ least) & less);
    }
  }
}
