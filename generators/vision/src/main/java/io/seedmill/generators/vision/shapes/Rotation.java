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
 * A figure of tiles is to be turned about a point.
 *
 * <p>Easy figures have four tiles and turn by quarters about a point of their own; hard ones have
 * thirteen, and turn by any multiple of 15 degrees about a point beside them.
 */
final class Rotation extends VisionKind {

  private static final int MARGIN = 8;
  private static final double DOT = 6.5;

  Rotation() {
    super(
        "rotation",
        "turn a figure about a point",
        List.of("angle", "direction"),
        "Rotate the figure by {angle} degrees {direction} about the black dot. Show it in its new"
            + " position only.",
        "The black dot is fixed. Turn the figure around it by {angle} degrees {direction}; nothing"
            + " stays at the old place.",
        "Show where the figure is after a rotation of {angle} degrees {direction} with the black"
            + " dot as its centre. Its shape, size and colours stay, and the old position is"
            + " empty.",
        "Turn the whole figure {direction} through {angle} degrees about the black dot, and leave"
            + " the dot where it is.",
        "The figure is pinned at the black dot and swings {angle} degrees {direction}. What does"
            + " the picture look like then?");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    Figure figure =
        Figure.draw(3 + level, level <= 3 ? 2 : level <= 7 ? 3 : 4, level <= 3 ? 4 : 5, random);
    int step = level <= 5 ? 90 : level <= 7 ? 45 : 15;
    int angle = step * (1 + random.nextInt(360 / step - 1));
    while (step < 90 && angle % 90 == 0) {
      angle = step * (1 + random.nextInt(360 / step - 1));
    }
    boolean isClockwise = random.nextBoolean();
    int around = level <= 3 ? 0 : 1;
    int u = random.nextInt(figure.columns() + 1 + 2 * around) - around;
    int v = random.nextInt(figure.rows() + 1 + 2 * around) - around;
    double far =
        StrictMath.hypot(
            StrictMath.max(StrictMath.abs(u), StrictMath.abs(figure.columns() - u)),
            StrictMath.max(StrictMath.abs(v), StrictMath.abs(figure.rows() - v)));
    int most = (int) (114 / far) / 2 * 2;
    int side = StrictMath.min(26, most) - 2 * random.nextInt(2);
    side = StrictMath.max(12, side);
    int room = 256 - 2 * (MARGIN + (int) StrictMath.ceil(far * side));
    int x = 128 - room / 2 + random.nextInt(room + 1);
    int y = 128 - room / 2 + random.nextInt(room + 1);
    double turn = isClockwise ? angle : -angle;
    Placing before = Placing.at(x - u * side, y - v * side, side);
    Placing after = before.turned(turn, x, y);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("tiles", figure.middles(after));
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("angle", angle);
    given.put("direction", isClockwise ? "clockwise" : "anticlockwise");
    given.putArray("dot").add(x).add(y);
    given.put("side", side);
    given.set("tiles", figure.middles(before));
    return new VisionTask(
        answer,
        given,
        (long) figure.tiles().size() * (step == 90 ? 1 : step == 45 ? 2 : 3),
        (canvas, time) -> paint(canvas, figure, before.turned(turn * time, x, y), x, y),
        figure.probes(
            List.of(before, after),
            probe -> StrictMath.hypot(probe.x() - x, probe.y() - y) > DOT + 3),
        List.of(Integer.toString(angle), isClockwise ? "clockwise" : "anticlockwise"));
  }

  private static void paint(Canvas canvas, Figure figure, Placing placing, int x, int y) {
    canvas.clear(Colour.WHITE);
    figure.paint(canvas, placing, figure.tiles().size());
    paintDot(canvas, x, y);
  }

  /** A black dot that is seen on any colour. */
  static void paintDot(Canvas canvas, double x, double y) {
    canvas.fill(Shape.disc(x, y, DOT), Colour.WHITE);
    canvas.fill(Shape.disc(x, y, DOT - 2), Colour.BLACK);
  }
}
