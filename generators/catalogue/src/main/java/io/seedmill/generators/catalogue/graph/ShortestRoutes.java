package io.seedmill.generators.catalogue.graph;

import java.util.Arrays;

/** The shortest routes from one node of a graph to all others, and whether each is the only one. */
final class ShortestRoutes {

  /*
   * Dijkstra's algorithm on the matrix of lengths, in O(nodes^2): as good as a heap where the graph
   * is dense, and faster where it is small. It counts the shortest routes on the way, only as far
   * as "more than one": as every length is at least 1, all routes to a node are known by the time
   * it is settled.
   *
   * Dijkstra: A note on two problems in connexion with graphs, Numerische Mathematik 1, 1959.
   */
  private static final int UNREACHED = Integer.MAX_VALUE;

  private final RandomGraph graph;
  private final int[] distances;
  private final int[] previous;
  private final int[] hops;
  private final boolean[] tied;
  private final boolean[] settled;

  ShortestRoutes(RandomGraph graph) {
    this.graph = graph;
    this.distances = new int[graph.nodes()];
    this.previous = new int[graph.nodes()];
    this.hops = new int[graph.nodes()];
    this.tied = new boolean[graph.nodes()];
    this.settled = new boolean[graph.nodes()];
  }

  /** Finds the routes from {@code start} in the graph as it is now. */
  void find(int start) {
    Arrays.fill(distances, UNREACHED);
    Arrays.fill(settled, false);
    distances[start] = 0;
    hops[start] = 0;
    tied[start] = false;
    for (int node = start; node >= 0; node = nearest()) {
      settled[node] = true;
      for (int next = 0; next < distances.length; next++) {
        int length = graph.length(node, next);
        if (length > 0) {
          relax(node, next, distances[node] + length);
        }
      }
    }
  }

  /** Returns true if exactly one shortest route leads to {@code goal}. */
  boolean isUnique(int goal) {
    return distances[goal] != UNREACHED && !tied[goal];
  }

  /** Returns the most edges that a unique shortest route has, or 0 where there is none. */
  int mostHopsOfUnique() {
    int most = 0;
    for (int goal = 0; goal < hops.length; goal++) {
      if (isUnique(goal)) {
        most = Math.max(most, hops[goal]);
      }
    }
    return most;
  }

  int distance(int goal) {
    return distances[goal];
  }

  /** Returns the number of edges of the route to {@code goal}. */
  int hops(int goal) {
    return hops[goal];
  }

  /** Returns the last node before {@code goal}; meaningless for the start itself. */
  int previous(int goal) {
    return previous[goal];
  }

  private void relax(int node, int next, int distance) {
    if (distance < distances[next]) {
      distances[next] = distance;
      previous[next] = node;
      hops[next] = hops[node] + 1;
      tied[next] = tied[node];
    } else if (distance == distances[next]) {
      tied[next] = true;
    }
  }

  private int nearest() {
    int nearest = -1;
    int least = UNREACHED;
    for (int node = 0; node < distances.length; node++) {
      if (!settled[node] && distances[node] < least) {
        nearest = node;
        least = distances[node];
      }
    }
    return nearest;
  }
}
