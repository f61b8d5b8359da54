package io.seedmill.transforms.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.seedmill.transforms.blocks.ShardTimes;
import java.util.Map;

/**
 * The work that a run was. A shard's time is that of the worker that made it, from its first sample
 * until the last is packed; that of a shard which a raw file had is the time that it took then.
 * Shards that were read from published files have none.
 *
 * @param generators the same by entry, in the spec's order
 * @param shardsByMicros how many shards took how long: by the microseconds that they took at least,
 *     a power of two, those that took less than twice as long
 */
public record Effort(Map<String, EntryEffort> generators, Map<Long, Long> shardsByMicros) {

  /**
   * The work for one entry.
   *
   * @param bytes the size of its unique samples, as lines of JSON without compression
   * @param shards how many shards have a time
   * @param earlier how many of these were made before this run, by an attempt that was cut off or
   *     in batches; null for none
   * @param samples how many samples they have, duplicates too
   * @param nanos the sum of their times, in nanoseconds
   * @param slowest the longest of them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EntryEffort(
      long bytes, long shards, Long earlier, long samples, long nanos, long slowest) {

    static EntryEffort of(long bytes, ShardTimes.Sum sum) {
      return new EntryEffort(
          bytes,
          sum.shards(),
          sum.earlier() == 0 ? null : sum.earlier(),
          sum.samples(),
          sum.nanos(),
          sum.slowest());
    }

    /** Returns how many shards were made before this run. */
    public long before() {
      return earlier == null ? 0 : earlier;
    }

    /** Returns the sum of both. */
    public EntryEffort plus(EntryEffort more) {
      long sum = before() + more.before();
      return new EntryEffort(
          bytes + more.bytes,
          shards + more.shards,
          sum == 0 ? null : sum,
          samples + more.samples,
          nanos + more.nanos,
          Math.max(slowest, more.slowest));
    }

    /** Returns how many samples a worker made in a second; 0 where that is not known. */
    public double speed() {
      return nanos == 0 ? 0 : samples * 1e9 / nanos;
    }
  }

  /** Returns the work for all entries. */
  public EntryEffort total() {
    return generators.values().stream()
        .reduce(new EntryEffort(0, 0, null, 0, 0, 0), EntryEffort::plus);
  }

  /**
   * Returns the time that a share of the shards took at most, in nanoseconds, to a factor of two.
   *
   * @param share from 0 to 1
   */
  public long quantile(double share) {
    long all = shardsByMicros.values().stream().mapToLong(Long::longValue).sum();
    long left = (long) Math.ceil(share * all);
    for (var shards : shardsByMicros.entrySet()) {
      left -= shards.getValue();
      if (left <= 0) {
        return Math.min(total().slowest(), 2_000 * shards.getKey());
      }
    }
    return 0;
  }
}
