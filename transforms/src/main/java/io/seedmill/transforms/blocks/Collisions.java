package io.seedmill.transforms.blocks;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The samples that are equal to others: which entry lost to which, with examples, and how often an
 * entry makes the same. Sums do not depend on the order in which buckets are added.
 *
 * <p>The size is bounded by the number of entries, not by that of samples. Beyond {@link
 * #MOST_ENTRIES} entries, all that an entry loses to are one.
 */
public final class Collisions implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The number of entries up to which pairs of them are told apart. */
  public static final int MOST_ENTRIES = 256;

  /** Stands for the entries of all winners, where there are too many to tell them apart. */
  public static final int ANY = -1;

  private static final int MOST_EXAMPLES = 3;

  private final int entries;
  private final TreeMap<Pair, Losses> losses = new TreeMap<>();
  private final TreeMap<Integer, Repeats> repeats = new TreeMap<>();

  /** No collisions among this many entries. */
  public Collisions(int entries) {
    this.entries = entries;
  }

  /** An entry that lost, and the one that it lost to. */
  public record Pair(int loser, int winner) implements Comparable<Pair>, Serializable {

    private static final Comparator<Pair> ORDER =
        Comparator.comparingInt(Pair::loser).thenComparingInt(Pair::winner);

    @Override
    public int compareTo(Pair other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Two equal samples.
   *
   * @param key the first half of their key
   * @param loser the index of the one that is not in the dataset
   * @param winner the index of the other
   */
  public record Example(long key, long loser, long winner)
      implements Comparable<Example>, Serializable {

    private static final Comparator<Example> ORDER =
        Comparator.comparing(Example::key, Long::compareUnsigned).thenComparingLong(Example::loser);

    @Override
    public int compareTo(Example other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * The samples of one entry that lost to one other, or to its own.
   *
   * @param samples how many
   * @param examples those with the smallest keys
   */
  public record Losses(long samples, TreeSet<Example> examples) implements Serializable {

    private Losses plus(Losses more) {
      TreeSet<Example> smallest = new TreeSet<>(examples);
      smallest.addAll(more.examples);
      while (smallest.size() > MOST_EXAMPLES) {
        smallest.pollLast();
      }
      return new Losses(samples + more.samples, smallest);
    }
  }

  /**
   * The contents that an entry made more than once, whichever sample is kept.
   *
   * @param contents how many
   * @param twice how many of them it made exactly twice
   * @param samples how many samples it made of them beyond the first of each
   */
  public record Repeats(long contents, long twice, long samples) implements Serializable {

    /** Returns the sums. */
    public Repeats plus(Repeats more) {
      return new Repeats(contents + more.contents, twice + more.twice, samples + more.samples);
    }
  }

  /** Returns who lost to whom. */
  public SortedMap<Pair, Losses> losses() {
    return losses;
  }

  /** Returns how often an entry made the same. */
  public Repeats repeats(int entry) {
    return repeats.getOrDefault(entry, new Repeats(0, 0, 0));
  }

  /** The samples of one key, of which there are several. */
  public final class Group {

    private final Map<Integer, Long> made = new HashMap<>();
    private int winner = ANY;
    private long winnerIndex;

    /** Adds the sample that stays. */
    public void addWinner(int entry, long index) {
      winner = entries > MOST_ENTRIES ? ANY : entry;
      winnerIndex = index;
      addKnown(entry);
    }

    /** Adds a sample that is in an earlier run. */
    public void addKnown(int entry) {
      made.merge(entry, 1L, Long::sum);
    }

    /** Adds a sample that lost. */
    public void addLoser(long key, int entry, long index) {
      addKnown(entry);
      TreeSet<Example> example = new TreeSet<>();
      example.add(new Example(key, index, winnerIndex));
      losses.merge(new Pair(entry, winner), new Losses(1, example), Losses::plus);
    }

    /** Ends the group. */
    public void end() {
      made.forEach(
          (entry, count) -> {
            if (count > 1) {
              repeats.merge(entry, new Repeats(1, count == 2 ? 1 : 0, count - 1), Repeats::plus);
            }
          });
    }
  }

  /** Begins the samples of one key. */
  public Group group() {
    return new Group();
  }

  /** Adds those of another bucket. */
  void add(Collisions other) {
    other.losses.forEach((pair, more) -> losses.merge(pair, more, Losses::plus));
    other.repeats.forEach((entry, more) -> repeats.merge(entry, more, Repeats::plus));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Collisions collisions
        && losses.equals(collisions.losses)
        && repeats.equals(collisions.repeats);
  }

  @Override
  public int hashCode() {
    return Objects.hash(losses, repeats);
  }
}
