package io.seedmill.generators;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The indices {@code first}, {@code first + 1}, … {@code end - 1}.
 *
 * @param first the first index, at least 0
 * @param end the index after the last, at least {@code first}
 */
public record IndexRange(long first, long end) implements Serializable {

  public IndexRange {
    if (first < 0 || end < first) {
      throw new IllegalArgumentException(
          "an index range needs 0 <= first <= end, found first " + first + " and end " + end);
    }
  }

  /** Returns the range that holds {@code index} alone. */
  public static IndexRange of(long index) {
    return new IndexRange(index, index + 1);
  }

  /**
   * Returns the same indices as those of all {@code ranges}, in as few ranges as possible,
   * ascending.
   */
  public static List<IndexRange> joined(Collection<IndexRange> ranges) {
    List<IndexRange> joined = new ArrayList<>();
    for (IndexRange next :
        ranges.stream().sorted(Comparator.comparingLong(IndexRange::first)).toList()) {
      IndexRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && next.first() <= last.end()) {
        joined.set(
            joined.size() - 1, new IndexRange(last.first(), Math.max(last.end(), next.end())));
      } else if (next.size() > 0) {
        joined.add(next);
      }
    }
    return joined;
  }

  /** Returns the indices of {@code ranges} that are not in {@code without}, ascending. */
  public static List<IndexRange> difference(
      Collection<IndexRange> ranges, Collection<IndexRange> without) {
    List<IndexRange> left = new ArrayList<>();
    List<IndexRange> gone = joined(without);
    int at = 0;
    for (IndexRange range : joined(ranges)) {
      long from = range.first();
      while (at < gone.size() && gone.get(at).end() <= from) {
        at++;
      }
      for (int i = at; i < gone.size() && gone.get(i).first() < range.end(); i++) {
        if (gone.get(i).first() > from) {
          left.add(new IndexRange(from, gone.get(i).first()));
        }
        from = Math.max(from, gone.get(i).end());
      }
      if (from < range.end()) {
        left.add(new IndexRange(from, range.end()));
      }
    }
    return left;
  }

  /** Returns the number of indices. */
  public long size() {
    return end - first;
  }
}
