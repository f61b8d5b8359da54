package io.seedmill.generators.vision.shapes;

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
 * Lines of different colours, and a dot that is to be put on the midpoint of one of them.
 *
 * <p>Easy pictures have one level line. Harder ones have up to five, at any angle.
 */
final class MarkMidpoint extends VisionKind {

  private static final List<Colour> COLOURS =
      List.of(Colour.RED, Colour.BLUE, Colour.GREEN, Colour.PURPLE, Colour.ORANGE, Colour.BROWN);
  private static final double WIDTH = 6;
  private static final double DOT = 8;
  private static final double GAP = 22;

  MarkMidpoint() {
    super(
        "mark-midpoint",
        "put a dot on the midpoint of a line",
        List.of("line", "dot"),
        "Put a dot on the midpoint of the {line} line, in {dot}.",
        "Which point of the {line} line is equally far from both of its ends? Mark it by a dot in"
            + " {dot}.",
        "Halve the {line} line: draw a dot in {dot} where its two halves meet.",
        "Find the middle of the {line} line and mark it with a dot in {dot}; leave the rest of the"
            + " picture as it is.",
        "In {dot}, draw one dot exactly in the middle between the two ends of the {line} line.");
  }

  /** A line between two places of whole numbers, whose midpoint is one, too. */
  private record Line(Colour colour, int x1, int y1, int x2, int y2) {

    int x() {
      return (x1 + x2) / 2;
    }

    int y() {
      return (y1 + y2) / 2;
    }

    Probe at(double part) {
      return new Probe(x1 + part * (x2 - x1), y1 + part * (y2 - y1));
    }

    double distance(Probe place) {
      return place.distance(x1, y1, x2, y2);
    }

    /** Returns true if another line stays away from this one. */
    boolean isClear(Line other) {
      for (double part = 0; part <= 1; part += 1.0 / 32) {
        if (distance(other.at(part)) < GAP || other.distance(at(part)) < GAP) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int count = 1 + level / 2 - level / 10;
    List<Colour> colours = shuffled(COLOURS, random);
    List<Line> lines = new ArrayList<>();
    while (lines.size() < count) {
      Line next = line(colours.get(lines.size()), level, count, random);
      if (lines.stream().allMatch(next::isClear)) {
        lines.add(next);
      } else if (random.nextInt(40) == 0) {
        lines.clear();
      }
    }
    Line line = lines.get(random.nextInt(count));
    Colour dot = colours.get(COLOURS.size() - 1);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("x", line.x()).put("y", line.y());
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("dot", dot.label());
    given.put("line", line.colour().label());
    for (Line each : lines) {
      ObjectNode shown = given.withArray("lines").addObject();
      shown.put("colour", each.colour().label());
      shown.putArray("ends").add(each.x1()).add(each.y1()).add(each.x2()).add(each.y2());
    }
    return new VisionTask(
        answer,
        given,
        3L * level + 2L * count,
        (canvas, time) -> paint(canvas, time, lines, line, dot),
        probes(lines, line),
        List.of(line.colour().label(), dot.label()));
  }

  private static Line line(Colour colour, int level, int count, UniformRandomProvider random) {
    while (true) {
      double angle = level <= 2 ? 0 : StrictMath.toRadians(random.nextInt(180));
      double half = 26 + random.nextInt(74 - 8 * count);
      int x = 24 + random.nextInt(209);
      int y = 24 + random.nextInt(209);
      int dx = (int) StrictMath.rint(half * StrictMath.cos(angle));
      int dy = (int) StrictMath.rint(half * StrictMath.sin(angle));
      if (isInside(x - dx) && isInside(x + dx) && isInside(y - dy) && isInside(y + dy)) {
        return new Line(colour, x - dx, y - dy, x + dx, y + dy);
      }
    }
  }

  private static boolean isInside(int place) {
    return place >= 14 && place <= 242;
  }

  private static List<Colour> shuffled(List<Colour> colours, UniformRandomProvider random) {
    List<Colour> shuffled = new ArrayList<>(colours);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      shuffled.set(i, shuffled.set(random.nextInt(i + 1), shuffled.get(i)));
    }
    return shuffled;
  }

  /** In the dot, beside its line too, on all lines, and where nothing is. */
  private static List<Probe> probes(List<Line> lines, Line marked) {
    List<Probe> probes = new ArrayList<>();
    probes.add(new Probe(marked.x(), marked.y()));
    double length = StrictMath.hypot(marked.x2() - marked.x1(), marked.y2() - marked.y1());
    double aside = 5.5 / length;
    for (int side = -1; side <= 1; side += 2) {
      probes.add(
          new Probe(
              marked.x() - side * aside * (marked.y2() - marked.y1()),
              marked.y() + side * aside * (marked.x2() - marked.x1())));
      probes.add(marked.at(0.5 + side * 4 / length));
    }
    for (Line line : lines) {
      for (double part : new double[] {0.12, 0.3, 0.7, 0.88}) {
        probes.add(line.at(part));
      }
      if (!line.equals(marked)) {
        probes.add(line.at(0.5));
      }
    }
    for (int x = 16; x < Canvas.UNITS; x += 32) {
      for (int y = 16; y < Canvas.UNITS; y += 32) {
        Probe place = new Probe(x, y);
        if (lines.stream().allMatch(line -> line.distance(place) > DOT + 4)) {
          probes.add(place);
        }
      }
    }
    return probes;
  }

  private static void paint(Canvas canvas, double time, List<Line> lines, Line marked, Colour dot) {
    for (Line line : lines) {
      canvas.fill(Shape.line(line.x1(), line.y1(), line.x2(), line.y2(), WIDTH), line.colour());
    }
    if (time > 0) {
      canvas.fill(Shape.disc(marked.x(), marked.y(), DOT * time), dot);
    }
  }
}
