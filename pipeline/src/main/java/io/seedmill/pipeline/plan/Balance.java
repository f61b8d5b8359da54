package io.seedmill.pipeline.plan;

import io.seedmill.transforms.generate.ShardTable;
import io.seedmill.transforms.generate.TaskShard;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
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
 * There are as many batches as the shards need, or as are wanted; one is added when no batch has
 * room for an item. A group that no batch can hold is cut, from its first shard on, into items that
 * fill a batch each.
 *
 * <p>Where room never decides, the dearest batch costs at most 4/3 - 1/(3m) times what it would in
 * the best deal to m batches (R. L. Graham: Bounds on Multiprocessing Timing Anomalies, SIAM J.
 * Appl. Math. 17(2), 1969).
 */
final class Balance {

  /** Room in a batch for any number of shards. */
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final int room;

  /** The batch of each shard; of a shard in a group, until then, -1 - the item's position. */
  private final int[] place;

  /** In the order of their first shards. */
  private final List<Item> items = new ArrayList<>();

  private final List<Batch> batches = new ArrayList<>();

  /** Shards that stay together; or, so that a plan need not be unfolded, neighbours that do not. */
  private static final class Item {

    private static final Comparator<Item> DEAREST =
        Comparator.comparingDouble((Item item) -> -item.cost).thenComparingInt(item -> item.first);

    private final int first;
    private final boolean together;
    private int size;

    /** Of all its shards where they stay together, else of each. */
    private double cost;

    private int batch;

    private Item(int first, boolean together) {
      this.first = first;
      this.together = together;
    }
  }

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
    int needed = table.size() == 0 ? 0 : (int) ((table.size() - 1) / room) + 1;
    return of(table, loads, room, needed);
  }

  /** Deals out the shards to a number of batches; to fewer where there are fewer items. */
  static Balance into(int count, ShardTable table, List<Plan.Load> loads) {
    return of(table, loads, UNLIMITED, count);
  }

  private static Balance of(ShardTable table, List<Plan.Load> loads, int room, int count) {
    Balance balance = new Balance(Math.toIntExact(table.size()), room);
    balance.collect(table, loads);
    balance.deal(count);
    for (int number = 0; number < balance.place.length; number++) {
      int item = -1 - balance.place[number];
      if (item >= 0) {
        balance.place[number] = balance.items.get(item).batch;
      }
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
      double cost = load.weight() * shard.range().size();
      if (load.group() == Plan.Load.ALONE) {
        addAlone(number, cost);
      } else {
        int at = open.getOrDefault(load.group(), -1);
        if (at < 0 || items.get(at).size == room) {
          at = items.size();
          items.add(new Item(number, true));
          open.put(load.group(), at);
        }
        items.get(at).size++;
        items.get(at).cost += cost;
        place[number] = -1 - at;
      }
    }
  }

  private void addAlone(int number, double cost) {
    Item last = items.isEmpty() ? null : items.get(items.size() - 1);
    boolean goesOn =
        last != null && !last.together && last.cost == cost && last.first + last.size == number;
    if (!goesOn) {
      last = new Item(number, false);
      last.cost = cost;
      items.add(last);
    }
    last.size++;
  }

  private void deal(int count) {
    int most = room == UNLIMITED ? 1 : room;
    List<PriorityQueue<Batch>> byRoom = new ArrayList<>(Collections.nCopies(most + 1, null));
    BitSet rooms = new BitSet();
    for (int number = 0; number < count; number++) {
      open(byRoom, rooms);
    }
    for (Item item : items.stream().sorted(Item.DEAREST).toList()) {
      if (item.together) {
        item.batch = deal(item.size, item.cost, byRoom, rooms);
      } else {
        for (int number = item.first; number < item.first + item.size; number++) {
          place[number] = deal(1, item.cost, byRoom, rooms);
        }
      }
    }
    batches.removeIf(batch -> batch.size == 0); // the last ones: a batch without cost comes first
  }

  /** Finds a place for some shards; returns the batch. */
  private int deal(int size, double cost, List<PriorityQueue<Batch>> byRoom, BitSet rooms) {
    Batch batch = cheapest(byRoom, rooms, size);
    if (batch == null) {
      open(byRoom, rooms);
      batch = cheapest(byRoom, rooms, size);
    }
    take(batch, byRoom, rooms);
    batch.cost += cost;
    batch.size += size;
    put(batch, byRoom, rooms);
    return batch.number;
  }

  private void open(List<PriorityQueue<Batch>> byRoom, BitSet rooms) {
    Batch batch = new Batch(batches.size());
    batches.add(batch);
    put(batch, byRoom, rooms);
  }

  private Batch cheapest(List<PriorityQueue<Batch>> byRoom, BitSet rooms, int size) {
    Batch best = null;
    for (int left = rooms.nextSetBit(room == UNLIMITED ? 1 : size);
        left >= 0;
        left = rooms.nextSetBit(left + 1)) {
      Batch candidate = byRoom.get(left).peek();
      if (best == null || Batch.CHEAPEST.compare(candidate, best) < 0) {
        best = candidate;
      }
    }
    return best;
  }

  /** Takes the cheapest of those with its room. */
  private void take(Batch batch, List<PriorityQueue<Batch>> byRoom, BitSet rooms) {
    int left = left(batch);
    byRoom.get(left).poll();
    rooms.set(left, !byRoom.get(left).isEmpty());
  }

  private int left(Batch batch) {
    return room == UNLIMITED ? 1 : room - batch.size;
  }

  private void put(Batch batch, List<PriorityQueue<Batch>> byRoom, BitSet rooms) {
    int left = left(batch);
    if (left > 0) {
      if (byRoom.get(left) == null) {
        byRoom.set(left, new PriorityQueue<>(Batch.CHEAPEST));
      }
      byRoom.get(left).add(batch);
      rooms.set(left);
    }
  }
}
