package io.seedmill.transforms.blocks;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The time that workers took for shards, in numbers that can be added. It is known of every shard
 * once, because it travels with the samples: what a bundle that is tried again has left is not
 * counted. Its size does not depend on the number of shards.
 */
public final class ShardTimes implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TreeMap<Integer, Sum> sums = new TreeMap<>();

  /** By the power of two of the microseconds that they took at least. */
  private final TreeMap<Integer, Long> shardsByPower = new TreeMap<>();

  /**
   * The shards of one entry.
   *
   * @param shards how many have a time
   * @param earlier how many of these were made before this run
   * @param samples how many samples they have
   * @param nanos the sum of their times
   * @param slowest the longest of them
   */
  public record Sum(long shards, long earlier, long samples, long nanos, long slowest)
      implements Serializable {

    /** No shard. */
    public static final Sum NONE = new Sum(0, 0, 0, 0, 0);

    /** Returns the sum of both. */
    public Sum plus(Sum more) {
      return new Sum(
          shards + more.shards,
          earlier + more.earlier,
          samples + more.samples,
          nanos + more.nanos,
          Math.max(slowest, more.slowest));
    }
  }

  /** Returns the shards of an entry, by its position in the plan. */
  public Sum of(int entry) {
    return sums.getOrDefault(entry, Sum.NONE);
  }

  /**
   * Returns how many shards took how long: by the microseconds that they took at least, a power of
   * two, those that took less than twice as long.
   */
  public Map<Long, Long> shardsByMicros() {
    TreeMap<Long, Long> shards = new TreeMap<>();
    shardsByPower.forEach((power, count) -> shards.put(1L << power, count));
    return shards;
  }

  /** Returns the power of two of the microseconds that a shard took; 0 for less than one. */
  static int power(long nanos) {
    long micros = Math.max(1, TimeUnit.NANOSECONDS.toMicros(nanos));
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
  }

  /** Adds a count of an entry; returns false for one of something else. */
  boolean addCount(int entry, int counted, long count) {
    switch (counted) {
      case RecordFormat.EARLIER_SHARDS -> add(entry, new Sum(0, count, 0, 0, 0));
      case RecordFormat.SHARD_SAMPLES -> add(entry, new Sum(0, 0, count, 0, 0));
      case RecordFormat.SHARD_NANOS -> add(entry, new Sum(0, 0, 0, count, 0));
      case RecordFormat.SLOWEST_SHARD -> add(entry, new Sum(0, 0, 0, 0, count));
      default -> {
        int power = RecordFormat.SHARDS_BY_POWER - counted;
        if (power < 0) {
          return false;
        }
        add(entry, new Sum(count, 0, 0, 0, 0));
        shardsByPower.merge(power, count, Long::sum);
      }
    }
    return true;
  }

  private void add(int entry, Sum more) {
    sums.merge(entry, more, Sum::plus);
  }

  void add(ShardTimes more) {
    more.sums.forEach(this::add);
    more.shardsByPower.forEach((power, shards) -> shardsByPower.merge(power, shards, Long::sum));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShardTimes times
        && sums.equals(times.sums)
        && shardsByPower.equals(times.shardsByPower);
  }

  @Override
  public int hashCode() {
    return Objects.hash(sums, shardsByPower);
  }
}
