package io.seedmill.transforms.blocks;

import io.seedmill.generators.IndexRange;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * The place of every index in a plan, as a 64-bit number: ascending in the order of the entries,
 * then of the indices, and spread evenly, so that dead letters fall into buckets as samples do and
 * come out in the plan's order.
 */
public final class PlanPlaces {

  /**
   * The positions in the other arrays at which the ranges of each entry begin, and then their
   * length.
   */
  private final int[] entries;

  private final long[] firsts;
  private final long[] offsets;
  private final BigInteger total;

  /**
   * @param ranges the indices of each entry, ascending, in the plan's order
   */
  public PlanPlaces(List<List<IndexRange>> ranges) {
    int count = ranges.stream().mapToInt(List::size).sum();
    entries = new int[ranges.size() + 1];
    firsts = new long[count];
    offsets = new long[count];
    long offset = 0;
    int at = 0;
    for (int entry = 0; entry < ranges.size(); entry++) {
      for (IndexRange range : ranges.get(entry)) {
        firsts[at] = range.first();
        offsets[at++] = offset;
        offset += range.size();
      }
      entries[entry + 1] = at;
    }
    total = BigInteger.valueOf(Math.max(1, offset));
  }

  /** The place of one index, to be compared as an unsigned number. */
  public long of(int entry, long index) {
    int found = Arrays.binarySearch(firsts, entries[entry], entries[entry + 1], index);
    int range = found < 0 ? -found - 2 : found;
    BigInteger number = BigInteger.valueOf(offsets[range] + index - firsts[range]);
    return number.shiftLeft(Long.SIZE).divide(total).longValue();
  }
}
