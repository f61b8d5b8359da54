package io.seedmill.generators.vision.shapes;

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
 * Numbered dots are to be connected in the order of their numbers.
 *
 * <p>Five dots at level 1, twelve at level 10. The numbers are consecutive up to level 4; later
 * there are gaps between them.
 */
final class DotToDot extends VisionKind {

  private static final double WIDTH = 6.5;
  private static final double DOT = 4.5;
  private static final double LETTER = 9;
  private static final List<Colour> LINES =
      List.of(Colour.RED, Colour.BLUE, Colour.GREEN, Colour.PURPLE, Colour.ORANGE, Colour.BROWN);

  DotToDot() {
    super(
        "dot-to-dot",
        "connect numbered dots in order",
        List.of("colour"),
        "Connect the dots by straight {colour} lines in the order of their numbers, from the"
            + " smallest to the largest.",
        "Dot to dot: begin at the smallest number and draw a straight {colour} line to the next"
            + " larger one, until all dots are connected. Do not go back to the first.",
        "Draw the {colour} path that visits all dots in ascending order of their numbers, with a"
            + " straight line from each to the next.",
        "Join each dot to the dot with the next higher number by a straight {colour} line. The path"
            + " ends at the highest number.",
        "Complete the drawing: straight lines in {colour} lead from number to number, in increasing"
            + " order, and the last number is not joined to the first.");
  }

  /** Dots in their order, each with the middle of its number. */
  private record Dots(double[][] dots, double[][] labels, int[] numbers) {}

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int count = 4 + (4 * level + 4) / 5;
    Dots found = null;
    while (found == null) {
      found = dots(count, level, random);
    }
    Dots dots = found;
    Colour colour = LINES.get(random.nextInt(LINES.size()));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("colour", colour.label());
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answer.withArray("order").add(dots.numbers()[i]);
      order.add(i);
    }
    // Not in the order of the solution.
    order.sort((a, b) -> Double.compare(dots.dots()[a][0], dots.dots()[b][0]));
    for (int i : order) {
      given
          .withArray("dots")
          .addObject()
          .put("number", dots.numbers()[i])
          .put("x", (int) dots.dots()[i][0])
          .put("y", (int) dots.dots()[i][1]);
    }
    return new VisionTask(
        answer,
        given,
        (long) count * (level <= 4 ? 2 : 3) + level,
        (canvas, time) -> paint(canvas, time, dots, colour),
        probes(dots),
        List.of(colour.label()));
  }

  /** Returns dots, or null if a line comes near to a dot, or a number has no room. */
  private static Dots dots(int count, int level, UniformRandomProvider random) {
    double[][] dots = new double[count][2];
    int steps = 0;
    for (int i = 0; i < count; steps++) {
      if (steps > 20 * count) {
        return null;
      }
      boolean isFound = false;
      for (int tries = 0; tries < 12 && !isFound; tries++) {
        double angle = StrictMath.toRadians(random.nextInt(360));
        double length = 38 + random.nextInt(70);
        double x = i == 0 ? 128 : dots[i - 1][0];
        double y = i == 0 ? 128 : dots[i - 1][1];
        dots[i][0] = StrictMath.rint(x + length * StrictMath.cos(angle));
        dots[i][1] = StrictMath.rint(y + length * StrictMath.sin(angle));
        isFound = hasRoom(dots, i);
      }
      i = isFound ? i + 1 : StrictMath.max(0, i - 3);
    }
    int[] numbers = new int[count];
    int last = 0;
    for (int i = 0; i < count; i++) {
      last += level <= 4 ? 1 : 1 + random.nextInt(StrictMath.min(level - 3, 98 / count));
      numbers[i] = last;
    }
    double[][] labels = new double[count][];
    for (int i = 0; i < count; i++) {
      int from = random.nextInt(16);
      for (int turn = 0; turn < 16 && labels[i] == null; turn++) {
        double angle = StrictMath.toRadians(22.5 * (from + turn));
        double half = numbers[i] < 10 ? 3.5 : 8;
        double[] label = {
          dots[i][0] + (9 + half) * StrictMath.cos(angle), dots[i][1] + 13 * StrictMath.sin(angle)
        };
        labels[i] = isFree(label, half, dots, labels, i) ? label : null;
      }
      if (labels[i] == null) {
        return null;
      }
    }
    return new Dots(dots, labels, numbers);
  }

  /** Returns true if the line to a dot, and the dot, are far from the dots and lines before. */
  private static boolean hasRoom(double[][] dots, int i) {
    double[] dot = dots[i];
    if (StrictMath.min(dot[0], dot[1]) < 18 || StrictMath.max(dot[0], dot[1]) > 238) {
      return false;
    }
    for (int j = 0; j + 1 < i; j++) {
      if (distance(dot, dots[j], dots[j + 1]) < 18
          || distance(dots[j], dots[i - 1], dot) < 15
          || isCrossing(dots[j], dots[j + 1], dots[i - 1], dot)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFree(
      double[] label, double half, double[][] dots, double[][] labels, int own) {
    if (label[0] - half < 6 || label[0] + half > 250 || label[1] < 11 || label[1] > 245) {
      return false;
    }
    for (double part = -1; part <= 1; part += 0.5) {
      double[] place = {label[0] + part * half, label[1]};
      for (int i = 0; i < dots.length; i++) {
        double far = i == own ? DOT + 6 : DOT + 9;
        if (distance(place, dots[i], dots[i]) < far
            || (i > 0 && distance(place, dots[i - 1], dots[i]) < WIDTH / 2 + 7)
            || (labels[i] != null
                && StrictMath.abs(place[0] - labels[i][0]) < 20
                && StrictMath.abs(place[1] - labels[i][1]) < 14)) {
          return false;
        }
      }
    }
    return true;
  }

  private static double distance(double[] place, double[] from, double[] to) {
    return new Probe(place[0], place[1]).distance(from[0], from[1], to[0], to[1]);
  }

  private static boolean isCrossing(double[] a, double[] b, double[] c, double[] d) {
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
  }

  private static double side(double[] a, double[] b, double[] c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  }

  /** On the lines, and between dots that follow each other in no order. */
  private static List<Probe> probes(Dots all) {
    double[][] dots = all.dots();
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i + 1 < dots.length; i++) {
      for (double part : new double[] {0.35, 0.5, 0.65}) {
        probes.add(between(dots[i], dots[i + 1], part));
      }
      for (int j = i + 2; j < dots.length; j++) {
        Probe probe = between(dots[i], dots[j], 0.5);
        double[] place = {probe.x(), probe.y()};
        boolean isFree = true;
        for (int k = 0; k < dots.length && isFree; k++) {
          isFree =
              distance(place, dots[k], dots[k]) > DOT + 4
                  && distance(place, all.labels()[k], all.labels()[k]) > 16
                  && (k == 0 || distance(place, dots[k - 1], dots[k]) > WIDTH / 2 + 3.5);
        }
        if (isFree && j < i + 6) {
          probes.add(probe);
        }
      }
    }
    return probes;
  }

  private static Probe between(double[] from, double[] to, double part) {
    return new Probe(from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1]));
  }

  private static void paint(Canvas canvas, double time, Dots all, Colour colour) {
    double[][] dots = all.dots();
    canvas.clear(Colour.WHITE);
    for (int i = 0; i + 1 < dots.length; i++) {
      double part = Scene.part(time, i, dots.length - 1);
      if (part > 0) {
        Probe end = between(dots[i], dots[i + 1], part);
        canvas.fill(Shape.line(dots[i][0], dots[i][1], end.x(), end.y(), WIDTH), colour);
      }
    }
    for (int i = 0; i < dots.length; i++) {
      canvas.fill(Shape.disc(dots[i][0], dots[i][1], DOT), Colour.INK);
      String number = Integer.toString(all.numbers()[i]);
      canvas.fill(Shape.text(number, all.labels()[i][0], all.labels()[i][1], LETTER), Colour.INK);
    }
  }
}
