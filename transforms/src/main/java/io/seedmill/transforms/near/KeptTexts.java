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

  /** Standard deviations by which two sketches may differ more than near duplicates do. */
  private static final double DEVIATIONS = 4.5;

  private static final int BYTES_BESIDES = 120;

  private final NearRule rule;
  private final int bands;
  private final int fewestBits;
  private final Shingles own;
  private final Shingles others;
  private final List<byte[]> texts = new ArrayList<>();
  private final List<byte[]> whos = new ArrayList<>();

  /** By band: the last sample with a hash, and for each sample the one before it, plus 1. */
  private int[][] heads;

  private int[][] previous;
  private int[][] hashes;

  /** By sample: how many shingles it has; 0 until it is counted. */
  private int[] sizes = new int[1024];

  private long[] sketches = new long[1024 * Signature.SKETCH_LONGS];
  private int[] seen = new int[1024];
  private int[] candidates = new int[1024];
  private int[] likes = new int[1024];
  private int mark;
  private long bytes;
  private double similarity;

  KeptTexts(NearRule rule) {
    this.rule = rule;
    this.bands = rule.bands();
    this.own = new Shingles(rule.characters());
    this.others = new Shingles(rule.characters());
    double agreeing = (1 + rule.threshold()) / 2;
    double bits = Long.SIZE * Signature.SKETCH_LONGS;
    this.fewestBits =
        (int) (bits * agreeing - DEVIATIONS * Math.sqrt(bits * agreeing * (1 - agreeing)));
    clear();
  }

  /** Forgets all. */
  void clear() {
    texts.clear();
    whos.clear();
    heads = new int[bands][2 * sizes.length];
    previous = new int[bands][sizes.length];
    hashes = new int[bands][sizes.length];
    Arrays.fill(seen, 0);
    Arrays.fill(likes, 0);
    mark = 0;
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
    int slot = texts.size();
    if (slot == sizes.length) {
      grow();
    }
    texts.add(text.text());
    whos.add(text.who());
    sizes[slot] = 0;
    System.arraycopy(
        text.sketch(), 0, sketches, slot * Signature.SKETCH_LONGS, Signature.SKETCH_LONGS);
    for (int band = 0; band < bands; band++) {
      hashes[band][slot] = text.bands()[band];
      link(band, slot);
    }
    bytes += BYTES_BESIDES + text.text().length + text.who().length + 18L * bands;
  }

  private void link(int band, int slot) {
    int[] head = heads[band];
    int at = hashes[band][slot] & (head.length - 1);
    previous[band][slot] = head[at];
    head[at] = slot + 1;
  }

  private void grow() {
    int capacity = 2 * sizes.length;
    sizes = Arrays.copyOf(sizes, capacity);
    sketches = Arrays.copyOf(sketches, capacity * Signature.SKETCH_LONGS);
    seen = Arrays.copyOf(seen, capacity);
    likes = Arrays.copyOf(likes, capacity);
    candidates = Arrays.copyOf(candidates, capacity);
    for (int band = 0; band < bands; band++) {
      previous[band] = Arrays.copyOf(previous[band], capacity);
      hashes[band] = Arrays.copyOf(hashes[band], capacity);
      heads[band] = new int[2 * capacity];
      for (int slot = 0; slot < texts.size(); slot++) {
        link(band, slot);
      }
    }
  }

  /** Returns the first kept sample that another one is near to; -1 if there is none. */
  int find(SignedText text) {
    int found = candidates(text);
    if (found == 0) {
      return -1;
    }
    Arrays.sort(candidates, 0, found);
    own.read(text.string());
    for (int i = 0; i < found; i++) {
      if (isNear(candidates[i])) {
        likes[candidates[i]]++;
        return candidates[i];
      }
    }
    return -1;
  }

  private boolean isNear(int kept) {
    String text = new String(texts.get(kept), StandardCharsets.UTF_8);
    if (sizes[kept] == 0) {
      others.read(text);
      sizes[kept] = others.count();
    } else if (canBeNear(sizes[kept])) {
      others.readRuns(text);
    }
    if (!canBeNear(sizes[kept])) {
      return false;
    }
    int both = own.count() + sizes[kept];
    int shared = own.sharedRuns(others, rule.fewestShared(both));
    similarity = (double) shared / (both - shared);
    return rule.holds(shared, both - shared);
  }

  /** Sets whose sizes differ much share too little, even if one holds the other. */
  private boolean canBeNear(int size) {
    return rule.holds(Math.min(size, own.count()), Math.max(size, own.count()));
  }

  private int candidates(SignedText text) {
    int found = 0;
    mark++;
    for (int band = 0; band < bands; band++) {
      int hash = text.bands()[band];
      int[] hashesOfBand = hashes[band];
      int[] previousOfBand = previous[band];
      int slot = heads[band][hash & (heads[band].length - 1)] - 1;
      for (; slot >= 0; slot = previousOfBand[slot] - 1) {
        if (hashesOfBand[slot] == hash && seen[slot] != mark) {
          seen[slot] = mark;
          if (agrees(slot, text.sketch())) {
            candidates[found++] = slot;
          }
        }
      }
    }
    return found;
  }

  private boolean agrees(int slot, long[] sketch) {
    int differing = 0;
    for (int i = 0; i < Signature.SKETCH_LONGS; i++) {
      differing += Long.bitCount(sketch[i] ^ sketches[slot * Signature.SKETCH_LONGS + i]);
    }
    return Long.SIZE * Signature.SKETCH_LONGS - differing >= fewestBits;
  }
}
