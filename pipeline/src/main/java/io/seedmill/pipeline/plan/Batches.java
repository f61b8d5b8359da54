package io.seedmill.pipeline.plan;

import io.seedmill.transforms.generate.ShardTable;
import io.seedmill.transforms.generate.TaskShard;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The batches of a plan: every shard is in exactly one of them, none has more than a certain number
 * of shards, and the same plan always has the same batches.
 *
 * <p>They are slices of the plan, all of the same size but the last, unless the spec says what
 * belongs together or what is heavy: then they are balanced (see {@link Balance}).
 */
public final class Batches {

  /** The most shards that can be balanced, which takes some bytes of memory for each. */
  public static final long MOST_BALANCED = 20_000_000;

  private final ShardTable table;
  private final long maxBatchSize;
  private final Balance balance;

  private Batches(ShardTable table, long maxBatchSize, Balance balance) {
    this.table = table;
    this.maxBatchSize = maxBatchSize;
    this.balance = balance;
  }

  /**
   * The batches of {@code plan}.
   *
   * @param maxBatchSize the most shards of a batch, at least 1
   * @throws IllegalArgumentException if there are more shards than can be balanced
   */
  public static Batches of(Plan plan, long maxBatchSize) {
    if (maxBatchSize < 1) {
      throw new IllegalArgumentException("a batch needs room for a shard, found " + maxBatchSize);
    }
    ShardTable table = plan.generation().shardTable();
    if (plan.loads().isEmpty()) {
      return new Batches(table, maxBatchSize, null);
    }
    if (table.size() > MOST_BALANCED) {
      throw new IllegalArgumentException(
          "found %d shards in a spec with 'groupBy' or 'weight'; allowed: at most %d"
                  .formatted(table.size(), MOST_BALANCED)
              + ", so a larger shardSize");
    }
    int room = (int) Math.min(maxBatchSize, Math.max(1, table.size()));
    return new Batches(table, maxBatchSize, Balance.of(table, plan.loads(), room));
  }

  /** Returns the number of batches; 0 where there is no shard. */
  public long count() {
    return balance == null
        ? table.size() / maxBatchSize + (table.size() % maxBatchSize == 0 ? 0 : 1)
        : balance.count();
  }

  /**
   * The numbers of a batch's shards, ascending.
   *
   * @param index from 0
   */
  public LongStream numbers(long index) {
    if (index < 0 || index >= count()) {
      throw new IndexOutOfBoundsException("batch " + index + " of " + count());
    }
    if (balance != null) {
      return Arrays.stream(balance.shards((int) index)).asLongStream();
    }
    long first = index * maxBatchSize;
    return LongStream.range(first, first + Math.min(maxBatchSize, table.size() - first));
  }

  /** A batch's shards, in the order of the plan. */
  public List<TaskShard> shards(long index) {
    return numbers(index).mapToObj(table::shard).toList();
  }

  /** Returns the number of indices of a batch. */
  public long samples(long index) {
    return numbers(index).map(number -> table.shard(number).range().size()).sum();
  }
}
