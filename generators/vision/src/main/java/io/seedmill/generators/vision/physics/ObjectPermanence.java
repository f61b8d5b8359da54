package io.seedmill.generators.vision.physics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Draws;
import io.seedmill.generators.vision.kind.Picture;
import io.seedmill.generators.vision.kind.Probes;
import io.seedmill.generators.vision.kind.Scene;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Balls that roll behind a screen, which is taken away afterwards: the balls are to be shown where
 * they are then.
 *
 * <p>There are one or two balls at low levels and six at level 10. The score is the share of lanes
 * that are right.
 */
final class ObjectPermanence extends VisionKind {

  private static final int[] LANES = {2, 2, 3, 3, 4, 4, 5, 5, 6, 6};
  private static final int COLUMNS = 10;
  private static final double LEFT = 46;
  private static final double SIDE = 20;
  private static final double RADIUS = 8;

  ObjectPermanence() {
    super(
        "object-permanence",
        "show balls that rolled behind a screen",
        List.of(),
        "Each ball rolls in its lane: the sign at the left says in which direction, and by how many"
            + " cells. Balls may roll behind the dark screen. Then the screen is taken away. Show"
            + " the lanes with all balls.",
        "Move every ball by the number of cells at the left of its lane, in the direction of the"
            + " arrow there. It keeps rolling behind the screen. Then remove the screen, and show"
            + " where all balls are.",
        "The arrow and the number of a lane tell how its ball moves. What is behind the screen is"
            + " hidden but still there. Show the picture after all moves, without the screen.",
        "Where are the balls after they have rolled as the signs at the left say, one cell for each"
            + " unit? Show them in the lanes once the dark screen is gone.");
  }

  /** A ball in its lane. */
  private record Ball(Colour colour, int from, int steps) {

    int to() {
      return from + steps;
    }

    String sign() {
      return (steps < 0 ? "←" : "→") + StrictMath.abs(steps);
    }
  }

  /** Balls from the top, and the columns of the screen. */
  private record Board(List<Ball> balls, int screen, int width) {

    boolean isHidden(int column) {
      return column >= screen && column < screen + width;
    }

    double y(int lane) {
      return 128 + (lane - (balls.size() - 1) / 2.0) * 40;
    }
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int width = 3 + random.nextInt(2) + level / 5;
    Board board = new Board(new ArrayList<>(), 2 + random.nextInt(COLUMNS - width - 3), width);
    List<Colour> colours = Draws.drawn(Colour.BRIGHT, LANES[level - 1], random);
    for (Colour colour : colours) {
      board.balls().add(ball(board, colour, board.balls().isEmpty() ? 1 : 3, random));
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.putArray("screen").add(board.screen()).add(board.screen() + width - 1);
    long steps = 0;
    List<Probe> probes = new ArrayList<>();
    for (int lane = 0; lane < board.balls().size(); lane++) {
      Ball ball = board.balls().get(lane);
      answer.withArray("cells").add(ball.to());
      ObjectNode each = given.withArray("balls").addObject();
      each.put("cell", ball.from()).put("colour", ball.colour().label());
      each.put("steps", ball.steps());
      steps += StrictMath.abs(ball.steps());
      for (int column = 0; column < COLUMNS; column++) {
        probes.add(new Probe(LEFT + (column + 0.5) * SIDE, board.y(lane)));
      }
    }
    return new VisionTask(
        answer,
        given,
        10L * level + steps,
        (canvas, time) -> paint(canvas, time, board),
        probes,
        List.of());
  }

  /** Returns a ball that is seen at first, and of a number of them one or more that is not then. */
  private static Ball ball(Board board, Colour colour, int one, UniformRandomProvider random) {
    while (true) {
      int from = random.nextInt(COLUMNS);
      int to = random.nextInt(COLUMNS);
      boolean isThrough = from < board.screen() != to < board.screen() && !board.isHidden(to);
      boolean isWanted = board.isHidden(to) || (isThrough && random.nextInt(one) > 0);
      if (!board.isHidden(from) && isWanted) {
        return new Ball(colour, from, to - from);
      }
    }
  }

  @Override
  public double score(JsonNode answer, JsonNode metadata, Picture proposed) {
    return Probes.shareOfRows(metadata.path("probes"), proposed);
  }

  private static void paint(Canvas canvas, double time, Board board) {
    canvas.clear(Colour.PAPER);
    double rolled = Scene.part(time, 0, 2);
    double lifted = Scene.part(time, 1, 2);
    double width = COLUMNS * SIDE;
    int lanes = board.balls().size();
    for (int lane = 0; lane < lanes; lane++) {
      Ball ball = board.balls().get(lane);
      double y = board.y(lane);
      canvas.fill(Shape.rectangle(LEFT, y - 14, width, 28), Colour.WHITE);
      for (int i = 0; i <= COLUMNS; i++) {
        canvas.fill(Shape.rectangle(LEFT + i * SIDE - 0.5, y - 14, 1, 28), Colour.SILVER);
      }
      canvas.fill(Shape.rectangle(LEFT - 0.5, y - 14.75, width + 1, 1.5), Colour.GREY);
      canvas.fill(Shape.rectangle(LEFT - 0.5, y + 13.25, width + 1, 1.5), Colour.GREY);
      canvas.fill(Shape.text(ball.sign(), 24, y, 13), Colour.INK);
      double x = LEFT + (ball.from() + 0.5 + rolled * ball.steps()) * SIDE;
      canvas.fill(Shape.disc(x, y, RADIUS), ball.colour());
    }
    if (lifted < 1) {
      double top = board.y(0) - 18 - lifted * 256;
      canvas.fill(
          Shape.rectangle(LEFT + board.screen() * SIDE, top, board.width() * SIDE, lanes * 40 - 4),
          Colour.INK);
    }
  }
}
