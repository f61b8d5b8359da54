package io.seedmill.transforms.generate;

import io.seedmill.generators.IndexRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;

/**
 * The packs of a plan by number, from 0 in the order of the plan: a shard, or several neighbours
 * that are small. Every shard is in exactly one of them.
 *
 * <p>A shard is small if its range is smaller than a shard of its entry may be: it is the only one
 * of a small cell. Sources from outside are not packed, because their samples are dear.
 */
final class PackTable implements NumberedSource.Table<List<TaskShard>> {

  private static final long serialVersionUID = 1L;

  /** The most indices of a pack of several shards. */
  private static final long MOST_INDICES = 1_000;

  /** Small shards are dealt out to at least so many packs, so that all workers have some. */
  private static final int FEWEST_PACKS = 64;

  private final ShardTable shards;

  /**
   * The number of the first shard of each group, and behind them how many shards there are. A group
   * is one pack, or a range whose shards are a pack each.
   */
  private final long[] firsts;

  /** The number of the first pack of each group, and behind them how many packs there are. */
  private final long[] packs;

  private PackTable(ShardTable shards, long[] firsts, long[] packs) {
    this.shards = shards;
    this.firsts = firsts;
    this.packs = packs;
  }

  /** The packs of {@code plan}. */
  static PackTable of(GenerationPlan plan) {
    long small =
        plan.entries().stream()
            .mapToLong(e -> e.ranges().stream().filter(range -> isSmall(e, range)).count())
            .sum();
    Groups groups = new Groups(Math.max(1, small / FEWEST_PACKS));
    for (GenerationPlan.Entry entry : plan.entries()) {
      for (IndexRange range : entry.ranges()) {
        if (isSmall(entry, range)) {
          groups.addSmall(range.size());
        } else {
          groups.add(GenerationPlan.Entry.shards(range.size(), entry.shardSize()));
        }
      }
    }
    return groups.table(plan.shardTable());
  }

  private static boolean isSmall(GenerationPlan.Entry entry, IndexRange range) {
    return entry.outside() == null && range.size() > 0 && range.size() < entry.shardSize();
  }

  /** Returns the number of packs. */
  @Override
  public long size() {
    return packs[packs.length - 1];
  }

  /** The shards of a pack, in the order of the plan. */
  @Override
  public List<TaskShard> get(long number) {
    if (number < 0 || number >= size()) {
      throw new IndexOutOfBoundsException("pack " + number + " of " + size());
    }
    int found = Arrays.binarySearch(packs, number);
    int group = found < 0 ? -found - 2 : found;
    if (packs[group + 1] - packs[group] > 1) {
      return List.of(shards.shard(firsts[group] + number - packs[group]));
    }
    return LongStream.range(firsts[group], firsts[group + 1]).mapToObj(shards::shard).toList();
  }

  @Override
  public Coder<List<TaskShard>> coder() {
    return ListCoder.of(shards.coder());
  }

  /** The groups of a table, as it is made. */
  private static final class Groups {

    private final long mostShards;
    private final List<Long> firsts = new ArrayList<>();
    private final List<Long> packs = new ArrayList<>();
    private long shard;
    private long pack;

    /** Of the pack to which small shards are added; 0 if none is open. */
    private long shardsInPack;

    private long indicesInPack;

    Groups(long mostShards) {
      this.mostShards = mostShards;
    }

    void addSmall(long indices) {
      if (shardsInPack == 0
          || shardsInPack == mostShards
          || indicesInPack + indices > MOST_INDICES) {
        begin(1);
      }
      shardsInPack++;
      indicesInPack += indices;
      shard++;
    }

    void add(long count) {
      if (count > 0) {
        begin(count);
        shard += count;
      }
    }

    /** Begins a group of so many packs. */
    private void begin(long count) {
      firsts.add(shard);
      packs.add(pack);
      pack += count;
      shardsInPack = 0;
      indicesInPack = 0;
    }

    PackTable table(ShardTable shards) {
      firsts.add(shard);
      packs.add(pack);
      return new PackTable(
          shards,
          firsts.stream().mapToLong(Long::longValue).toArray(),
          packs.stream().mapToLong(Long::longValue).toArray());
    }
  }
}
