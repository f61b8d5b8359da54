package io.seedmill.transforms.near;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The texts that have each hash of a band, in the order in which they were added. Most hashes are
 * those of one text, which then stands in the table itself; the others have a list, whose texts lie
 * side by side in memory.
 */
final class Postings {

  private static final int[] NONE = new int[1];

  private int[] hashes = new int[1024];

  /** By slot of the table: 0 if it is free, else a text, plus 1, or a list, as its complement. */
  private int[] values = new int[1024];

  /** Each begins with its length. */
  private final List<int[]> lists = new ArrayList<>();

  private final int[] one = new int[2];
  private int used;

  /** Adds a text. */
  void add(int hash, int text) {
    int slot = slot(hash);
    int value = values[slot];
    if (value == 0) {
      hashes[slot] = hash;
      values[slot] = text + 1;
      used++;
      if (3 * used > 2 * values.length) {
        grow();
      }
    } else if (value > 0) {
      values[slot] = ~lists.size();
      lists.add(new int[] {2, value - 1, text});
    } else {
      int[] list = lists.get(~value);
      if (++list[0] == list.length) {
        list = Arrays.copyOf(list, 2 * list.length);
        lists.set(~value, list);
      }
      list[list[0]] = text;
    }
  }

  /** Returns the number of texts that have a hash, and behind it the texts; not to be changed. */
  int[] of(int hash) {
    int value = values[slot(hash)];
    if (value == 0) {
      return NONE;
    }
    if (value < 0) {
      return lists.get(~value);
    }
    one[0] = 1;
    one[1] = value - 1;
    return one;
  }

  private int slot(int hash) {
    int slot = hash & (values.length - 1);
    while (values[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (values.length - 1);
    }
    return slot;
  }

  private void grow() {
    int[] oldHashes = hashes;
    int[] oldValues = values;
    hashes = new int[2 * oldHashes.length];
    values = new int[2 * oldValues.length];
    for (int old = 0; old < oldValues.length; old++) {
      if (oldValues[old] != 0) {
        int slot = slot(oldHashes[old]);
        hashes[slot] = oldHashes[old];
        values[slot] = oldValues[old];
      }
    }
  }
}
