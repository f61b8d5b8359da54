package io.seedmill.generators.vision.physics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A ball rolls in a box along an arrow and bounces off the walls: its way is to be drawn.
 *
 * <p>It ends at the first wall at level 1 and at the tenth at level 10. From level 5 on the ball is
 * not on a diagonal any more.
 */
final class BallBounce extends VisionKind {

  private static final double RADIUS = 7;
  private static final double WIDTH = 6.5;
  private static final double ARROW = 30;
  private static final int CORNER = 12;
  private static final int[][][] DIRECTIONS = {
    {{1, 1}}, {{1, 1}, {2, 1}, {1, 2}}, {{2, 1}, {1, 2}, {3, 2}, {2, 3}, {3, 1}, {1, 3}}
  };
  private static final String[] COUNTS = {
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"
  };

  BallBounce() {
    super(
        "ball-bounce",
        "draw the way of a ball between walls",
        List.of("ball", "way", "count"),
        "The {ball} ball rolls in the direction of the arrow and bounces off the walls. Draw the"
            + " way of its middle as a {way} line, and show the ball where it touches a wall for"
            + " the {count} time.",
        "Follow the {ball} ball: it starts along the arrow, leaves each wall at the angle at which"
            + " it came, and stops at its {count} touch of a wall. Mark its way in {way}.",
        "Trace the path of the {ball} ball in {way} up to its {count} contact with a wall, and put"
            + " the ball there. It moves straight, first along the arrow, and is reflected without"
            + " loss.",
        "Where is the {ball} ball when it meets a wall for the {count} time? Move it there and draw"
            + " its whole way as a {way} line; walls reflect it like a mirror.",
        "The arrow gives the direction of the {ball} ball. Show it at the {count} wall that it"
            + " hits, with a {way} line from its start over all bounces.");
  }

  /** The box in which the middle of the ball moves, and its way: x, y, x, y, … */
  private record Course(int left, int top, int right, int bottom, double[] way) {}

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    Course course = null;
    while (course == null) {
      course = course(level, random);
    }
    Course found = course;
    List<Colour> colours = new ArrayList<>(Colour.BRIGHT);
    Colour ball = colours.remove(random.nextInt(colours.size()));
    Colour way = colours.remove(random.nextInt(colours.size()));
    double[] points = found.way();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    for (int i = 2; i < points.length; i += 2) {
      answer.withArray("touches").addArray().add(tenths(points[i])).add(tenths(points[i + 1]));
    }
    double[] arrow = arrow(points);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.putArray("arrow").add(tenths(arrow[2] - arrow[0])).add(tenths(arrow[3] - arrow[1]));
    given.put("ball", ball.label());
    given.putArray("box").add(found.left()).add(found.top()).add(found.right()).add(found.bottom());
    given.put("radius", RADIUS);
    given.putArray("start").add(points[0]).add(points[1]);
    given.put("touches", level);
    given.put("way", way.label());
    return new VisionTask(
        answer,
        given,
        4L * level + (level < 5 ? 0 : 3),
        (canvas, time) -> paint(canvas, time, found, ball, way),
        probes(found, arrow),
        List.of(ball.label(), way.label(), COUNTS[level - 1]));
  }

  /** Returns a way, or null if it comes near to a corner or the start is near to a wall. */
  private static Course course(int level, UniformRandomProvider random) {
    int width = 130 + random.nextInt(80);
    int height = 110 + random.nextInt(100);
    int left = 128 - width / 2;
    int top = 128 - height / 2;
    int[][] directions = DIRECTIONS[level <= 4 ? 0 : level <= 7 ? 1 : 2];
    int[] direction = directions[random.nextInt(directions.length)];
    double dx = direction[0] * (random.nextBoolean() ? 1 : -1);
    double dy = direction[1] * (random.nextBoolean() ? 1 : -1);
    double[] way = new double[2 * level + 2];
    way[0] = left + 30.0 + random.nextInt(width - 60);
    way[1] = top + 30.0 + random.nextInt(height - 60);
    for (int i = 0; i < level; i++) {
      double x = way[2 * i];
      double y = way[2 * i + 1];
      double toX = ((dx > 0 ? left + width : left) - x) / dx;
      double toY = ((dy > 0 ? top + height : top) - y) / dy;
      double part = StrictMath.min(toX, toY);
      way[2 * i + 2] = x + part * dx;
      way[2 * i + 3] = y + part * dy;
      if (toX < toY) {
        dx = -dx;
        way[2 * i + 2] = StrictMath.rint(way[2 * i + 2]);
      } else {
        dy = -dy;
        way[2 * i + 3] = StrictMath.rint(way[2 * i + 3]);
      }
      boolean isCorner =
          toX < toY
              ? StrictMath.abs(way[2 * i + 3] - 128) > height / 2.0 - CORNER
              : StrictMath.abs(way[2 * i + 2] - 128) > width / 2.0 - CORNER;
      if (isCorner || (i == 0 && part * StrictMath.hypot(dx, dy) < ARROW + 25)) {
        return null;
      }
    }
    return new Course(left, top, left + width, top + height, way);
  }

  private static double tenths(double value) {
    return StrictMath.floor(value * 10 + 0.5 + 1e-6) / 10;
  }

  private static double[] arrow(double[] way) {
    double dx = way[2] - way[0];
    double dy = way[3] - way[1];
    double length = StrictMath.hypot(dx, dy);
    return new double[] {
      way[0], way[1], way[0] + dx / length * ARROW, way[1] + dy / length * ARROW
    };
  }

  private static List<Probe> probes(Course course, double[] arrow) {
    double[] way = course.way();
    int last = way.length - 2;
    List<Probe> probes = new ArrayList<>();
    probes.add(new Probe(way[0], way[1]));
    probes.add(new Probe(way[last], way[last + 1]));
    for (int i = 0; i < last; i += 2) {
      double dx = way[i + 2] - way[i];
      double dy = way[i + 3] - way[i + 1];
      int parts = 1 + (int) (StrictMath.hypot(dx, dy) / 18);
      for (int part = 0; part < parts; part++) {
        double at = (part + 0.5) / parts;
        Probe probe = new Probe(way[i] + at * dx, way[i + 1] + at * dy);
        if (isFree(probe, way, arrow)) {
          probes.add(probe);
        }
      }
    }
    for (int x = course.left() + 4; x < course.right(); x += 24) {
      for (int y = course.top() + 4; y < course.bottom(); y += 24) {
        Probe probe = new Probe(x, y);
        double far = 100;
        for (int i = 0; i < last; i += 2) {
          far = StrictMath.min(far, probe.distance(way[i], way[i + 1], way[i + 2], way[i + 3]));
        }
        if (far > WIDTH / 2 + 3 && isFree(probe, way, arrow)) {
          probes.add(probe);
        }
      }
    }
    return probes;
  }

  /** Away from both places of the ball and from the arrow. */
  private static boolean isFree(Probe probe, double[] way, double[] arrow) {
    int last = way.length - 2;
    return StrictMath.hypot(probe.x() - way[last], probe.y() - way[last + 1]) > RADIUS + 3
        && probe.distance(arrow[0], arrow[1], arrow[2], arrow[3]) > RADIUS + 3;
  }

  private static void paint(Canvas canvas, double time, Course course, Colour ball, Colour way) {
    double[] points = course.way();
    canvas.clear(Colour.WHITE);
    double edge = RADIUS + 2;
    canvas.fill(
        Shape.rectangle(
                course.left() - edge - 2,
                course.top() - edge - 2,
                course.right() - course.left() + 2 * edge + 4,
                course.bottom() - course.top() + 2 * edge + 4)
            .without(
                Shape.rectangle(
                    course.left() - edge + 2,
                    course.top() - edge + 2,
                    course.right() - course.left() + 2 * edge - 4,
                    course.bottom() - course.top() + 2 * edge - 4)),
        Colour.INK);
    double length = 0;
    for (int i = 0; i + 2 < points.length; i += 2) {
      length += StrictMath.hypot(points[i + 2] - points[i], points[i + 3] - points[i + 1]);
    }
    double left = time * length;
    double x = points[0];
    double y = points[1];
    List<Double> line = new ArrayList<>(List.of(x, y));
    for (int i = 0; i + 2 < points.length && left > 1e-9; i += 2) {
      double step = StrictMath.hypot(points[i + 2] - points[i], points[i + 3] - points[i + 1]);
      double part = StrictMath.min(1, left / step);
      x = points[i] + part * (points[i + 2] - points[i]);
      y = points[i + 1] + part * (points[i + 3] - points[i + 1]);
      line.add(x);
      line.add(y);
      left -= step;
    }
    if (line.size() > 2) {
      canvas.fill(
          Shape.polyline(WIDTH, line.stream().mapToDouble(Double::doubleValue).toArray()), way);
    }
    double[] arrow = arrow(points);
    double fromX = arrow[0] + (arrow[2] - arrow[0]) * 0.3; // outside of the ball
    double fromY = arrow[1] + (arrow[3] - arrow[1]) * 0.3;
    canvas.fill(Shape.arrow(fromX, fromY, arrow[2], arrow[3], 3), Colour.INK);
    canvas.fill(Shape.disc(x, y, RADIUS), ball);
  }
}
