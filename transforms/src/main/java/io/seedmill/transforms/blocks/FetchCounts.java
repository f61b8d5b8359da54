package io.seedmill.transforms.blocks;

import io.seedmill.generators.Fetched;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The origin of answers, in numbers that can be added.
 *
 * @param hits how many were in a cache
 * @param misses how many were asked for
 * @param firstMillis when the oldest of them was given, in milliseconds since 1970; 0 for none
 * @param lastMillis when the newest of them was; 0 for none
 * @param ends how many queries' pages ended in which way, see {@link Fetched.End#word}
 */
public record FetchCounts(
    long hits, long misses, long firstMillis, long lastMillis, SortedMap<String, Long> ends)
    implements Serializable {

  /** Nothing was asked for. */
  public static final FetchCounts NONE = new FetchCounts(0, 0, 0, 0, new TreeMap<>());

  public FetchCounts {
    ends = Collections.unmodifiableSortedMap(ends == null ? new TreeMap<>() : new TreeMap<>(ends));
  }

  /** Returns the counts of one answer. */
  public static FetchCounts of(Fetched fetched) {
    return new FetchCounts(
        fetched.hits(),
        fetched.misses(),
        fetched.first().toEpochMilli(),
        fetched.last().toEpochMilli(),
        new TreeMap<>(Map.of(fetched.end().word(), 1L)));
  }

  /** Both together. */
  public FetchCounts plus(FetchCounts more) {
    boolean hasFirst =
        firstMillis != 0 && (more.firstMillis == 0 || firstMillis < more.firstMillis);
    TreeMap<String, Long> sum = new TreeMap<>(ends);
    more.ends.forEach((end, queries) -> sum.merge(end, queries, Long::sum));
    return new FetchCounts(
        hits + more.hits,
        misses + more.misses,
        hasFirst ? firstMillis : more.firstMillis,
        Math.max(lastMillis, more.lastMillis),
        sum);
  }

  /** Returns the same counts with one way in which pages ended, or none. */
  FetchCounts withEnd(Optional<String> end) {
    TreeMap<String, Long> one = new TreeMap<>();
    end.ifPresent(word -> one.put(word, 1L));
    return new FetchCounts(hits, misses, firstMillis, lastMillis, one);
  }

  /** The times alone: what was asked for by an earlier run is not asked for now. */
  public FetchCounts timesOnly() {
    return new FetchCounts(0, 0, firstMillis, lastMillis, ends);
  }
}
