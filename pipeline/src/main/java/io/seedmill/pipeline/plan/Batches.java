package io.seedmill.pipeline.plan;

import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.ShardTable;
import io.seedmill.transforms.generate.TaskShard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/**
 * The batches of a plan: every shard is in exactly one of them, and the same plan always has the
 * same batches.
 *
 * <p>They are slices of the plan, unless the spec says what belongs together or what is heavy: then
 * they are balanced (see {@link Balance}). A batch for each cell is a slice in any case.
 */
public final class Batches {

  /** The most shards that can be balanced, which takes some bytes of memory for each. */
  public static final long MOST_BALANCED = 20_000_000;

  private final ShardTable table;
  private final long count;

  /** The number of a slice's first shard; null where the batches are balanced. */
  private final LongUnaryOperator firsts;

  private final Balance balance;

  private Batches(ShardTable table, long count, LongUnaryOperator firsts) {
    this.table = table;
    this.count = count;
    this.firsts = firsts;
    this.balance = null;
  }

  private Batches(ShardTable table, Balance balance) {
    this.table = table;
    this.count = balance.count();
    this.firsts = null;
    this.balance = balance;
  }

  /**
   * The batches of {@code plan}, all of the same size but the last where they are slices.
   *
   * @param maxBatchSize the most shards of a batch, at least 1
   * @throws IllegalArgumentException if there are more shards than can be balanced
   */
  public static Batches of(Plan plan, long maxBatchSize) {
    if (maxBatchSize < 1) {
      throw new IllegalArgumentException("a batch needs room for a shard, found " + maxBatchSize);
    }
    ShardTable table = plan.generation().shardTable();
    long size = table.size();
    if (plan.loads().isEmpty()) {
      long count = size / maxBatchSize + (size % maxBatchSize == 0 ? 0 : 1);
      return new Batches(table, count, index -> index == count ? size : index * maxBatchSize);
    }
    requireBalanceable(table);
    int room = (int) Math.min(maxBatchSize, Math.max(1, size));
    return new Batches(table, Balance.of(table, plan.loads(), room));
  }

  /**
   * The shards of {@code plan} in a number of batches; fewer where there are not so many shards, or
   * groups of them. Slices differ by one shard at most.
   *
   * @param most the number of batches, at least 1
   * @throws IllegalArgumentException if there are more shards than can be balanced
   */
  public static Batches into(long most, Plan plan) {
    if (most < 1) {
      throw new IllegalArgumentException("shards need a batch, found " + most);
    }
    ShardTable table = plan.generation().shardTable();
    long count = Math.min(most, table.size());
    if (plan.loads().isEmpty()) {
      long larger = count == 0 ? 0 : table.size() % count;
      return new Batches(
          table, count, index -> index * (table.size() / count) + Math.min(index, larger));
    }
    requireBalanceable(table);
    return new Batches(table, Balance.into((int) count, table, plan.loads()));
  }

  /** A batch for each cell of {@code plan} that has shards. */
  public static Batches perCell(Plan plan) {
    ShardTable table = plan.generation().shardTable();
    List<Long> firsts = new ArrayList<>(List.of(0L));
    for (GenerationPlan.Entry entry : plan.generation().entries()) {
      if (entry.shards() > 0) {
        firsts.add(firsts.get(firsts.size() - 1) + entry.shards());
      }
    }
    return new Batches(table, firsts.size() - 1L, index -> firsts.get((int) index));
  }

  private static void requireBalanceable(ShardTable table) {
    if (table.size() > MOST_BALANCED) {
      throw new IllegalArgumentException(
          "found %d shards in a spec with 'groupBy' or 'weight'; allowed: at most %d"
                  .formatted(table.size(), MOST_BALANCED)
              + ", so a larger shardSize");
    }
  }

  /** Returns the number of batches; 0 where there is no shard. */
  public long count() {
    return count;
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
    return LongStream.range(firsts.applyAsLong(index), firsts.applyAsLong(index + 1));
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
