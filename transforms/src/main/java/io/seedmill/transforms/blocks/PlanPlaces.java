package io.seedmill.transforms.blocks;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The place of every index in a plan, as a 64-bit number: ascending in the order of the entries,
 * then of the indices, and spread evenly, so that dead letters fall into buckets as samples do and
 * come out in the plan's order.
 */
public final class PlanPlaces {

  private final long[] offsets;
  private final BigInteger total;

  /**
   * @param samples how many indices each entry has, in the plan's order
   */
  public PlanPlaces(long[] samples) {
    this.offsets = new long[samples.length];
    for (int i = 1; i < samples.length; i++) {
      offsets[i] = offsets[i - 1] + samples[i - 1];
    }
    this.total = BigInteger.valueOf(Math.max(1, Arrays.stream(samples).sum()));
  }

  /** The place of one index, to be compared as an unsigned number. */
  public long of(int entry, long index) {
    BigInteger number = BigInteger.valueOf(offsets[entry] + index);
    return number.shiftLeft(Long.SIZE).divide(total).longValue();
  }
}
