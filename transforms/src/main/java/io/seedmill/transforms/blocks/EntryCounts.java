package io.seedmill.transforms.blocks;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeMap;

/** What became of the samples of each entry, by the entry's position in the plan. */
public final class EntryCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long[] unique;
  private final long[] duplicates;
  private final long[] known;
  private final long[] failed;
  private final TreeMap<Integer, Ended> ended = new TreeMap<>();

  /** By the number of a field that makes samples equal; behind the last, of all of them. */
  private final TreeMap<Integer, Long> lacking = new TreeMap<>();

  private final TreeMap<Integer, Long> numbersAsText = new TreeMap<>();
  private final TreeMap<Integer, Long> nearTimeLimit = new TreeMap<>();

  /** All counts zero. */
  public EntryCounts(int entries) {
    unique = new long[entries];
    duplicates = new long[entries];
    known = new long[entries];
    failed = new long[entries];
  }

  /** Samples of the entry that are in the dataset. */
  public long unique(int entry) {
    return unique[entry];
  }

  /** Samples of the entry that lost to an equal one of this run. */
  public long duplicates(int entry) {
    return duplicates[entry];
  }

  /** Samples of the entry that an earlier run published. */
  public long known(int entry) {
    return known[entry];
  }

  /** Indices of the entry that have no sample. */
  public long failed(int entry) {
    return failed[entry];
  }

  /** Indices of the entry that have all their samples, where they may have several. */
  public long ended(int entry) {
    Ended found = ended.get(entry);
    return found == null ? 0 : found.indices();
  }

  /** Returns the origin of the entry's answers. */
  public FetchCounts fetched(int entry) {
    Ended found = ended.get(entry);
    return found == null ? FetchCounts.NONE : found.fetched();
  }

  /** Returns the count of numbers in the entry's samples that became text. */
  public long numbersAsText(int entry) {
    return numbersAsText.getOrDefault(entry, 0L);
  }

  /** Adds to the numbers in the entry's samples that became text. */
  public void addNumbersAsText(int entry, long numbers) {
    numbersAsText.merge(entry, numbers, Long::sum);
  }

  /** Returns the count of the entry's answers that came near a time limit. */
  public long nearTimeLimit(int entry) {
    return nearTimeLimit.getOrDefault(entry, 0L);
  }

  /** Adds to the entry's answers that came near a time limit. */
  public void addNearTimeLimit(int entry, long answers) {
    nearTimeLimit.merge(entry, answers, Long::sum);
  }

  /** Returns how many samples lack the field with a number. */
  public long lacking(int field) {
    return lacking.getOrDefault(field, 0L);
  }

  /** Adds to the samples that lack the field with a number. */
  public void addLacking(int field, long samples) {
    lacking.merge(field, samples, Long::sum);
  }

  /** Adds all counts of another bucket to these. */
  public void add(EntryCounts other) {
    for (int entry = 0; entry < unique.length; entry++) {
      unique[entry] += other.unique[entry];
      duplicates[entry] += other.duplicates[entry];
      known[entry] += other.known[entry];
      failed[entry] += other.failed[entry];
    }
    other.lacking.forEach(this::addLacking);
    other.numbersAsText.forEach(this::addNumbersAsText);
    other.nearTimeLimit.forEach(this::addNearTimeLimit);
    other.ended.forEach((entry, more) -> ended.merge(entry, more, Ended::plus));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EntryCounts counts
        && Arrays.equals(unique, counts.unique)
        && Arrays.equals(duplicates, counts.duplicates)
        && Arrays.equals(known, counts.known)
        && Arrays.equals(failed, counts.failed)
        && ended.equals(counts.ended)
        && lacking.equals(counts.lacking)
        && numbersAsText.equals(counts.numbersAsText)
        && nearTimeLimit.equals(counts.nearTimeLimit);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.hashCode(unique),
        Arrays.hashCode(duplicates),
        Arrays.hashCode(known),
        Arrays.hashCode(failed),
        ended,
        lacking,
        numbersAsText,
        nearTimeLimit);
  }

  public void addEnded(int entry, FetchCounts fetched) {
    ended.merge(entry, new Ended(1, fetched), Ended::plus);
  }

  public void addUnique(int entry) {
    unique[entry]++;
  }

  public void addDuplicates(int entry, long samples) {
    duplicates[entry] += samples;
  }

  public void addKnown(int entry) {
    known[entry]++;
  }

  public void addFailed(int entry) {
    failed[entry]++;
  }

  private record Ended(long indices, FetchCounts fetched) implements Serializable {

    Ended plus(Ended more) {
      return new Ended(indices + more.indices, fetched.plus(more.fetched));
    }
  }
}
