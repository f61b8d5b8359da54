package io.seedmill.transforms.evaluation;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a text, once it is normalised: Unicode's form NFKC, lower case. A word is a run of
 * letters, marks and digits; all else parts words. Scripts that put no blanks between words, such
 * as Chinese, Japanese and Thai, have a word for each letter.
 *
 * <p>Runs of words are told apart by a hash of 64 bits, which is the same in every process.
 */
final class Words {

  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private static final Set<UnicodeScript> WITHOUT_BLANKS =
      Set.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TIBETAN);

  private String text = "";
  private long[] hashes = new long[64];
  private int[] begins = new int[64];
  private int[] ends = new int[64];
  private int count;

  /** Reads a text in place of the one before. */
  void read(String given) {
    text = normalised(given);
    count = 0;
    int begin = -1;
    long hash = 0;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      int next = at + Character.charCount(point);
      boolean alone = point > 0x7f && Character.isLetter(point) && standsAlone(point);
      if (begin >= 0 && (alone || !isOfWord(point))) {
        add(begin, at, hash);
        begin = -1;
      }
      if (alone) {
        add(at, next, mixed(point));
      } else if (isOfWord(point)) {
        hash = begin < 0 ? mixed(point) : mixed(hash * 31 + point);
        begin = begin < 0 ? at : begin;
      }
      at = next;
    }
    if (begin >= 0) {
      add(begin, text.length(), hash);
    }
  }

  private static String normalised(String given) {
    boolean isAscii = true;
    boolean isLower = true;
    for (int i = 0; i < given.length(); i++) {
      char c = given.charAt(i);
      isAscii &= c < 0x80;
      isLower &= c < 'A' || c > 'Z';
    }
    if (isAscii) {
      return isLower ? given : given.toLowerCase(Locale.ROOT);
    }
    return Normalizer.normalize(given, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private static boolean standsAlone(int point) {
    return WITHOUT_BLANKS.contains(UnicodeScript.of(point));
  }

  private static boolean isOfWord(int point) {
    if (point < 0x80) {
      return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
    }
    int type = Character.getType(point);
    return Character.isLetterOrDigit(point)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private void add(int begin, int end, long hash) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
      begins = Arrays.copyOf(begins, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    hashes[count] = hash;
    begins[count] = begin;
    ends[count++] = end;
  }

  /** Returns the number of words. */
  int count() {
    return count;
  }

  /** Returns some words, with a blank between them. */
  String text(int first, int words) {
    StringBuilder shown = new StringBuilder();
    for (int word = first; word < first + words; word++) {
      shown.append(word == first ? "" : " ").append(text, begins[word], ends[word]);
    }
    return shown.toString();
  }

  /** Takes the hash of a run of words. */
  @FunctionalInterface
  interface RunSink {

    /** Returns true to go on. */
    boolean accept(int first, long hash);
  }

  /** Tells the hashes of all runs of {@code length} words, in order; none where it has fewer. */
  void runs(int length, RunSink sink) {
    long outgoing = 1;
    for (int i = 1; i < length; i++) {
      outgoing *= FACTOR;
    }
    long run = 0;
    for (int word = 0; word < count; word++) {
      if (word >= length) {
        run -= hashes[word - length] * outgoing;
      }
      run = run * FACTOR + hashes[word];
      int first = word - length + 1;
      if (first >= 0 && !sink.accept(first, mixed(run + length))) {
        return;
      }
    }
  }

  /** The finalizer of SplitMix64. */
  private static long mixed(long value) {
    long z = value + FACTOR;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
