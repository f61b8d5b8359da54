package io.seedmill.pipeline.plan;

import io.seedmill.transforms.GenerationPlan;
import io.seedmill.transforms.ShardTable;
import io.seedmill.transforms.TaskShard;
import java.util.ArrayList;
import java.util.List;

/**
 * The batches of a plan: every task is in exactly one of them. They are contiguous slices of the
 * plan, of as many tasks as a batch may have, and what is left in the last.
 */
public final class Batches {

  private final ShardTable tasks;
  private final int maxSize;

  private Batches(ShardTable tasks, int maxSize) {
    this.tasks = tasks;
    this.maxSize = maxSize;
  }

  /**
   * Deals out the tasks of a plan.
   *
   * @param maxSize the most tasks that a batch may have, at least 1
   */
  public static Batches of(GenerationPlan plan, int maxSize) {
    return new Batches(plan.shardTable(), maxSize);
  }

  /** How many batches there are. */
  public int count() {
    return Math.toIntExact((tasks.size() + maxSize - 1) / maxSize);
  }

  /** The tasks of a batch, in the order of the plan. */
  public List<TaskShard> shards(int index) {
    List<TaskShard> shards = new ArrayList<>();
    long first = (long) index * maxSize;
    for (long number = first; number < Math.min(tasks.size(), first + maxSize); number++) {
      shards.add(tasks.shard(number));
    }
    return shards;
  }
}
