package io.seedmill.generators;

/**
 * The indices {@code first}, {@code first + 1}, … {@code end - 1}.
 *
 * @param first the first index, at least 0
 * @param end the index after the last, at least {@code first}
 */
public record IndexRange(long first, long end) {

  public IndexRange {
    if (first < 0 || end < first) {
      throw new IllegalArgumentException(
          "an index range needs 0 <= first <= end, found first " + first + " and end " + end);
    }
  }

  /** The range that holds {@code index} alone. */
  public static IndexRange of(long index) {
    return new IndexRange(index, index + 1);
  }

  /** How many indices there are. */
  public long size() {
    return end - first;
  }
}
