package io.seedmill.pipeline.unique;

import io.seedmill.transforms.dedupe.FirstsFile;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Counts the samples that are left of entries which end as soon as they have enough.
 *
 * <p>Samples are looked at in the order of their index, and of one index in the order of their
 * entries. One stays if no sample before it that counts has its key. An entry ends with the index
 * at which it has as many as it wants, and no sample behind its end counts. So the ends depend on
 * the samples alone, not on how many indices were looked at beyond them.
 */
public final class UniqueCount {

  private static final int MOST_KEYS = 1 << 30;

  private final List<UniqueEntry> entries = new ArrayList<>();
  private int sharedKeys;

  /**
   * An entry of the plan.
   *
   * @param first the first index that it asks for
   * @param wanted how many unique samples; 0 where its number of indices is given
   * @param made how many indices were looked at
   */
  public record Looked(long first, long wanted, long made) {}

  private UniqueCount(List<Looked> looked) {
    for (Looked entry : looked) {
      entries.add(new UniqueEntry(entries.size(), entry.first(), entry.wanted(), entry.made()));
    }
  }

  /**
   * Counts.
   *
   * @param looked the entries, in the order of the plan
   * @param storage holds the files
   * @param files for each bucket its files, see {@link FirstsFile}
   */
  public static UniqueCount of(
      List<Looked> looked, Storage storage, Map<Integer, ? extends Collection<String>> files)
      throws IOException {
    UniqueCount count = new UniqueCount(looked);
    for (Collection<String> bucket : files.values()) {
      count.read(storage, bucket);
    }
    count.end();
    return count;
  }

  private void read(Storage storage, Collection<String> paths) throws IOException {
    List<FirstsFile> readers = new ArrayList<>();
    try {
      PriorityQueue<FirstsFile> smallest = new PriorityQueue<>(FirstsFile::compareKey);
      for (String path : paths) {
        FirstsFile reader = new FirstsFile(storage, path);
        readers.add(reader);
        if (reader.next()) {
          smallest.add(reader);
        }
      }
      TreeMap<Integer, Long> firsts = new TreeMap<>();
      while (!smallest.isEmpty()) {
        long high = smallest.peek().keyHigh();
        long low = smallest.peek().keyLow();
        firsts.clear();
        while (!smallest.isEmpty()
            && smallest.peek().keyHigh() == high
            && smallest.peek().keyLow() == low) {
          FirstsFile reader = smallest.poll();
          firsts.merge(reader.entry(), reader.index(), Math::min);
          if (reader.next()) {
            smallest.add(reader);
          }
        }
        add(firsts);
      }
    } finally {
      for (FirstsFile reader : readers) {
        reader.close();
      }
    }
  }

  private void add(Map<Integer, Long> firsts) {
    if (firsts.size() == 1) {
      firsts.forEach((entry, index) -> entries.get(entry).addAlone(index));
      return;
    }
    if (sharedKeys == MOST_KEYS) {
      throw new IllegalStateException("more than " + MOST_KEYS + " keys are in several entries");
    }
    int key = sharedKeys++;
    firsts.forEach((entry, index) -> entries.get(entry).addClaim(index, key));
  }

  private void end() {
    PriorityQueue<UniqueEntry> next =
        new PriorityQueue<>(
            Comparator.comparingLong(UniqueEntry::claimIndex)
                .thenComparingInt(UniqueEntry::position));
    for (UniqueEntry entry : entries) {
      entry.sortClaims();
      if (entry.hasClaim()) {
        next.add(entry);
      }
    }
    BitSet taken = new BitSet();
    while (!next.isEmpty()) {
      UniqueEntry entry = next.poll();
      entry.takeClaim(taken);
      if (entry.hasClaim()) {
        next.add(entry);
      }
    }
    entries.forEach(UniqueEntry::countRest);
  }

  /** Returns true if every entry has what it wants. */
  public boolean isDone() {
    return entries.stream().allMatch(UniqueEntry::hasEnded);
  }

  /** Returns the number of indices of an entry that has what it wants. */
  public long end(int entry) {
    return entries.get(entry).end();
  }

  /** Returns the number of samples that are left of those of an entry that were looked at. */
  public long counted(int entry) {
    return entries.get(entry).counted();
  }

  /**
   * Returns the number of indices at which an entry has run dry: of the second half of them, fewer
   * than 1% have a key that the entry did not have before. Empty where it has not, or where that is
   * not sure yet.
   */
  public OptionalLong dryAt(int entry) {
    UniqueEntry looked = entries.get(entry);
    if (!looked.isWanted()) {
      return OptionalLong.empty();
    }
    if (!looked.hasEnded() && looked.made() >= UniqueEntry.MOST_INDICES) {
      return OptionalLong.of(looked.made());
    }
    long dry = looked.dryAt(sure());
    return dry < 0 ? OptionalLong.empty() : OptionalLong.of(dry);
  }

  /** Returns the number of keys that come first in an entry within some of its indices. */
  public long newKeys(int entry, long from, long to) {
    return entries.get(entry).newKeys(from, to);
  }

  /** Returns the number of indices of an entry to look at next. */
  public long next(int entry) {
    UniqueEntry looked = entries.get(entry);
    if (looked.hasEnded()) {
      return looked.made();
    }
    long next = looked.next();
    for (UniqueEntry other : entries) { // whether it is dry is sure where all others are known
      if (!other.hasEnded() && other.dryAt(Long.MAX_VALUE) >= 0) {
        next = Math.max(next, Math.min(looked.reaching(other.knownTo()), UniqueEntry.MOST_INDICES));
      }
    }
    return next;
  }

  private long sure() {
    return entries.stream().mapToLong(UniqueEntry::knownTo).min().orElse(Long.MAX_VALUE);
  }
}
