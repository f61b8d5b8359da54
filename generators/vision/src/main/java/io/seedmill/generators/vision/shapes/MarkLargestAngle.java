package io.seedmill.generators.vision.shapes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
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
 * Angles whose sides have any length and direction: a dot is to be put on the vertex of the largest
 * one.
 *
 * <p>There are two at level 1 and nine at level 10. The largest is ahead by 40 degrees, later by 8.
 */
final class MarkLargestAngle extends VisionKind {

  private static final int[] COUNTS = {2, 3, 3, 4, 4, 5, 6, 7, 8, 9};
  private static final int[] LEADS = {40, 34, 28, 24, 21, 18, 15, 12, 10, 8};
  private static final double WIDTH = 5.5;
  private static final double DOT = 8.5;

  MarkLargestAngle() {
    super(
        "mark-largest-angle",
        "put a dot on the vertex of the largest angle",
        List.of("dot"),
        "Which of the angles is the largest? Put a dot in {dot} on its vertex.",
        "Each pair of lines makes an angle of less than 180 degrees. Mark the vertex of the largest"
            + " angle by a dot in {dot}.",
        "Find the widest angle, however long its sides are, and draw a dot in {dot} where its two"
            + " sides meet.",
        "Compare the angles between the lines. The corner point of the largest one gets a dot in"
            + " {dot}; nothing else changes.",
        "Two lines open further than all other pairs. Cover the point that they have in common with"
            + " a dot in {dot}.");
  }

  /** Two sides that start at a vertex. */
  private record Angle(Colour colour, int degrees, double x, double y, double[] ends) {

    double distance(Probe place) {
      return StrictMath.min(
          place.distance(x, y, ends[0], ends[1]), place.distance(x, y, ends[2], ends[3]));
    }
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int count = COUNTS[level - 1];
    int columns = count <= 4 ? 2 : 3;
    int largest = 70 + random.nextInt(95);
    List<Colour> colours = Draws.drawn(Colour.BRIGHT, 4, random);
    Colour dot = colours.get(3);
    int[] cells = Draws.order(columns * columns, random);
    List<Angle> angles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int below = largest - LEADS[level - 1];
      int other = StrictMath.max(18, below - (i == 1 ? 0 : random.nextInt(60)));
      Colour colour = colours.get(random.nextInt(3));
      angles.add(angle(i == 0 ? largest : other, colour, cells[i], columns, random));
    }
    Angle marked = angles.get(0);
    List<Angle> shown = Draws.drawn(angles, count, random);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("degrees", largest).put("x", marked.x()).put("y", marked.y());
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    for (Angle angle : shown) {
      ObjectNode each = given.withArray("angles").addObject();
      each.put("colour", angle.colour().label());
      for (double end : angle.ends()) {
        each.withArray("ends").add(end);
      }
      each.putArray("vertex").add(angle.x()).add(angle.y());
    }
    given.put("dot", dot.label());
    return new VisionTask(
        answer,
        given,
        10L * count + level,
        (canvas, time) -> paint(canvas, time, shown, marked, dot),
        probes(shown),
        List.of(dot.label()));
  }

  /** Returns an angle in the middle of its cell. */
  private static Angle angle(
      int degrees, Colour colour, int cell, int columns, UniformRandomProvider random) {
    double side = 256.0 / columns;
    double longest = side / 2 - 12;
    int turn = random.nextInt(360);
    double[] ends = new double[4];
    for (int i = 0; i < 2; i++) {
      double angle = StrictMath.toRadians(turn + (double) i * degrees);
      double length = longest * (0.75 + random.nextInt(26) / 100.0);
      ends[2 * i] = length * StrictMath.cos(angle);
      ends[2 * i + 1] = length * StrictMath.sin(angle);
    }
    double x = tenths((cell % columns + 0.5) * side - middle(ends[0], ends[2]));
    double y = tenths((Math.floorDiv(cell, columns) + 0.5) * side - middle(ends[1], ends[3]));
    for (int i = 0; i < 4; i++) {
      ends[i] = tenths(ends[i] + (i % 2 == 0 ? x : y));
    }
    return new Angle(colour, degrees, x, y, ends);
  }

  /** Returns the middle of what lies between 0 and two numbers. */
  private static double middle(double a, double b) {
    return (StrictMath.min(0, StrictMath.min(a, b)) + StrictMath.max(0, StrictMath.max(a, b))) / 2;
  }

  private static double tenths(double value) {
    return StrictMath.rint(value * 10) / 10;
  }

  /** On each vertex and beside it, on all sides, and where nothing is. */
  private static List<Probe> probes(List<Angle> angles) {
    List<Probe> probes = new ArrayList<>();
    for (Angle angle : angles) {
      probes.add(new Probe(angle.x(), angle.y()));
      double dx = 0;
      double dy = 0;
      for (int i = 0; i < 4; i += 2) {
        double sideX = angle.ends()[i] - angle.x();
        double sideY = angle.ends()[i + 1] - angle.y();
        double length = StrictMath.hypot(sideX, sideY);
        dx -= sideX / length;
        dy -= sideY / length;
        probes.add(new Probe(angle.x() + 0.7 * sideX, angle.y() + 0.7 * sideY));
      }
      double length = StrictMath.hypot(dx, dy);
      probes.add(new Probe(angle.x() + 5.9 * dx / length, angle.y() + 5.9 * dy / length));
    }
    for (int i = 0; i < 64; i++) {
      Probe place = new Probe(16 + 32 * (i % 8), 16 + 32 * Math.floorDiv(i, 8));
      if (angles.stream().allMatch(angle -> angle.distance(place) > DOT + 4)) {
        probes.add(place);
      }
    }
    return probes;
  }

  private static void paint(
      Canvas canvas, double time, List<Angle> angles, Angle marked, Colour dot) {
    for (Angle angle : angles) {
      double[] ends = angle.ends();
      canvas.fill(
          Shape.polyline(WIDTH, ends[0], ends[1], angle.x(), angle.y(), ends[2], ends[3]),
          angle.colour());
    }
    if (time > 0) {
      canvas.fill(Shape.disc(marked.x(), marked.y(), DOT * time), dot);
    }
  }
}
