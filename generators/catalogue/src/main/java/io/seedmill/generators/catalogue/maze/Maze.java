package io.seedmill.generators.catalogue.maze;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A square maze on its own drawing, with exactly one shortest way from start to goal. Every {@link
 * #draw} replaces it by another one.
 *
 * <p>The drawing has 2 * size + 1 rows as wide as that: cells at odd rows and columns, and between
 * them walls and openings.
 */
final class Maze {

  static final String MOVES = "URDL";

  private static final char WALL = '#';
  private static final char FREE = '.';
  private static final char EDGE = '\n';

  private final int size;
  private final int rowLength;
  private final int[] steps;
  private final char[] blank;
  private final char[] drawing;
  private final int[] cells;
  private final int[] walls;
  private final int[] fromStart;
  private final int[] fromGoal;
  private final int[] freeSteps = new int[4];
  private int start;
  private int goal;

  Maze(int size) {
    this.size = size;
    this.rowLength = 2 * size + 2;
    this.steps = new int[] {-rowLength, 1, rowLength, -1};
    this.blank = blank(size, rowLength);
    this.drawing = new char[blank.length];
    this.cells = new int[size * size];
    this.walls = new int[2 * size * (size - 1)];
    this.fromStart = new int[blank.length];
    this.fromGoal = new int[blank.length];
  }

  /**
   * @param branching how often a passage starts anywhere rather than where the last one ended, from
   *     0 (long windings) to 1 (many short dead ends)
   * @param loops how many walls to open besides; fewer where more would make another way as short
   *     as the shortest
   */
  void draw(double branching, int loops, UniformRandomProvider random) {
    growTree(branching, random);
    chooseEnds(random);
    openDetours(loops, random);
  }

  /** Returns the rows, each but the last with a line feed after it. */
  String text() {
    drawing[start] = 'S';
    drawing[goal] = 'G';
    String text = new String(drawing, rowLength, drawing.length - 2 * rowLength - 1);
    drawing[start] = FREE;
    drawing[goal] = FREE;
    return text;
  }

  /** Returns the number of steps from cell to cell on the shortest way. */
  int distance() {
    return fromStart[goal];
  }

  /** Returns the shortest way: two letters of {@link #MOVES} for each step from cell to cell. */
  String solution() {
    StringBuilder moves = new StringBuilder(2 * distance());
    for (int cell = start; cell != goal; ) {
      int move = 0;
      while (!isOpen(cell, steps[move]) || fromGoal[cell + 2 * steps[move]] != fromGoal[cell] - 1) {
        move++;
      }
      moves.append(MOVES.charAt(move)).append(MOVES.charAt(move));
      cell += 2 * steps[move];
    }
    return moves.toString();
  }

  /*
   * The growing tree algorithm: take one of the cells begun, open the way to a neighbour that is
   * still solid, and begin that one too; drop the cell where no such neighbour is left. Taking the
   * newest makes a depth-first search with long passages, taking any makes many short ones.
   *
   * Buck: Mazes for Programmers, Pragmatic Bookshelf, 2015.
   */
  private void growTree(double branching, UniformRandomProvider random) {
    System.arraycopy(blank, 0, drawing, 0, blank.length);
    int begun = 0;
    cells[begun++] = randomCell(random);
    drawing[cells[0]] = FREE;
    while (begun > 0) {
      int at = random.nextDouble() < branching ? random.nextInt(begun) : begun - 1;
      int cell = cells[at];
      int step = stepIntoSolid(cell, random);
      if (step == 0) {
        cells[at] = cells[--begun];
      } else {
        drawing[cell + step] = FREE;
        drawing[cell + 2 * step] = FREE;
        cells[begun++] = cell + 2 * step;
      }
    }
  }

  private int stepIntoSolid(int cell, UniformRandomProvider random) {
    int found = 0;
    for (int step : steps) {
      if (drawing[cell + 2 * step] == WALL) {
        freeSteps[found++] = step;
      }
    }
    return found == 0 ? 0 : freeSteps[random.nextInt(found)];
  }

  /** Any cell, and any at least size - 1 steps from it; one of the corners always is. */
  private void chooseEnds(UniformRandomProvider random) {
    start = randomCell(random);
    measure(fromStart, start);
    int found = 0;
    for (int i = 0; i < size * size; i++) {
      int cell = cell(i);
      if (fromStart[cell] >= size - 1) {
        cells[found++] = cell;
      }
    }
    goal = cells[random.nextInt(found)];
    measure(fromGoal, goal);
  }

  /*
   * A wall is opened only if every way through it would be longer than the shortest way, which
   * therefore stays what it was, and the only one. Openings bring cells closer to start and goal
   * but never farther away, so that a wall once refused would be refused for ever: one pass over
   * the walls, in a random order, is enough.
   */
  private void openDetours(int loops, UniformRandomProvider random) {
    if (loops == 0) {
      return;
    }
    int opened = 0;
    for (int left = collectWalls(); left > 0 && opened < loops; left--) {
      int at = random.nextInt(left);
      int wall = walls[at];
      walls[at] = walls[left - 1];
      // To the left of a wall is a cell if it stands upright, and else a corner.
      int step = drawing[wall - 1] == WALL ? rowLength : 1;
      int a = wall - step;
      int b = wall + step;
      int shortestThrough = 1 + Math.min(fromStart[a] + fromGoal[b], fromStart[b] + fromGoal[a]);
      if (shortestThrough > distance()) {
        drawing[wall] = FREE;
        shorten(fromStart, a, b);
        shorten(fromGoal, a, b);
        opened++;
      }
    }
  }

  private int collectWalls() {
    int found = 0;
    for (int i = 0; i < size * size; i++) {
      int cell = cell(i);
      for (int step = 1; step <= rowLength; step += rowLength - 1) {
        if (!isOpen(cell, step) && drawing[cell + 2 * step] == FREE) {
          walls[found++] = cell + step;
        }
      }
    }
    return found;
  }

  private void measure(int[] distances, int origin) {
    Arrays.fill(distances, Integer.MAX_VALUE);
    distances[origin] = 0;
    spread(distances, origin);
  }

  private void shorten(int[] distances, int a, int b) {
    int near = distances[a] < distances[b] ? a : b;
    int far = near == a ? b : a;
    if (distances[near] + 1 < distances[far]) {
      distances[far] = distances[near] + 1;
      spread(distances, far);
    }
  }

  /** Breadth-first search that goes on only where it finds something shorter than is known. */
  private void spread(int[] distances, int origin) {
    int[] queue = cells;
    int end = 0;
    queue[end++] = origin;
    for (int at = 0; at < end; at++) {
      int cell = queue[at];
      for (int step : steps) {
        int next = cell + 2 * step;
        if (isOpen(cell, step) && distances[next] > distances[cell] + 1) {
          distances[next] = distances[cell] + 1;
          queue[end++] = next;
        }
      }
    }
  }

  private boolean isOpen(int cell, int step) {
    return drawing[cell + step] == FREE;
  }

  private int randomCell(UniformRandomProvider random) {
    return cell(random.nextInt(size * size));
  }

  private int cell(int number) {
    return (2 + 2 * (number / size)) * rowLength + 1 + 2 * (number % size);
  }

  /** Nothing but walls, and a row above and below so that a step out never leaves the array. */
  private static char[] blank(int size, int rowLength) {
    char[] blank = new char[(2 * size + 3) * rowLength];
    Arrays.fill(blank, EDGE);
    for (int row = 1; row < 2 * size + 2; row++) {
      Arrays.fill(blank, row * rowLength, (row + 1) * rowLength - 1, WALL);
    }
    return blank;
  }
}
