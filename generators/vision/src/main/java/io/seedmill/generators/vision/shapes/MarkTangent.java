package io.seedmill.generators.vision.shapes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Draws;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A circle and lines, of which one touches it, while the others cut or miss it: a dot is to be put
 * on the point of contact.
 *
 * <p>With the level there are more lines, up to six, and they come nearer to the circle.
 */
final class MarkTangent extends VisionKind {

  private static final int[] COUNTS = {2, 2, 3, 3, 4, 4, 5, 5, 6, 6};
  private static final int[] GAPS = {24, 22, 20, 18, 16, 15, 14, 12, 11, 10};
  private static final double WIDTH = 5.6;
  private static final double DOT = 8.6;

  MarkTangent() {
    super(
        "mark-tangent",
        "put a dot where a line touches a circle",
        List.of("dot"),
        "One of the lines is a tangent of the circle. Put a dot in {dot} on the point where it"
            + " touches the circle.",
        "Some lines cut the circle and some miss it, but one touches it in a single point. Mark"
            + " this point by a dot in {dot}.",
        "Find the tangent, and draw a dot in {dot} on its point of contact with the circle.",
        "Which line has exactly one point in common with the circle? Cover that point with a dot in"
            + " {dot}; leave the rest as it is.",
        "Mark the point of contact between the circle and its only tangent with a dot in {dot}.");
  }

  /** A line whose nearest point to the middle of the circle lies in a direction and distance. */
  private record Line(double distance, int direction, double footX, double footY, double[] ends) {

    double distance(Probe place) {
      return place.distance(ends[0], ends[1], ends[2], ends[3]);
    }
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int radius = 38 + random.nextInt(25);
    int x = 108 + random.nextInt(41);
    int y = 108 + random.nextInt(41);
    List<Line> lines = new ArrayList<>();
    while (lines.size() < COUNTS[level - 1]) {
      int gap = GAPS[level - 1] + random.nextInt(8);
      int off = lines.isEmpty() ? 0 : random.nextBoolean() ? gap : -gap;
      Line next = line(x, y, radius, radius + off, random);
      if (next != null && isFarFrom(lines, next)) {
        lines.add(next);
      } else if (random.nextInt(60) == 0) {
        lines.clear();
      }
    }
    Line tangent = lines.get(0);
    List<Line> shown = Draws.drawn(lines, lines.size(), random);
    Colour dot = Draws.one(Colour.BRIGHT, random);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("x", (int) StrictMath.rint(tangent.footX()));
    answer.put("y", (int) StrictMath.rint(tangent.footY()));
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.putArray("circle").add(x).add(y).add(radius);
    given.put("dot", dot.label());
    for (Line line : shown) {
      double[] ends = line.ends();
      given.withArray("lines").addArray().add(ends[0]).add(ends[1]).add(ends[2]).add(ends[3]);
    }
    return new VisionTask(
        answer,
        given,
        8L * lines.size() + level,
        (canvas, time) -> {
          canvas.clear(Colour.WHITE);
          canvas.fill(Shape.ring(x, y, radius, WIDTH), Colour.INK);
          for (Line line : shown) {
            double[] ends = line.ends();
            canvas.fill(Shape.line(ends[0], ends[1], ends[2], ends[3], WIDTH), Colour.INK);
          }
          if (time > 0) {
            canvas.fill(Shape.disc(tangent.footX(), tangent.footY(), DOT * time), dot);
          }
        },
        probes(shown, x, y, radius),
        List.of(dot.label()));
  }

  /** Returns a line, or null if it does not fit into the picture, or ends at the circle. */
  private static Line line(int x, int y, int radius, int distance, UniformRandomProvider random) {
    int direction = random.nextInt(360);
    double angle = StrictMath.toRadians(direction);
    double footX = x + distance * StrictMath.cos(angle);
    double footY = y + distance * StrictMath.sin(angle);
    int before = 44 + random.nextInt(45);
    int after = 44 + random.nextInt(45);
    double[] ends = {
      tenths(footX - before * StrictMath.sin(angle)),
      tenths(footY + before * StrictMath.cos(angle)),
      tenths(footX + after * StrictMath.sin(angle)),
      tenths(footY - after * StrictMath.cos(angle))
    };
    for (double end : ends) {
      if (end < 10 || end > 246) {
        return null;
      }
    }
    double nearest =
        StrictMath.min(
            StrictMath.hypot(ends[0] - x, ends[1] - y), StrictMath.hypot(ends[2] - x, ends[3] - y));
    boolean isWhole = isNearWhole(footX) && isNearWhole(footY);
    if (nearest < radius + 10 || !isWhole) {
      return null;
    }
    return new Line(distance, direction, footX, footY, ends);
  }

  /** Tells if rounding to a whole number is clear. */
  private static boolean isNearWhole(double value) {
    return StrictMath.abs(value - StrictMath.rint(value)) < 0.3;
  }

  private static double tenths(double value) {
    return StrictMath.rint(value * 10) / 10;
  }

  /** Keeps lines apart where they come nearest to the circle. */
  private static boolean isFarFrom(List<Line> lines, Line next) {
    Probe foot = new Probe(next.footX(), next.footY());
    return lines.stream()
        .allMatch(
            line ->
                line.distance(foot) > 20
                    && next.distance(new Probe(line.footX(), line.footY())) > 20
                    && StrictMath.abs(line.direction() - next.direction()) % 340 > 20);
  }

  /** Returns places beside each line where it is nearest to the circle, and some without any. */
  private static List<Probe> probes(List<Line> lines, int x, int y, int radius) {
    List<Probe> probes = new ArrayList<>();
    for (Line line : lines) {
      double angle = StrictMath.toRadians(line.direction());
      for (double off :
          line.distance() == radius ? new double[] {0, -5.6, 5.6} : new double[] {0}) {
        double far = line.distance() + off;
        probes.add(new Probe(x + far * StrictMath.cos(angle), y + far * StrictMath.sin(angle)));
      }
    }
    for (int i = 0; i < 100; i++) {
      Probe place = new Probe(16 + 25 * (i % 10), 16 + 25 * Math.floorDiv(i, 10));
      double ring = StrictMath.abs(StrictMath.hypot(place.x() - x, place.y() - y) - radius);
      if (ring > 12 && lines.stream().allMatch(line -> line.distance(place) > 6)) {
        probes.add(place);
      }
    }
    return probes;
  }
}
