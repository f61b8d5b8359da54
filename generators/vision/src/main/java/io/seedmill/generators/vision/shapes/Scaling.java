package io.seedmill.generators.vision.shapes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A figure of tiles is to become larger or smaller, seen from a point.
 *
 * <p>The tiles grow in number with the level; from level 8 on the width and the height change by
 * different factors.
 */
final class Scaling extends VisionKind {

  private static final int MARGIN = 8;
  private static final int LEAST_SIDE = 12;
  private static final double[][] FACTORS = {{2, 0.5}, {2, 0.5, 3}, {1.5, 2.5, 0.5, 2, 3}};

  Scaling() {
    super(
        "scaling",
        "make a figure larger or smaller",
        List.of("width", "height"),
        "Scale the figure from the black dot, which stays in place: the figure becomes {width}"
            + " times as wide and {height} times as high.",
        "The black dot is the centre of a scaling. Show the figure {width} times as wide and"
            + " {height} times as high; each point's distance from the dot changes in the same"
            + " way.",
        "Resize the figure with the black dot as the fixed point: width times {width}, height times"
            + " {height}. Show only the new figure and the dot.",
        "Multiply all horizontal distances from the black dot by {width} and all vertical ones by"
            + " {height}. Draw the figure that results instead of the old one.",
        "What does the figure look like after it is scaled about the black dot, to {width} times"
            + " its width and {height} times its height? The dot does not move.");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    while (true) {
      VisionTask task = fitting(level, random);
      if (task != null) {
        return task;
      }
    }
  }

  /** Returns a task, or null if it has no room in the picture. */
  private static VisionTask fitting(int level, UniformRandomProvider random) {
    Figure figure =
        Figure.draw(3 + level, level <= 3 ? 2 : level <= 7 ? 3 : 4, level <= 5 ? 4 : 5, random);
    double[] factors = FACTORS[level <= 2 ? 0 : level <= 4 ? 1 : 2];
    double wide = factors[random.nextInt(factors.length)];
    double high = level >= 8 ? factors[random.nextInt(factors.length)] : wide;
    int around = level <= 3 ? 0 : 1;
    int u = random.nextInt(figure.columns() + 1 + 2 * around) - around;
    int v = random.nextInt(figure.rows() + 1 + 2 * around) - around;
    int side = 12 + 4 * random.nextInt(8);
    int x = 4 * (3 + random.nextInt(59));
    int y = 4 * (3 + random.nextInt(59));
    Placing before = Placing.at(x - u * side, y - v * side, side);
    Placing after = before.scaled(wide, high, x, y);
    if (side * StrictMath.min(wide, high) < LEAST_SIDE
        || (level >= 8 && wide == high)
        || !figure.isInside(before, MARGIN)
        || !figure.isInside(after, MARGIN)) {
      return null;
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("tiles", figure.middles(after));
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.putArray("dot").add(x).add(y);
    given.put("height", high);
    given.put("side", side);
    given.set("tiles", figure.middles(before));
    given.put("width", wide);
    return new VisionTask(
        answer,
        given,
        (long) figure.tiles().size() * (level <= 4 ? 1 : level <= 7 ? 2 : 3),
        (canvas, time) -> {
          canvas.clear(Colour.WHITE);
          Placing now = before.scaled(1 + (wide - 1) * time, 1 + (high - 1) * time, x, y);
          figure.paint(canvas, now, figure.tiles().size());
          Rotation.paintDot(canvas, x, y);
        },
        figure.probes(
            List.of(before, after), probe -> StrictMath.hypot(probe.x() - x, probe.y() - y) > 9.5),
        List.of(text(wide), text(high)));
  }

  private static String text(double factor) {
    return factor == (int) factor ? Integer.toString((int) factor) : Double.toString(factor);
  }
}
