package io.seedmill.generators.vision.shapes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The mirror image of a figure of tiles in a dashed line is to be drawn.
 *
 * <p>The line is upright or level at first, then also a diagonal, and from level 7 on it has other
 * directions. The tiles grow in number.
 */
final class Reflection extends VisionKind {

  private static final int MARGIN = 7;
  private static final double GAP = 9;

  Reflection() {
    super(
        "reflection",
        "draw the mirror image of a figure",
        List.of(),
        "Draw the mirror image of the figure in the dashed line. The figure itself stays.",
        "The dashed line is a mirror. Show the figure and its reflection on the other side, in the"
            + " same size and the same colours.",
        "Reflect the figure in the dashed line: each point of the image is as far behind the line"
            + " as the figure's point is before it. Keep the figure.",
        "Add the reflection of the coloured tiles in the dashed axis, so that the whole picture"
            + " becomes symmetric about it.",
        "Complete the picture to one that is symmetric about the dashed line by drawing the"
            + " reflected figure.");
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
    int step = level <= 3 ? 90 : level <= 6 ? 45 : 15;
    int angle = step * random.nextInt(180 / step);
    int side = (level <= 6 ? 18 : 14) + 2 * random.nextInt(4);
    int lineX = 100 + random.nextInt(57);
    int lineY = 100 + random.nextInt(57);
    int x = MARGIN + random.nextInt(256 - 2 * MARGIN - 2 * side);
    int y = MARGIN + random.nextInt(256 - 2 * MARGIN - 2 * side);
    Placing before = Placing.at(x, y, side);
    if (step == 15 && angle % 45 == 0) {
      return null;
    }
    Figure figure =
        Figure.draw(3 + level, level <= 3 ? 2 : level <= 7 ? 3 : 4, level <= 3 ? 4 : 5, random);
    Placing after = before.reflected(angle, lineX, lineY);
    if (!figure.isInside(before, MARGIN)
        || !figure.isInside(after, MARGIN)
        || !isOnOneSide(figure, before, angle, lineX, lineY)) {
      return null;
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("tiles", figure.middles(after));
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    ObjectNode line = given.putObject("line");
    line.put("angle", angle);
    line.put("x", lineX);
    line.put("y", lineY);
    given.put("side", side);
    given.set("tiles", figure.middles(before));
    double[] ends = ends(angle, lineX, lineY);
    return new VisionTask(
        answer,
        given,
        (long) figure.tiles().size() * (step == 90 ? 1 : step == 45 ? 2 : 3),
        (canvas, time) -> {
          canvas.clear(Colour.WHITE);
          paintLine(canvas, ends);
          int count = figure.tiles().size();
          figure.paint(canvas, before, count);
          figure.paint(canvas, after, (int) StrictMath.ceil(count * time));
        },
        figure.probes(List.of(before, after), probe -> true),
        List.of());
  }

  private static boolean isOnOneSide(
      Figure figure, Placing placing, int angle, int lineX, int lineY) {
    double cos = StrictMath.cos(StrictMath.toRadians(angle));
    double sin = StrictMath.sin(StrictMath.toRadians(angle));
    int sides = 0;
    for (int i = 0; i < 4; i++) {
      double x = placing.x(i % 2 * figure.columns(), i / 2 * figure.rows());
      double y = placing.y(i % 2 * figure.columns(), i / 2 * figure.rows());
      double side = (y - lineY) * cos - (x - lineX) * sin;
      sides += side > GAP ? 1 : side < -GAP ? -1 : 0;
    }
    return StrictMath.abs(sides) == 4;
  }

  /** Returns where the line ends, a little before the edges of the picture. */
  private static double[] ends(int angle, int lineX, int lineY) {
    double cos = StrictMath.cos(StrictMath.toRadians(angle));
    double sin = StrictMath.sin(StrictMath.toRadians(angle));
    double[] ends = new double[4];
    for (int end = 0; end < 2; end++) {
      double sign = end == 0 ? -1 : 1;
      double toX = room(lineX, sign * cos);
      double toY = room(lineY, sign * sin);
      double length = StrictMath.min(toX, toY);
      ends[2 * end] = lineX + sign * cos * length;
      ends[2 * end + 1] = lineY + sign * sin * length;
    }
    return ends;
  }

  private static double room(double from, double direction) {
    return StrictMath.abs(direction) < 1e-9 ? 512 : ((direction > 0 ? 251 : 5) - from) / direction;
  }

  private static void paintLine(Canvas canvas, double[] ends) {
    double dx = ends[2] - ends[0];
    double dy = ends[3] - ends[1];
    int dashes = (int) (StrictMath.hypot(dx, dy) / 14);
    for (int i = 0; i < dashes; i++) {
      double from = i / (dashes - 0.4);
      double to = (i + 0.6) / (dashes - 0.4);
      canvas.fill(
          Shape.line(
              ends[0] + from * dx, ends[1] + from * dy, ends[0] + to * dx, ends[1] + to * dy, 3),
          Colour.BLACK);
    }
  }
}
