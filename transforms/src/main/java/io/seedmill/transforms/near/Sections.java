package io.seedmill.transforms.near;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.Preference;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts the order of samples into sections of about as many samples, each of which fits the memory.
 * In the order the index comes first and the entry second, or, where the entry listed first is
 * preferred, the other way round.
 *
 * @param preference the order
 * @param entries the entry in which each section but the first begins; empty where the index is
 *     first
 * @param indices the index with which it begins
 */
record Sections(Preference preference, int[] entries, long[] indices) implements Serializable {

  /** The most samples of a section, about. */
  static final int SAMPLES = 200_000;

  /** The first section of the samples of earlier runs, which come before all others. */
  static final int FIRST_EARLIER = Integer.MIN_VALUE;

  static Sections of(GenerationPlan plan) {
    return of(plan, SAMPLES);
  }

  static Sections of(GenerationPlan plan, int samples) {
    int sections = (int) Math.max(1, Math.min(1 << 14, (plan.samples() - 1) / samples + 1));
    return plan.preference() == Preference.LISTED
        ? listed(plan, sections)
        : byIndex(plan, sections);
  }

  private static Sections listed(GenerationPlan plan, int sections) {
    int[] entries = new int[sections - 1];
    long[] indices = new long[sections - 1];
    long before = 0;
    int next = 0;
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      for (IndexRange range : plan.entries().get(entry).ranges()) {
        for (; next < entries.length; next++) {
          long wanted = share(plan, next + 1, sections) - before;
          if (wanted >= range.size()) {
            break;
          }
          entries[next] = entry;
          indices[next] = range.first() + wanted;
        }
        before += range.size();
      }
    }
    return new Sections(plan.preference(), entries, indices);
  }

  /** A sweep over the ends of all ranges finds how many samples have a smaller index. */
  private static Sections byIndex(GenerationPlan plan, int sections) {
    List<long[]> edges = new ArrayList<>();
    for (GenerationPlan.Entry entry : plan.entries()) {
      for (IndexRange range : entry.ranges()) {
        edges.add(new long[] {range.first(), 1});
        edges.add(new long[] {range.end(), -1});
      }
    }
    edges.sort(Comparator.comparingLong(edge -> edge[0]));
    long[] indices = new long[sections - 1];
    long before = 0;
    long open = 0;
    int next = 0;
    for (int i = 0; i + 1 < edges.size(); i++) {
      open += edges.get(i)[1];
      long first = edges.get(i)[0];
      long all = open * (edges.get(i + 1)[0] - first);
      for (; next < indices.length && share(plan, next + 1, sections) < before + all; next++) {
        indices[next] = first + (share(plan, next + 1, sections) - before) / open;
      }
      before += all;
    }
    return new Sections(plan.preference(), new int[0], indices);
  }

  private static long share(GenerationPlan plan, int section, int sections) {
    return plan.samples() / sections * section;
  }

  /** Returns true if a section has samples of earlier runs. */
  static boolean isEarlier(int section) {
    return section < 0;
  }

  /** Returns the section of a sample of this run. */
  int of(int entry, long index) {
    if (preference != Preference.LISTED) {
      int found = Arrays.binarySearch(indices, index);
      while (found >= 0 && found + 1 < indices.length && indices[found + 1] == index) {
        found++;
      }
      return found >= 0 ? found + 1 : -found - 1;
    }
    int low = 0;
    int high = indices.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean isBehind =
          entries[middle] != entry ? entries[middle] < entry : indices[middle] <= index;
      low = isBehind ? middle + 1 : low;
      high = isBehind ? high : middle;
    }
    return low;
  }

  /** Returns the order of samples within a section. */
  Comparator<SignedText> order() {
    Comparator<SignedText> byEntry = Comparator.comparingInt(SignedText::entry);
    Comparator<SignedText> byIndex = Comparator.comparingLong(SignedText::index);
    return (preference == Preference.LISTED
            ? byEntry.thenComparing(byIndex)
            : byIndex.thenComparing(byEntry))
        .thenComparingInt(SignedText::ordinal);
  }
}
