package io.seedmill.generators.vision.puzzles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Shortest ways over the free cells of a square grid, from a cell to one beside, above or below it.
 *
 * @param free whether a cell is free, row by row
 */
record FreeCells(boolean[] free, int size) {

  /** Returns the steps from a cell to each, -1 if there is no way. */
  int[] distances(int from) {
    int[] distances = new int[free.length];
    Arrays.fill(distances, -1);
    int[] queue = new int[free.length];
    int end = 0;
    queue[end++] = from;
    distances[from] = 0;
    for (int i = 0; i < end; i++) {
      for (int direction = 0; direction < 4; direction++) {
        int next = next(queue[i], direction);
        if (next >= 0 && free[next] && distances[next] < 0) {
          distances[next] = distances[queue[i]] + 1;
          queue[end++] = next;
        }
      }
    }
    return distances;
  }

  /** Returns a shortest way, which must exist, with both ends; any of them if there are several. */
  List<Integer> way(int from, int to, UniformRandomProvider random) {
    int[] left = distances(to);
    List<Integer> way = new ArrayList<>(List.of(from));
    for (int cell = from; cell != to; ) {
      int next = next(cell, random.nextInt(4));
      if (next >= 0 && left[next] == left[cell] - 1) {
        way.add(next);
        cell = next;
      }
    }
    return way;
  }

  private int next(int cell, int direction) {
    int row = cell / size + (direction == 1 ? 1 : direction == 3 ? -1 : 0);
    int column = cell % size + (direction == 0 ? 1 : direction == 2 ? -1 : 0);
    return row < 0 || column < 0 || row >= size || column >= size ? -1 : row * size + column;
  }
}
