package io.seedmill.transforms.generate;

import io.seedmill.generators.IndexRange;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;

/**
 * The tasks of a plan by number, from 0 in the order of the plan. A task is found in a time that
 * grows with the logarithm of the number of ranges; the table holds 32 bytes a range, not the
 * tasks.
 */
public final class ShardTable implements NumberedSource.Table<TaskShard> {

  private static final long serialVersionUID = 1L;

  private final int[] entries;
  private final long[] firsts;
  private final long[] ends;
  private final long[] shardSizes;

  /** The number of the first task of each range; behind them, how many tasks there are. */
  private final long[] numbers;

  private ShardTable(int ranges) {
    entries = new int[ranges];
    firsts = new long[ranges];
    ends = new long[ranges];
    shardSizes = new long[ranges];
    numbers = new long[ranges + 1];
  }

  /** The tasks of {@code plan}. */
  static ShardTable of(GenerationPlan plan) {
    List<GenerationPlan.Entry> all = plan.entries();
    ShardTable table = new ShardTable(all.stream().mapToInt(e -> e.ranges().size()).sum());
    int at = 0;
    for (int entry = 0; entry < all.size(); entry++) {
      long shardSize = all.get(entry).shardSize();
      for (IndexRange range : all.get(entry).ranges()) {
        table.entries[at] = entry;
        table.firsts[at] = range.first();
        table.ends[at] = range.end();
        table.shardSizes[at] = shardSize;
        table.numbers[at + 1] =
            table.numbers[at] + GenerationPlan.Entry.shards(range.size(), shardSize);
        at++;
      }
    }
    return table;
  }

  /** Returns the number of shards. */
  @Override
  public long size() {
    return numbers[entries.length];
  }

  /**
   * The task with a number.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public TaskShard shard(long number) {
    if (number < 0 || number >= size()) {
      throw new IndexOutOfBoundsException("task " + number + " of " + size());
    }
    int found = Arrays.binarySearch(numbers, number);
    int range = found < 0 ? -found - 2 : found;
    while (numbers[range + 1] == number) { // ranges without indices
      range++;
    }
    long first = firsts[range] + (number - numbers[range]) * shardSizes[range];
    long end = first + Math.min(shardSizes[range], ends[range] - first);
    return new TaskShard(entries[range], new IndexRange(first, end));
  }

  @Override
  public TaskShard get(long number) {
    return shard(number);
  }

  @Override
  public Coder<TaskShard> coder() {
    return TaskShard.ShardCoder.INSTANCE;
  }
}
