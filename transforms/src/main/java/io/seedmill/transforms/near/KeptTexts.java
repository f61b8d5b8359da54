package io.seedmill.transforms.near;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples that are kept, in their order, by the bands of their signatures: locality-sensitive
 * hashing. A sample is compared with those that share a band, first with those that were kept
 * first.
 */
final class KeptTexts {

  private static final int BYTES_BESIDES = 120;
  private static final int BYTES_OF_BAND = 36;

  private final NearRule rule;
  private final Shingles own;
  private final Shingles others;
  private final List<byte[]> texts = new ArrayList<>();
  private final List<byte[]> whos = new ArrayList<>();
  private Postings postings;

  /** By text: the number of its runs, where its sketch begins, and how many are near to it. */
  private int[] runs = new int[1024];

  private int[] begins = new int[1024];
  private int[] likes = new int[1024];
  private long[] sketches = new long[1024 * 8];
  private int end;

  private int[] candidates = new int[1024];
  private long bytes;
  private double similarity;

  KeptTexts(NearRule rule) {
    this.rule = rule;
    this.own = new Shingles(rule.characters());
    this.others = new Shingles(rule.characters());
    clear();
  }

  /** Forgets all. */
  void clear() {
    texts.clear();
    whos.clear();
    postings = new Postings();
    Arrays.fill(likes, 0);
    end = 0;
    bytes = 0;
  }

  int size() {
    return texts.size();
  }

  /** Returns about how many bytes all take. */
  long bytes() {
    return bytes;
  }

  /** Returns the id, generator and index of a kept sample, as JSON. */
  String who(int kept) {
    return new String(whos.get(kept), StandardCharsets.UTF_8);
  }

  /** Returns the number of samples that were near a kept one. */
  int likes(int kept) {
    return likes[kept];
  }

  /** Returns the similarity that was found last. */
  double similarity() {
    return similarity;
  }

  /** Keeps a sample. */
  void add(SignedText text) {
    int number = texts.size();
    if (number == likes.length) {
      runs = Arrays.copyOf(runs, 2 * number);
      begins = Arrays.copyOf(begins, 2 * number);
      likes = Arrays.copyOf(likes, 2 * number);
    }
    Signature signature = text.signature();
    texts.add(text.text());
    whos.add(text.who());
    postings.add(signature);
    runs[number] = signature.runs();
    begins[number] = end;
    long[] sketch = signature.sketch();
    if (end + sketch.length > sketches.length) {
      sketches = Arrays.copyOf(sketches, 2 * (end + sketch.length));
    }
    System.arraycopy(sketch, 0, sketches, end, sketch.length);
    end += sketch.length;
    bytes += BYTES_BESIDES + text.text().length + text.who().length;
    bytes += (long) BYTES_OF_BAND * signature.bands().length + (long) Long.BYTES * sketch.length;
  }

  /** Returns the first kept sample that another one is near to; -1 if there is none. */
  int find(SignedText text) {
    int found = candidates(text.signature());
    if (found == 0) {
      return -1;
    }
    Arrays.sort(candidates, 0, found);
    own.read(text.string());
    for (int i = 0; i < found; i++) {
      if ((i == 0 || candidates[i] != candidates[i - 1]) && isNear(candidates[i])) {
        likes[candidates[i]]++;
        return candidates[i];
      }
    }
    return -1;
  }

  private boolean isNear(int kept) {
    others.readRuns(new String(texts.get(kept), StandardCharsets.UTF_8));
    int both = own.count() + runs[kept];
    int shared = own.sharedRuns(others, rule.fewestShared(both));
    similarity = (double) shared / (both - shared);
    return rule.holds(shared, both - shared);
  }

  /** Finds the kept samples that share a band and can be near, some of them more than once. */
  private int candidates(Signature signature) {
    int all = postings.find(signature, rule.mostDiffering(signature.runs()));
    if (all > candidates.length) {
      candidates = new int[2 * all];
    }
    int found = 0;
    for (int i = 0; i < all; i++) {
      int kept = postings.found(i);
      if (canBeNear(kept, signature)) {
        candidates[found++] = kept;
      }
    }
    return found;
  }

  private boolean canBeNear(int kept, Signature signature) {
    int both = runs[kept] + signature.runs();
    int most = Math.min(runs[kept], signature.runs());
    if (!rule.holds(most, both - most)) {
      return false;
    }
    int differing = differingBits(begins[kept], Signature.longs(runs[kept]), signature.sketch());
    int shared = (both - differing) / 2;
    return rule.holds(shared, both - shared);
  }

  /**
   * Returns the number of bits in which two sketches differ. The longer one is folded: its bit for
   * a hash is then that of the lower part of the hash.
   */
  private int differingBits(int begin, int longs, long[] other) {
    int differing = 0;
    if (longs == other.length) {
      for (int i = 0; i < longs; i++) {
        differing += Long.bitCount(sketches[begin + i] ^ other[i]);
      }
      return differing;
    }
    int shorter = Math.min(longs, other.length);
    for (int i = 0; i < shorter; i++) {
      long bits = 0;
      for (int j = i; j < longs; j += shorter) {
        bits ^= sketches[begin + j];
      }
      for (int j = i; j < other.length; j += shorter) {
        bits ^= other[j];
      }
      differing += Long.bitCount(bits);
    }
    return differing;
  }
}
