package io.seedmill.transforms.blocks;

/** The limits of the number of hash buckets. */
public final class Buckets {

  /** A bucket holds whole ranges of the dataset id. */
  public static final int MOST = RangeDigests.RANGES;

  private Buckets() {}

  public static int check(int buckets) {
    if (buckets < 1 || buckets > MOST || Integer.bitCount(buckets) != 1) {
      throw new IllegalArgumentException(
          "buckets must be a power of two from 1 to " + MOST + ", found " + buckets);
    }
    return buckets;
  }
}
