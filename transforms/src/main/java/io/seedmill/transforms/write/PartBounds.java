package io.seedmill.transforms.write;

import java.math.BigInteger;

/** The first key of each part: part i of N at key floor(i · 2<sup>64</sup> / N). */
final class PartBounds {

  private final long[] starts;

  PartBounds(int parts) {
    starts = new long[parts];
    for (int part = 0; part < parts; part++) {
      starts[part] =
          BigInteger.valueOf(part)
              .shiftLeft(Long.SIZE)
              .divide(BigInteger.valueOf(parts))
              .longValue();
    }
  }

  /** The part that a key belongs to, which is not before {@code from}. */
  int partOf(long keyHigh, int from) {
    int part = from;
    while (part + 1 < starts.length && Long.compareUnsigned(keyHigh, starts[part + 1]) >= 0) {
      part++;
    }
    return part;
  }
}
