package io.seedmill.pipeline.plan;

import io.seedmill.transforms.ShardTable;
import io.seedmill.transforms.TaskShard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Shards dealt out to batches so that the batches cost about the same.
 *
 * <p>Longest processing time first: what must stay together is an item, every other shard is one by
 * itself. From the dearest item to the cheapest (of equal ones the one that is first in the plan),
 * each goes to the batch that has cost least so far and has room for it (of equal ones the first).
 * There are as many batches as the shards need; one is added when no batch has room for an item. A
 * group that no batch can hold is cut, from its first shard on, into items that fill a batch each.
 *
 * <p>Where room never decides, the dearest batch costs at most 4/3 - 1/(3m) times what it would in
 * the best deal to m batches (R. L. Graham: Bounds on Multiprocessing Timing Anomalies, SIAM J.
 * Appl. Math. 17(2), 1969).
 */
final class Balance {

  private final int room;

  /** The item of each shard; once they are dealt out, the batch. */
  private final int[] place;

  /** By item, in the order of their first shards. */
  private double[] costs = new double[16];

  private int[] sizes = new int[16];
  private int items;

  private final List<Batch> batches = new ArrayList<>();

  private static final class Batch {

    private static final Comparator<Batch> CHEAPEST =
        Comparator.comparingDouble((Batch batch) -> batch.cost).thenComparingInt(b -> b.number);

    private final int number;
    private double cost;
    private int size;

    private Batch(int number) {
      this.number = number;
    }
  }

  private Balance(int shards, int room) {
    this.room = room;
    this.place = new int[shards];
  }

  /**
   * Deals out the shards of {@code table}.
   *
   * @param loads what each of the plan's entries costs and belongs to
   * @param room the most shards of a batch
   */
  static Balance of(ShardTable table, List<Plan.Load> loads, int room) {
    Balance balance = new Balance(Math.toIntExact(table.size()), room);
    balance.collect(table, loads);
    int[] batchOfItem = balance.deal(balance.dearestFirst());
    for (int shard = 0; shard < balance.place.length; shard++) {
      balance.place[shard] = batchOfItem[balance.place[shard]];
    }
    return balance;
  }

  int count() {
    return batches.size();
  }

  /** The numbers of a batch's shards, ascending. */
  int[] shards(int batch) {
    return IntStream.range(0, place.length).filter(shard -> place[shard] == batch).toArray();
  }

  private void collect(ShardTable table, List<Plan.Load> loads) {
    Map<Integer, Integer> open = new HashMap<>();
    for (int number = 0; number < place.length; number++) {
      TaskShard shard = table.shard(number);
      Plan.Load load = loads.get(shard.entry());
      int item;
      if (load.group() == Plan.Load.ALONE) {
        item = items++;
      } else {
        item = open.getOrDefault(load.group(), -1);
        if (item < 0 || sizes[item] == room) {
          item = items++;
          open.put(load.group(), item);
        }
      }
      if (item == costs.length) {
        costs = Arrays.copyOf(costs, 2 * item);
        sizes = Arrays.copyOf(sizes, 2 * item);
      }
      costs[item] += load.weight() * shard.range().size();
      sizes[item]++;
      place[number] = item;
    }
  }

  /** The items, sorted as numbers: the rank of their cost, and behind it their position. */
  private long[] dearestFirst() {
    double[] ranks = Arrays.copyOf(costs, items);
    Arrays.sort(ranks);
    int different = 0;
    for (double cost : ranks) {
      if (different == 0 || ranks[different - 1] != cost) {
        ranks[different++] = cost;
      }
    }
    long[] order = new long[items];
    for (int item = 0; item < items; item++) {
      long rank = different - 1L - Arrays.binarySearch(ranks, 0, different, costs[item]);
      order[item] = rank << Integer.SIZE | item;
    }
    Arrays.sort(order);
    return order;
  }

  private int[] deal(long[] order) {
    List<PriorityQueue<Batch>> byRoom = new ArrayList<>();
    for (int left = 0; left <= room; left++) {
      byRoom.add(null);
    }
    BitSet rooms = new BitSet();
    for (int needed = (place.length - 1) / room + 1; place.length > 0 && needed > 0; needed--) {
      open(byRoom, rooms);
    }
    int[] batchOfItem = new int[items];
    for (long ranked : order) {
      int item = (int) ranked;
      Batch batch = cheapest(byRoom, rooms, sizes[item]);
      if (batch == null) {
        open(byRoom, rooms);
        batch = cheapest(byRoom, rooms, sizes[item]);
      }
      take(batch, byRoom, rooms);
      batch.cost += costs[item];
      batch.size += sizes[item];
      batchOfItem[item] = batch.number;
      put(batch, byRoom, rooms);
    }
    return batchOfItem;
  }

  private void open(List<PriorityQueue<Batch>> byRoom, BitSet rooms) {
    Batch batch = new Batch(batches.size());
    batches.add(batch);
    put(batch, byRoom, rooms);
  }

  private static Batch cheapest(List<PriorityQueue<Batch>> byRoom, BitSet rooms, int size) {
    Batch best = null;
    for (int left = rooms.nextSetBit(size); left >= 0; left = rooms.nextSetBit(left + 1)) {
      Batch candidate = byRoom.get(left).peek();
      if (best == null || Batch.CHEAPEST.compare(candidate, best) < 0) {
        best = candidate;
      }
    }
    return best;
  }

  /** Takes the cheapest of those with its room. */
  private void take(Batch batch, List<PriorityQueue<Batch>> byRoom, BitSet rooms) {
    int left = room - batch.size;
    byRoom.get(left).poll();
    rooms.set(left, !byRoom.get(left).isEmpty());
  }

  private void put(Batch batch, List<PriorityQueue<Batch>> byRoom, BitSet rooms) {
    int left = room - batch.size;
    if (left > 0) {
      if (byRoom.get(left) == null) {
        byRoom.set(left, new PriorityQueue<>(Batch.CHEAPEST));
      }
      byRoom.get(left).add(batch);
      rooms.set(left);
    }
  }
}
