package io.seedmill.generators.vision.physics;

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
 * A ray of light enters a grid with mirrors; its way until it leaves the grid is to be drawn.
 *
 * <p>The grid has 4 × 4 cells at level 1 and 9 × 9 at level 10, and the ray meets as many mirrors
 * as the level says.
 */
final class RayReflection extends VisionKind {

  private static final int MARGIN = 22;
  private static final double WIDTH = 6.5;
  private static final List<Colour> RAYS =
      List.of(Colour.RED, Colour.ORANGE, Colour.GREEN, Colour.BLUE, Colour.PURPLE, Colour.PINK);

  /** Right, down, left, up. */
  private static final int[][] STEPS = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};

  RayReflection() {
    super(
        "ray-reflection",
        "draw the way of a light ray between mirrors",
        List.of("colour"),
        "A {colour} ray of light enters the grid at the arrow. The slanted lines are mirrors on"
            + " both sides. Draw its way until it leaves the grid.",
        "Follow the light from the {colour} arrow: it goes straight through empty cells, and each"
            + " mirror turns it by a right angle. Mark its whole way through the grid in {colour}.",
        "Trace the {colour} ray from the arrow to the edge of the grid where it comes out. It is"
            + " reflected by every slanted mirror that it meets.",
        "Where does the light leave the grid? Draw the {colour} ray, from the arrow through the"
            + " middle of the cells, with a turn at each mirror.",
        "Light shines in the direction of the {colour} arrow. Complete the {colour} ray with all"
            + " its reflections in the slanted mirrors, up to the border of the grid.");
  }

  /** The mirrors, and the way as cells; the first and the last one lie outside. */
  private record Course(char[][] mirrors, List<int[]> way) {}

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int size = 4 + level / 2;
    Course course = null;
    while (course == null) {
      course = course(size, level, random);
    }
    Course found = course;
    Colour ray = RAYS.get(random.nextInt(RAYS.size()));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    for (int[] cell : found.way().subList(1, found.way().size() - 1)) {
      answer.withArray("cells").addArray().add(cell[0]).add(cell[1]);
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.putArray("arrow").add(found.way().get(0)[0]).add(found.way().get(0)[1]);
    for (char[] row : found.mirrors()) {
      given.withArray("mirrors").add(new String(row));
    }
    given.put("ray", ray.label());
    double side = (256.0 - 2 * MARGIN) / size;
    List<Probe> probes = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double x = MARGIN + (column + 0.5) * side;
        double y = MARGIN + (row + 0.5) * side;
        for (int sign = -1; sign <= 1; sign += 2) {
          // Between the line of the grid and a mirror in the middle.
          probes.add(new Probe(x + sign * side * 0.33, y));
          probes.add(new Probe(x, y + sign * side * 0.33));
        }
      }
    }
    return new VisionTask(
        answer,
        given,
        3L * level + found.way().size(),
        (canvas, time) -> paint(canvas, time, found, ray),
        probes,
        List.of(ray.label()));
  }

  /** Returns a way with as many mirrors as wanted, or null. */
  private static Course course(int size, int wanted, UniformRandomProvider random) {
    char[][] mirrors = new char[size][size];
    for (char[] row : mirrors) {
      for (int column = 0; column < size; column++) {
        int drawn = random.nextInt(10);
        row[column] = drawn < 2 ? '/' : drawn < 4 ? '\\' : '.';
      }
    }
    int direction = random.nextInt(4);
    int at = random.nextInt(size);
    int row = direction == 1 ? -1 : direction == 3 ? size : at;
    int column = direction == 0 ? -1 : direction == 2 ? size : at;
    List<int[]> way = new ArrayList<>();
    way.add(new int[] {row, column});
    int met = 0;
    while (true) {
      row += STEPS[direction][0];
      column += STEPS[direction][1];
      way.add(new int[] {row, column});
      if (row < 0 || column < 0 || row >= size || column >= size) {
        return met == wanted ? new Course(mirrors, way) : null;
      }
      if (mirrors[row][column] != '.') {
        met++;
        direction = mirrors[row][column] == '/' ? 3 - direction : direction ^ 1;
      }
    }
  }

  private static double middle(int at, int size) {
    double side = (256.0 - 2 * MARGIN) / size;
    double middle = MARGIN + (at + 0.5) * side;
    return StrictMath.max(MARGIN, StrictMath.min(256 - MARGIN, middle)); // outside: on the edge
  }

  /** Returns the points of the way up to a time. */
  private static double[] points(List<int[]> way, int size, double time) {
    double[] points = new double[2 * way.size()];
    for (int i = 0; i < way.size(); i++) {
      double part = i == 0 ? 0 : Scene.part(time, i - 1, way.size() - 1);
      int[] from = way.get(StrictMath.max(0, i - 1));
      double x = part == 0 && i > 0 ? points[2 * i - 2] : middle(from[1], size);
      double y = part == 0 && i > 0 ? points[2 * i - 1] : middle(from[0], size);
      points[2 * i] = part == 0 ? x : x + part * (middle(way.get(i)[1], size) - x);
      points[2 * i + 1] = part == 0 ? y : y + part * (middle(way.get(i)[0], size) - y);
    }
    return points;
  }

  private static void paint(Canvas canvas, double time, Course course, Colour ray) {
    int size = course.mirrors().length;
    double side = (256.0 - 2 * MARGIN) / size;
    canvas.clear(Colour.WHITE);
    for (int i = 0; i <= size; i++) {
      double line = MARGIN + i * side - 0.5;
      double width = i % size == 0 ? 2 : 1;
      Colour colour = i % size == 0 ? Colour.INK : Colour.SILVER;
      canvas.fill(Shape.rectangle(MARGIN - 0.5, line, 256 - 2 * MARGIN + 1, width), colour);
      canvas.fill(Shape.rectangle(line, MARGIN - 0.5, width, 256 - 2 * MARGIN + 1), colour);
    }
    List<int[]> way = course.way();
    if (time > 0) {
      canvas.fill(Shape.polyline(WIDTH, points(way, size, time)), ray);
    }
    for (int cell = 0; cell < size * size; cell++) {
      int row = cell / size;
      char mirror = course.mirrors()[row][cell % size];
      double slope = mirror == '/' ? -1 : 1;
      if (mirror != '.') {
        double x = middle(cell % size, size);
        double y = middle(row, size);
        double half = side * 0.32;
        canvas.fill(
            Shape.line(x - half, y - slope * half, x + half, y + slope * half, 3.5), Colour.INK);
      }
    }
    int[] start = way.get(0);
    int[] next = way.get(1);
    double x = middle(start[1], size);
    double y = middle(start[0], size);
    double dx = next[1] - start[1];
    double dy = next[0] - start[0];
    canvas.fill(Shape.arrow(x - 18 * dx, y - 18 * dy, x - 2 * dx, y - 2 * dy, 4), ray);
  }
}
