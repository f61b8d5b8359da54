package io.seedmill.transforms.blocks;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.seedmill.generators.Fetched;
import java.io.Serializable;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The origin of answers of one entry, in numbers that can be added.
 *
 * @param hits how many were in a cache
 * @param misses how many were asked for
 * @param firstMillis when the oldest of them was given, in milliseconds since 1970; 0 for none
 * @param lastMillis when the newest of them was; 0 for none
 * @param ends how many queries' pages ended in which way, see {@link Fetched.End#word}
 * @param warned the ways in which a person should know that pages ended, by the index of the query
 */
public record FetchCounts(
    long hits,
    long misses,
    long firstMillis,
    long lastMillis,
    SortedMap<String, Long> ends,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<Long, String> warned)
    implements Serializable {

  /** Nothing was asked for. */
  public static final FetchCounts NONE = of(0, 0, 0, 0);

  public FetchCounts {
    ends = copy(ends);
    warned = copy(warned);
  }

  private static <K, V> SortedMap<K, V> copy(SortedMap<K, V> map) {
    return Collections.unmodifiableSortedMap(map == null ? new TreeMap<>() : new TreeMap<>(map));
  }

  /** Returns counts without ends. */
  static FetchCounts of(long hits, long misses, long firstMillis, long lastMillis) {
    return new FetchCounts(hits, misses, firstMillis, lastMillis, null, null);
  }

  /** Returns the counts of the answers to one query. */
  public static FetchCounts of(long index, Fetched fetched) {
    return of(
            fetched.hits(),
            fetched.misses(),
            fetched.first().toEpochMilli(),
            fetched.last().toEpochMilli())
        .withEnd(index, Optional.of(fetched.end().word()));
  }

  /** Both together. */
  public FetchCounts plus(FetchCounts more) {
    boolean hasFirst =
        firstMillis != 0 && (more.firstMillis == 0 || firstMillis < more.firstMillis);
    TreeMap<String, Long> sum = new TreeMap<>(ends);
    more.ends.forEach((end, queries) -> sum.merge(end, queries, Long::sum));
    TreeMap<Long, String> all = new TreeMap<>(warned);
    all.putAll(more.warned);
    return new FetchCounts(
        hits + more.hits,
        misses + more.misses,
        hasFirst ? firstMillis : more.firstMillis,
        Math.max(lastMillis, more.lastMillis),
        sum,
        all);
  }

  /** Returns the same counts with the one way in which the pages of a query ended, or none. */
  FetchCounts withEnd(long index, Optional<String> end) {
    TreeMap<String, Long> one = new TreeMap<>();
    TreeMap<Long, String> known = new TreeMap<>();
    end.ifPresent(
        word -> {
          one.put(word, 1L);
          if (!Fetched.End.of(word).warning().isEmpty()) {
            known.put(index, word);
          }
        });
    return new FetchCounts(hits, misses, firstMillis, lastMillis, one, known);
  }

  /** Returns the same counts without indices, which are those of one entry. */
  public FetchCounts withoutIndices() {
    return new FetchCounts(hits, misses, firstMillis, lastMillis, ends, null);
  }

  /** The times alone: what was asked for by an earlier run is not asked for now. */
  public FetchCounts timesOnly() {
    return new FetchCounts(0, 0, firstMillis, lastMillis, ends, warned);
  }
}
