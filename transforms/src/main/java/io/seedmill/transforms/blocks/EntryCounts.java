package io.seedmill.transforms.blocks;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeMap;

/** The fate of the samples of each entry, by the entry's position in the plan. */
public final class EntryCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long[] unique;
  private final long[] duplicates;
  private final long[] known;
  private final long[] failed;
  private final long[] bytes;
  private final TreeMap<Integer, Ended> ended = new TreeMap<>();

  /** By the number of a field that makes samples equal; behind the last, of all of them. */
  private final TreeMap<Integer, Long> lacking = new TreeMap<>();

  private final TreeMap<Integer, Long> numbersAsText = new TreeMap<>();
  private final TreeMap<Integer, Long> nearTimeLimit = new TreeMap<>();
  private final TreeMap<Integer, Long> notConnected = new TreeMap<>();
  private final TreeMap<Integer, Long> contaminated = new TreeMap<>();
  private final TreeMap<Integer, Long> nearDuplicates = new TreeMap<>();
  private final Collisions collisions;
  private final ShardTimes shardTimes = new ShardTimes();

  /** All counts zero. */
  public EntryCounts(int entries) {
    unique = new long[entries];
    duplicates = new long[entries];
    known = new long[entries];
    failed = new long[entries];
    bytes = new long[entries];
    collisions = new Collisions(entries);
  }

  /** Copies counts. */
  public EntryCounts(EntryCounts other) {
    this(other.unique.length);
    add(other);
  }

  /** Samples of the entry that are in the dataset. */
  public long unique(int entry) {
    return unique[entry];
  }

  /** Returns the bytes of these samples, as lines of JSON. */
  public long bytes(int entry) {
    return bytes[entry];
  }

  /** Returns the time that shards took. */
  public ShardTimes shardTimes() {
    return shardTimes;
  }

  /** Samples of the entry that lost to an equal one of this run. */
  public long duplicates(int entry) {
    return duplicates[entry];
  }

  /** Returns the samples that are equal to others. */
  public Collisions collisions() {
    return collisions;
  }

  /** Samples of the entry that an earlier run published. */
  public long known(int entry) {
    return known[entry];
  }

  /** Returns the number of samples of the entry that repeat evaluation texts. */
  public long contaminated(int entry) {
    return contaminated.getOrDefault(entry, 0L);
  }

  /** Returns the number of samples of the entry that are much like another one. */
  public long nearDuplicates(int entry) {
    return nearDuplicates.getOrDefault(entry, 0L);
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

  /** Returns the number of indices of all entries whose host could not be connected to. */
  public long notConnected() {
    return notConnected.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Adds to a count of an entry.
   *
   * @param counted the number of a field that samples lack, or another of {@link RecordFormat}
   */
  public void addCount(int entry, int counted, long count) {
    if (shardTimes.addCount(entry, counted, count)) {
      return;
    }
    switch (counted) {
      case RecordFormat.NUMBERS_AS_TEXT -> numbersAsText.merge(entry, count, Long::sum);
      case RecordFormat.DUPLICATES -> addDuplicates(entry, count);
      case RecordFormat.KNOWN -> known[entry] += count;
      case RecordFormat.NEAR_TIME_LIMIT -> nearTimeLimit.merge(entry, count, Long::sum);
      case RecordFormat.NOT_CONNECTED -> notConnected.merge(entry, count, Long::sum);
      case RecordFormat.HITS_OF_FAILED -> addAnswers(entry, count, 0);
      case RecordFormat.MISSES_OF_FAILED -> addAnswers(entry, 0, count);
      default -> lacking.merge(counted, count, Long::sum);
    }
  }

  private void addAnswers(int entry, long hits, long misses) {
    FetchCounts answers = FetchCounts.of(hits, misses, 0, 0);
    ended.merge(entry, new Ended(0, answers), Ended::plus);
  }

  /** Returns the count of the entry's answers that came near a time limit. */
  public long nearTimeLimit(int entry) {
    return nearTimeLimit.getOrDefault(entry, 0L);
  }

  /** Returns how many samples lack the field with a number. */
  public long lacking(int field) {
    return lacking.getOrDefault(field, 0L);
  }

  /** Adds all counts of another bucket to these. */
  public void add(EntryCounts other) {
    for (int entry = 0; entry < unique.length; entry++) {
      unique[entry] += other.unique[entry];
      duplicates[entry] += other.duplicates[entry];
      known[entry] += other.known[entry];
      failed[entry] += other.failed[entry];
      bytes[entry] += other.bytes[entry];
    }
    other.lacking.forEach((field, samples) -> lacking.merge(field, samples, Long::sum));
    other.numbersAsText.forEach((entry, count) -> numbersAsText.merge(entry, count, Long::sum));
    other.nearTimeLimit.forEach((entry, count) -> nearTimeLimit.merge(entry, count, Long::sum));
    other.notConnected.forEach((entry, count) -> notConnected.merge(entry, count, Long::sum));
    other.contaminated.forEach((entry, count) -> contaminated.merge(entry, count, Long::sum));
    other.nearDuplicates.forEach((entry, count) -> nearDuplicates.merge(entry, count, Long::sum));
    collisions.add(other.collisions);
    shardTimes.add(other.shardTimes);
    other.ended.forEach((entry, more) -> ended.merge(entry, more, Ended::plus));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EntryCounts counts
        && Arrays.equals(unique, counts.unique)
        && Arrays.equals(duplicates, counts.duplicates)
        && Arrays.equals(known, counts.known)
        && Arrays.equals(failed, counts.failed)
        && Arrays.equals(bytes, counts.bytes)
        && ended.equals(counts.ended)
        && lacking.equals(counts.lacking)
        && numbersAsText.equals(counts.numbersAsText)
        && nearTimeLimit.equals(counts.nearTimeLimit)
        && notConnected.equals(counts.notConnected)
        && contaminated.equals(counts.contaminated)
        && nearDuplicates.equals(counts.nearDuplicates)
        && collisions.equals(counts.collisions)
        && shardTimes.equals(counts.shardTimes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.hashCode(unique),
        Arrays.hashCode(duplicates),
        Arrays.hashCode(known),
        Arrays.hashCode(failed),
        Arrays.hashCode(bytes),
        ended,
        lacking,
        numbersAsText,
        nearTimeLimit,
        notConnected,
        contaminated,
        nearDuplicates,
        collisions,
        shardTimes);
  }

  public void addEnded(int entry, FetchCounts fetched) {
    ended.merge(entry, new Ended(1, fetched), Ended::plus);
  }

  /** Adds a sample that is in the dataset, whose line has so many bytes. */
  public void addUnique(int entry, int lineBytes) {
    unique[entry]++;
    bytes[entry] += lineBytes;
  }

  public void addDuplicates(int entry, long samples) {
    duplicates[entry] += samples;
  }

  public void addKnown(int entry) {
    known[entry]++;
  }

  public void addContaminated(int entry) {
    contaminated.merge(entry, 1L, Long::sum);
  }

  /** Turns a unique sample of the entry into one that is much like another. */
  public void addNearDuplicate(int entry, int lineBytes) {
    unique[entry]--;
    bytes[entry] -= lineBytes;
    nearDuplicates.merge(entry, 1L, Long::sum);
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
