package io.seedmill.pipeline.unique;

import java.util.Arrays;
import java.util.BitSet;

/**
 * An entry, and what is known of its samples. Indices here are counted from the first one that the
 * entry asks for.
 */
final class UniqueEntry {

  /** Of the second half of so many indices, fewer new keys than this share mean that it is dry. */
  private static final double LEAST_NEW = 0.01;

  private static final long SMALLEST_STRETCH = 1_000;
  private static final int GROUP_BITS = 30;
  private static final long GROUP_MASK = (1L << GROUP_BITS) - 1;

  /** A table of bits has no more places. */
  static final long MOST_INDICES = Integer.MAX_VALUE - 1L;

  private final int position;
  private final long first;
  private final long wanted;
  private final long made;

  /** The indices at which a key comes first in this entry, and in no other. */
  private final BitSet alone = new BitSet();

  /** The indices at which a key comes first in this entry, whichever others have it. */
  private final BitSet own = new BitSet();

  /** The indices at which a key comes first that others have too, with the key's number. */
  private long[] claims = new long[16];

  private int claimed;
  private int nextClaim;
  private long counted;
  private long looked;
  private long end = -1;

  /**
   * @param position its position in the plan
   * @param first the first index that it asks for
   * @param wanted how many unique samples; 0 where its number of indices is given
   * @param made how many indices were looked at
   */
  UniqueEntry(int position, long first, long wanted, long made) {
    this.position = position;
    this.first = first;
    this.wanted = wanted;
    this.made = made;
  }

  void addAlone(long index) {
    int at = Math.toIntExact(index - first);
    alone.set(at);
    own.set(at);
  }

  void addClaim(long index, int key) {
    int at = Math.toIntExact(index - first);
    own.set(at);
    if (claimed == claims.length) {
      claims = Arrays.copyOf(claims, 2 * claimed);
    }
    claims[claimed++] = (long) at << GROUP_BITS | key;
  }

  void sortClaims() {
    Arrays.sort(claims, 0, claimed);
  }

  /** Returns true if it claims another key, before its end. */
  boolean hasClaim() {
    return end < 0 && nextClaim < claimed;
  }

  /** Returns the index, among those of all entries, of the next claim. */
  long claimIndex() {
    return first + (claims[nextClaim] >>> GROUP_BITS);
  }

  int position() {
    return position;
  }

  /** Goes on to its next claim, and takes the key unless that is taken or it has ended before. */
  void takeClaim(BitSet taken) {
    long claim = claims[nextClaim++];
    int key = (int) (claim & GROUP_MASK);
    countUpTo(claim >>> GROUP_BITS);
    if (end < 0 && !taken.get(key)) {
      taken.set(key);
      count((claim >>> GROUP_BITS) + 1);
    }
  }

  /** Counts what is left behind its last claim. */
  void countRest() {
    countUpTo(made);
  }

  private void countUpTo(long to) {
    while (end < 0) {
      int next = alone.nextSetBit((int) looked);
      if (next < 0 || next >= to) {
        looked = to;
        return;
      }
      looked = next + 1L;
      count(looked);
    }
  }

  private void count(long behind) {
    counted++;
    if (counted == wanted) {
      end = behind;
    }
  }

  boolean isWanted() {
    return wanted > 0;
  }

  /** Returns true if it has all its samples, or its number of indices is given. */
  boolean hasEnded() {
    return wanted == 0 || end >= 0;
  }

  /** Returns the number of indices, the last of which has its last sample. */
  long end() {
    return end;
  }

  long made() {
    return made;
  }

  /** Returns the index, among those of all entries, up to which everything is known of it. */
  long knownTo() {
    return hasEnded() ? Long.MAX_VALUE : first + made;
  }

  /**
   * Returns the number of indices at which it has run dry; -1 if it has not.
   *
   * @param sure the index, among those of all entries, up to which is known what ends where
   */
  long dryAt(long sure) {
    for (long stretch = stretch(); 2 * stretch <= made; stretch *= 2) {
      boolean endsBefore = end >= 0 && end <= 2 * stretch;
      if (endsBefore || first + 2 * stretch > sure) {
        return -1;
      }
      if (newKeys(stretch, 2 * stretch) < LEAST_NEW * stretch) {
        return 2 * stretch;
      }
    }
    return -1;
  }

  /** Returns the number of keys that come first within some of its indices. */
  long newKeys(long from, long to) {
    return own.get((int) from, (int) to).cardinality();
  }

  /** Returns the number of indices behind which a stretch ends that tells whether it is dry. */
  private long stretch() {
    return Math.max(SMALLEST_STRETCH, wanted);
  }

  /**
   * Returns the number of indices to look at next: about as many as will do, and no more than up to
   * the end of the next stretch.
   */
  long next() {
    long half = made / 2;
    double rate = Math.max(0.005, (double) newKeys(half, made) / Math.max(1, made - half));
    long more = (long) ((wanted - counted) / rate * 1.05) + 64;
    long next = made + Math.max(made / 16, Math.min(more, 3 * made));
    long stretch = stretch();
    while (2 * stretch <= made) {
      stretch *= 2;
    }
    return Math.min(next, Math.min(2 * stretch, MOST_INDICES));
  }

  /** Returns the number of samples that are left of those looked at. */
  long counted() {
    return counted;
  }

  long wanted() {
    return wanted;
  }

  /** Returns the number of indices that reach an index among those of all entries. */
  long reaching(long index) {
    return Math.max(0, index - first);
  }
}
