package io.seedmill.generators.vision.puzzles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Draws;
import io.seedmill.generators.vision.kind.Frame;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A row of boxes with numbers at the bottom: the right one is to be framed.
 *
 * @param first the number in the first box, from which they go up by one
 * @param right the number that is to be framed
 * @param colour that of the frame
 */
record NumberBoxes(int first, int right, Colour colour) {

  static final double Y = 213;

  private static final int COUNT = 6;
  private static final double WIDTH = 30;
  private static final double HEIGHT = 32;

  /** Returns boxes in which the right number stands at any place. */
  static NumberBoxes of(int right, UniformRandomProvider random) {
    int below = random.nextInt(StrictMath.min(right, COUNT - 1) + 1);
    return new NumberBoxes(right - below, right, Draws.one(Frame.COLOURS, random));
  }

  void describe(ObjectNode given) {
    given.put("first_number", first);
    given.put("frame", colour.label());
  }

  void paint(Canvas canvas, double time) {
    for (int i = 0; i < COUNT; i++) {
      Puzzles.box(canvas, x(i), Y, WIDTH, HEIGHT);
      canvas.fill(
          Shape.text(Integer.toString(first + i), x(i) + WIDTH / 2, Y + HEIGHT / 2, 14),
          Colour.INK);
    }
    new Frame(x(right - first), Y, WIDTH, HEIGHT).paint(canvas, time, colour);
  }

  List<Probe> probes() {
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      probes.addAll(new Frame(x(i), Y, WIDTH, HEIGHT).probes());
    }
    return probes;
  }

  private static double x(int box) {
    return 13 + 40 * box;
  }
}
