package io.seedmill.transforms.write;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/** The unique samples of each split and entry. */
public final class SplitCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TreeMap<Integer, TreeMap<Integer, Long>> samples = new TreeMap<>();
  private long lacking;

  void add(int split, int generator, boolean lacksAll) {
    samples.computeIfAbsent(split, unseen -> new TreeMap<>()).merge(generator, 1L, Long::sum);
    lacking += lacksAll ? 1 : 0;
  }

  /** Adds all counts of another bucket to these. */
  public void add(SplitCounts other) {
    other.samples.forEach(
        (split, counts) ->
            counts.forEach(
                (generator, count) ->
                    samples
                        .computeIfAbsent(split, unseen -> new TreeMap<>())
                        .merge(generator, count, Long::sum)));
    lacking += other.lacking;
  }

  /** Returns the samples of a split by the number of their entry, for entries that have some. */
  public Map<Integer, Long> of(int split) {
    return samples.getOrDefault(split, new TreeMap<>());
  }

  /** Returns how many samples lack all fields that would keep them together with others. */
  public long lacking() {
    return lacking;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SplitCounts counts
        && samples.equals(counts.samples)
        && lacking == counts.lacking;
  }

  @Override
  public int hashCode() {
    return samples.hashCode() + Long.hashCode(lacking);
  }
}
