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
    Arrays.sort(hashes, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        hashes[distinct++] = hashes[i];
      }
    }
    count = distinct;
  }

  int count() {
    return count;
  }

  long hash(int shingle) {
    return hashes[shingle];
  }

  /** Returns the number of runs that both texts have. */
  int shared(Shingles other) {
    int shared = 0;
    int i = 0;
    int j = 0;
    while (i < count && j < other.count) {
      long a = hashes[i];
      long b = other.hashes[j];
      shared += a == b ? 1 : 0;
      i += a <= b ? 1 : 0;
      j += b <= a ? 1 : 0;
    }
    return shared;
  }

  /** The finalizer of SplitMix64. */
  static long mixed(long value) {
    long z = value + FACTOR;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
