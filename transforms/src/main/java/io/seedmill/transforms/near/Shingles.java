package io.seedmill.transforms.near;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The set of all runs of n characters of a text, once it is normalised: Unicode's form NFKC, lower
 * case, white space as one blank, none at either end. A shorter text is one run. Runs are told
 * apart by a hash of 64 bits, which is the same in every process.
 */
final class Shingles {

  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private final int characters;
  private final long outgoing;
  private long[] hashes = new long[256];
  private int count;
  private int[] points = new int[256];

  /** A hash table of the runs; a mark is 0 where it has none, or says who had the run last. */
  private long[] table = new long[1024];

  private int[] marks = new int[1024];
  private int mask;
  private int mark;

  Shingles(int characters) {
    this.characters = characters;
    long power = 1;
    for (int i = 1; i < characters; i++) {
      power *= FACTOR;
    }
    this.outgoing = power;
  }

  /** Returns a text in its normal form. */
  static String normalised(String text) {
    boolean isPlain = true;
    boolean blank = true;
    for (int i = 0; i < text.length() && isPlain; i++) {
      char c = text.charAt(i);
      isPlain = c < 0x7f && c >= ' ' && !(c == ' ' && blank) && (c < 'A' || c > 'Z');
      blank = c == ' ';
    }
    if (isPlain && !blank) {
      return text;
    }
    String composed = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    StringBuilder normal = new StringBuilder();
    boolean pending = false;
    for (int i = 0; i < composed.length(); i++) {
      char c = composed.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        pending = normal.length() > 0;
      } else {
        normal.append(pending ? " " : "").append(c);
        pending = false;
      }
    }
    return normal.toString();
  }

  /** Reads a text that is in its normal form in place of the one before. */
  void read(String text) {
    readRuns(text);
    Arrays.sort(hashes, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        hashes[distinct++] = hashes[i];
      }
    }
    count = distinct;
    mark = 0;
  }

  /** Does the same for {@link #sharedRuns} alone: runs that the text has twice are there twice. */
  void readRuns(String text) {
    if (points.length < text.length()) {
      points = new int[2 * text.length()];
    }
    int length = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(points[length - 1])) {
      points[length++] = text.codePointAt(at);
    }
    if (hashes.length < length + 1) {
      hashes = new long[2 * length];
    }
    count = 0;
    long run = 0;
    for (int at = 0; at < length; at++) {
      if (at >= characters) {
        run -= (points[at - characters] + 1) * outgoing;
      }
      run = run * FACTOR + points[at] + 1;
      if (at >= characters - 1) {
        hashes[count++] = mixed(run);
      }
    }
    if (length > 0 && length < characters) {
      hashes[count++] = mixed(run + length);
    }
  }

  int count() {
    return count;
  }

  long hash(int shingle) {
    return hashes[shingle];
  }

  /**
   * Returns the number of runs that this text shares with another, of which {@link #readRuns} has
   * read the runs; any smaller number if it is less than {@code fewest}.
   */
  int sharedRuns(Shingles other, int fewest) {
    if (mark == 0) {
      fillTable();
    }
    mark++;
    int shared = 0;
    for (int i = 0; i < other.count && shared + other.count - i >= fewest; i++) {
      int slot = slot(other.hashes[i]);
      if (marks[slot] != 0 && marks[slot] != mark) {
        marks[slot] = mark;
        shared++;
      }
    }
    return shared;
  }

  private void fillTable() {
    int capacity = Integer.highestOneBit(Math.max(1, count)) << 2;
    if (table.length < capacity) {
      table = new long[capacity];
      marks = new int[capacity];
    }
    Arrays.fill(marks, 0, capacity, 0);
    mask = capacity - 1;
    mark = 1;
    for (int i = 0; i < count; i++) {
      int slot = slot(hashes[i]);
      table[slot] = hashes[i];
      marks[slot] = mark;
    }
  }

  /** Returns where a run is in the table, or would be. */
  private int slot(long run) {
    int slot = (int) run & mask;
    while (marks[slot] != 0 && table[slot] != run) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The finalizer of SplitMix64. */
  static long mixed(long value) {
    long z = value + FACTOR;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
