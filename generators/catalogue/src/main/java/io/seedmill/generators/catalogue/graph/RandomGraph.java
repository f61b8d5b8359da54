package io.seedmill.generators.catalogue.graph;

import io.seedmill.generators.input.Parameters;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A connected graph with lengths from 1, in which no two nodes are joined twice. Every {@link
 * #draw} replaces it by another one.
 *
 * <p>If directed, it is connected only once the directions are forgotten.
 */
final class RandomGraph {

  private final int nodes;
  private final int edges;
  private final int maxWeight;
  private final boolean directed;
  private final int[] everyPair;
  private final int[] pairs;
  private final int[] lengths;
  private final int[] tails;
  private final int[] heads;
  private int drawn;

  RandomGraph(Parameters parameters) {
    this.nodes = parameters.intValue("nodes");
    this.maxWeight = parameters.intValue("maxWeight");
    this.directed = parameters.choice("direction").equals("directed");
    this.everyPair = everyPair(nodes);
    this.edges =
        (int) Math.max(nodes - 1, Math.round(parameters.real("density") * everyPair.length));
    this.pairs = new int[everyPair.length];
    this.lengths = new int[nodes * nodes];
    this.tails = new int[edges];
    this.heads = new int[edges];
  }

  /** A tree that keeps the graph in one piece, then random pairs, then all in a random order. */
  void draw(UniformRandomProvider random) {
    Arrays.fill(lengths, 0);
    drawn = 0;
    for (int node = 1; node < nodes; node++) {
      join(random.nextInt(node), node, random);
    }
    System.arraycopy(everyPair, 0, pairs, 0, pairs.length);
    for (int left = pairs.length; drawn < edges; left--) {
      int at = random.nextInt(left);
      int pair = pairs[at];
      pairs[at] = pairs[left - 1];
      int a = pair / nodes;
      int b = pair % nodes;
      if (length(a, b) == 0 && length(b, a) == 0) {
        join(a, b, random);
      }
    }
    for (int left = edges; left > 1; left--) {
      int at = random.nextInt(left);
      swap(tails, at, left - 1);
      swap(heads, at, left - 1);
    }
  }

  int nodes() {
    return nodes;
  }

  int edges() {
    return edges;
  }

  boolean directed() {
    return directed;
  }

  int tail(int edge) {
    return tails[edge];
  }

  int head(int edge) {
    return heads[edge];
  }

  /** Returns the length of the edge that leads from one node to the other, or 0 where none does. */
  int length(int from, int to) {
    return lengths[from * nodes + to];
  }

  private void join(int a, int b, UniformRandomProvider random) {
    boolean turned = random.nextBoolean();
    int tail = turned ? b : a;
    int head = turned ? a : b;
    int length = 1 + random.nextInt(maxWeight);
    lengths[tail * nodes + head] = length;
    if (!directed) {
      lengths[head * nodes + tail] = length;
    }
    tails[drawn] = tail;
    heads[drawn] = head;
    drawn++;
  }

  private static int[] everyPair(int nodes) {
    int[] pairs = new int[nodes * (nodes - 1) / 2];
    int count = 0;
    for (int a = 0; a < nodes; a++) {
      for (int b = a + 1; b < nodes; b++) {
        pairs[count++] = a * nodes + b;
      }
    }
    return pairs;
  }

  private static void swap(int[] array, int i, int j) {
    int kept = array[i];
    array[i] = array[j];
    array[j] = kept;
  }
}
