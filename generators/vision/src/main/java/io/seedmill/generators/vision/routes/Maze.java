package io.seedmill.generators.vision.routes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Scene;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A maze with exactly one way from a disc to a flag; the way is to be drawn.
 *
 * <p>The maze has 4 × 4 cells at level 1 and 13 × 13 at level 10, and the ends are far from each
 * other.
 */
final class Maze extends VisionKind {

  private static final int MARGIN = 12;
  private static final List<Colour> STARTS = List.of(Colour.GREEN, Colour.PURPLE, Colour.BROWN);
  private static final List<Colour> WAYS = List.of(Colour.BLUE, Colour.RED, Colour.ORANGE);

  Maze() {
    super(
        "maze",
        "draw the way through a maze",
        List.of("start", "way"),
        "Draw a {way} line from the {start} disc to the flag. It must not cross a wall.",
        "Find the way through the maze, and draw it in {way} from the {start} disc to the flag.",
        "Connect the {start} disc with the flag by a {way} line that stays between the walls and"
            + " takes no wrong turn.",
        "Solve the maze: mark the path from the {start} disc to the flag in {way}, through the"
            + " middle of the cells.",
        "Which way leads from the {start} disc to the flag? Show it as a {way} line.");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int size = 3 + level;
    boolean[][] open = tree(size, random);
    // Twice the farthest cell: the ends of a longest way of the tree.
    int start = farthest(random.nextInt(size * size), open, size);
    int goal = farthest(start, open, size);
    List<Integer> way = way(start, goal, open, size);
    Colour startColour = STARTS.get(random.nextInt(STARTS.size()));
    Colour wayColour = WAYS.get(random.nextInt(WAYS.size()));

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    for (int cell : way) {
      answer.withArray("path").addArray().add(cell / size).add(cell % size);
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.putArray("goal").add(goal / size).add(goal % size);
    given.put("size", size);
    given.putArray("start").add(start / size).add(start % size);
    given.put("start_colour", startColour.label());
    given.put("walls", walls(open, size));
    given.put("way_colour", wayColour.label());
    return new VisionTask(
        answer,
        given,
        (long) size * size + way.size(),
        (canvas, time) -> paint(canvas, time, open, size, way, startColour, wayColour),
        probes(size, goal),
        List.of(startColour.label(), wayColour.label()));
  }

  /** Returns for each cell if it is open to the right, and if it is open downwards. */
  private static boolean[][] tree(int size, UniformRandomProvider random) {
    boolean[][] open = new boolean[2][size * size];
    boolean[] reached = new boolean[size * size];
    int[] begun = new int[size * size];
    int count = 1;
    begun[0] = random.nextInt(size * size);
    reached[begun[0]] = true;
    int[] free = new int[4];
    while (count > 0) {
      int at = random.nextInt(10) < 2 ? random.nextInt(count) : count - 1;
      int cell = begun[at];
      int found = 0;
      for (int direction = 0; direction < 4; direction++) {
        int next = next(cell, direction, size);
        if (next >= 0 && !reached[next]) {
          free[found++] = next;
        }
      }
      if (found == 0) {
        begun[at] = begun[--count];
        continue;
      }
      int next = free[random.nextInt(found)];
      int lower = StrictMath.min(cell, next);
      open[StrictMath.max(cell, next) - lower == 1 ? 0 : 1][lower] = true;
      reached[next] = true;
      begun[count++] = next;
    }
    return open;
  }

  /** Returns the cell to the right, below, to the left or above; -1 outside. */
  private static int next(int cell, int direction, int size) {
    int row = cell / size + (direction == 1 ? 1 : direction == 3 ? -1 : 0);
    int column = cell % size + (direction == 0 ? 1 : direction == 2 ? -1 : 0);
    return row < 0 || column < 0 || row >= size || column >= size ? -1 : row * size + column;
  }

  private static boolean isOpen(int cell, int next, boolean[][] open) {
    int lower = StrictMath.min(cell, next);
    return open[StrictMath.abs(cell - next) == 1 ? 0 : 1][lower];
  }

  private static int farthest(int from, boolean[][] open, int size) {
    List<Integer> queue = reachable(from, open, size, new int[size * size]);
    return queue.get(queue.size() - 1);
  }

  /** Returns the cells by their distance. */
  private static List<Integer> reachable(int from, boolean[][] open, int size, int[] before) {
    boolean[] seen = new boolean[size * size];
    List<Integer> queue = new ArrayList<>(List.of(from));
    seen[from] = true;
    for (int i = 0; i < queue.size(); i++) {
      int cell = queue.get(i);
      for (int direction = 0; direction < 4; direction++) {
        int next = next(cell, direction, size);
        if (next >= 0 && !seen[next] && isOpen(cell, next, open)) {
          seen[next] = true;
          before[next] = cell;
          queue.add(next);
        }
      }
    }
    return queue;
  }

  private static List<Integer> way(int start, int goal, boolean[][] open, int size) {
    int[] towards = new int[size * size];
    reachable(goal, open, size, towards);
    List<Integer> way = new ArrayList<>(List.of(start));
    for (int cell = start; cell != goal; ) {
      cell = towards[cell];
      way.add(cell);
    }
    return way;
  }

  /** Returns a digit for each cell: 1 for a wall to the right, 2 for one below, 3 for both. */
  private static String walls(boolean[][] open, int size) {
    StringBuilder walls = new StringBuilder();
    for (int cell = 0; cell < size * size; cell++) {
      walls.append((open[0][cell] ? 0 : 1) + (open[1][cell] ? 0 : 2));
    }
    return walls.toString();
  }

  private static double middle(int at, int size) {
    return MARGIN + (256.0 - 2 * MARGIN) * (at + 0.5) / size;
  }

  /** The middle of each cell but that of the flag, and of each border between cells. */
  private static List<Probe> probes(int size, int goal) {
    List<Probe> probes = new ArrayList<>();
    for (int cell = 0; cell < size * size; cell++) {
      double x = middle(cell % size, size);
      double y = middle(cell / size, size);
      if (cell != goal) {
        probes.add(new Probe(x, y));
      }
      double half = (256.0 - 2 * MARGIN) / size / 2;
      if (cell % size < size - 1) {
        probes.add(new Probe(x + half, y));
      }
      if (cell / size < size - 1) {
        probes.add(new Probe(x, y + half));
      }
    }
    return probes;
  }

  private static void paint(
      Canvas canvas,
      double time,
      boolean[][] open,
      int size,
      List<Integer> way,
      Colour startColour,
      Colour wayColour) {
    double side = (256.0 - 2 * MARGIN) / size;
    canvas.clear(Colour.WHITE);
    for (int i = 0; i + 1 < way.size(); i++) {
      double part = Scene.part(time, i, way.size() - 1);
      if (part > 0) {
        double x = middle(way.get(i) % size, size);
        double y = middle(way.get(i) / size, size);
        double toX = middle(way.get(i + 1) % size, size);
        double toY = middle(way.get(i + 1) / size, size);
        canvas.fill(
            Shape.line(x, y, x + part * (toX - x), y + part * (toY - y), side * 0.32), wayColour);
      }
    }
    int start = way.get(0);
    int goal = way.get(way.size() - 1);
    canvas.fill(
        Shape.disc(middle(start % size, size), middle(start / size, size), side * 0.3),
        startColour);
    flag(canvas, middle(goal % size, size), middle(goal / size, size), side);
    paintWalls(canvas, open, size, side);
  }

  private static void flag(Canvas canvas, double x, double y, double side) {
    canvas.fill(
        Shape.line(x - side * 0.16, y - side * 0.3, x - side * 0.16, y + side * 0.32, side * 0.08),
        Colour.INK);
    canvas.fill(
        Shape.polygon(
            x - side * 0.14,
            y - side * 0.32,
            x + side * 0.32,
            y - side * 0.12,
            x - side * 0.14,
            y + side * 0.1),
        Colour.PINK);
  }

  private static void paintWalls(Canvas canvas, boolean[][] open, int size, double side) {
    double width = StrictMath.max(4.2, side * 0.1);
    double end = 256 - MARGIN;
    Shape walls =
        Shape.polyline(width, MARGIN, MARGIN, end, MARGIN, end, end, MARGIN, end, MARGIN, MARGIN);
    for (int cell = 0; cell < size * size; cell++) {
      double right = MARGIN + (cell % size + 1) * side;
      double below = MARGIN + (cell / size + 1) * side;
      if (cell % size < size - 1 && !open[0][cell]) {
        walls = walls.and(Shape.line(right, below - side, right, below, width));
      }
      if (cell / size < size - 1 && !open[1][cell]) {
        walls = walls.and(Shape.line(right - side, below, right, below, width));
      }
    }
    canvas.fill(walls, Colour.INK);
  }
}
