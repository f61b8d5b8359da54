package io.seedmill.transforms.near;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Texts by the hashes of their bands, numbered in the order in which they were added. Most hashes
 * are those of one text, which then stands in the table itself. The others have a list, in which
 * each text has some bits of its sketch beside it, so that a look at all of them reads memory in a
 * row.
 */
final class Postings {

  private static final int ENTRY = 1 + Signature.FOLD;

  /**
   * By slot: a hash in the upper half; in the lower half 0 if the slot is free, else a text, plus
   * 1, or a list, as its complement.
   */
  private long[] table = new long[1024];

  /** Each begins with its own length in use; an entry is a text and the bits of its sketch. */
  private final List<int[]> lists = new ArrayList<>();

  /** By text: the bits of its sketch that lists have. */
  private int[] folds = new int[1024 * Signature.FOLD];

  private int texts;
  private int used;
  private int[] found = new int[1024];

  /** Is there so that the compiler leaves the reading in. */
  @SuppressWarnings("UnusedVariable")
  private long fetched;

  /** Adds the next text. */
  void add(Signature signature) {
    if ((texts + 1) * Signature.FOLD > folds.length) {
      folds = Arrays.copyOf(folds, 2 * folds.length);
    }
    System.arraycopy(signature.fold(), 0, folds, texts * Signature.FOLD, Signature.FOLD);
    for (int hash : signature.bands()) {
      add(hash, texts);
    }
    texts++;
  }

  private void add(int hash, int text) {
    int slot = slot(hash);
    int value = (int) table[slot];
    if (value == 0) {
      table[slot] = entry(hash, text + 1);
      used++;
      if (2 * used > table.length) {
        grow();
      }
      return;
    }
    if (value > 0) {
      table[slot] = entry(hash, ~lists.size());
      lists.add(appended(new int[] {1}, value - 1));
    }
    int list = ~(int) table[slot];
    lists.set(list, appended(lists.get(list), text));
  }

  private static long entry(int hash, int value) {
    return (long) hash << Integer.SIZE | Integer.toUnsignedLong(value);
  }

  private int[] appended(int[] list, int text) {
    int end = list[0];
    int[] longer = end + ENTRY > list.length ? Arrays.copyOf(list, 2 * end + ENTRY) : list;
    longer[end] = text;
    System.arraycopy(folds, text * Signature.FOLD, longer, end + 1, Signature.FOLD);
    longer[0] = end + ENTRY;
    return longer;
  }

  /** Returns the number of texts that have a hash. */
  int count(int hash) {
    int value = (int) table[slot(hash)];
    return value >= 0 ? Integer.signum(value) : (lists.get(~value)[0] - 1) / ENTRY;
  }

  /**
   * Finds texts that share a band with another one, but for those whose sketches show that they are
   * too far from it. A text stands there for each band that it shares.
   *
   * @param most in how many bits sketches of near texts differ
   * @return how many there are
   */
  int find(Signature signature, int most) {
    fetch(signature.bands());
    int[] fold = signature.fold();
    int end = 0;
    for (int hash : signature.bands()) {
      int room = end + count(hash) + 1;
      if (room > found.length) {
        found = Arrays.copyOf(found, 2 * room);
      }
      int value = (int) table[slot(hash)];
      if (value < 0) {
        end = find(lists.get(~value), fold, most, end);
      } else if (value > 0) {
        found[end++] = value - 1;
      }
    }
    return end;
  }

  /** Returns one of the texts that were found last. */
  int found(int number) {
    return found[number];
  }

  /** Reads all places of the table at once, since each is far from the others in memory. */
  private void fetch(int[] hashes) {
    long all = 0;
    for (int hash : hashes) {
      all ^= table[hash & (table.length - 1)];
    }
    fetched = all;
  }

  /** Looks at a list. The loop has no branch, which the processor could not foresee. */
  private int find(int[] list, int[] fold, int most, int end) {
    int next = end;
    for (int at = 1; at < list[0]; at += ENTRY) {
      int differing =
          Integer.bitCount(list[at + 1] ^ fold[0])
              + Integer.bitCount(list[at + 2] ^ fold[1])
              + Integer.bitCount(list[at + 3] ^ fold[2])
              + Integer.bitCount(list[at + 4] ^ fold[3]);
      found[next] = list[at];
      next += (differing - most - 1) >>> (Integer.SIZE - 1);
    }
    return next;
  }

  private int slot(int hash) {
    int slot = hash & (table.length - 1);
    while ((int) table[slot] != 0 && (int) (table[slot] >>> Integer.SIZE) != hash) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] old = table;
    table = new long[2 * old.length];
    for (long entry : old) {
      if ((int) entry != 0) {
        table[slot((int) (entry >>> Integer.SIZE))] = entry;
      }
    }
  }
}
