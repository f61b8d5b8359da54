package io.seedmill.transforms;

/** How many hash buckets there may be. */
final class Buckets {

  /** The digest ranges of a dataset id: a bucket holds whole ranges. */
  static final int MOST = 4096;

  private Buckets() {}

  static int check(int buckets) {
    if (buckets < 1 || buckets > MOST || Integer.bitCount(buckets) != 1) {
      throw new IllegalArgumentException(
          "buckets must be a power of two from 1 to " + MOST + ", found " + buckets);
    }
    return buckets;
  }
}
