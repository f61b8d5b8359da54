package io.seedmill.generators.vision.puzzles;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Draws;
import io.seedmill.generators.vision.kind.Scene;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * All coloured cells of a grid move by some cells, and come back on the other side.
 *
 * <p>The grid, the coloured cells and the way grow with the level; from level 6 on the way has two
 * parts.
 */
final class GridShift extends VisionKind {

  private static final double LEFT = 16;
  private static final double WIDTH = 224;
  private static final String[] DIRECTIONS = {"to the right", "down", "to the left", "up"};

  GridShift() {
    super(
        "grid-shift",
        "move the cells of a grid",
        List.of("way"),
        "Move every coloured cell {way}. What leaves the grid on one side comes back on the"
            + " opposite side. Show the grid after that.",
        "Shift the whole pattern {way}; cells that go over an edge of the grid come in again at the"
            + " opposite edge. The last picture shows the shifted pattern.",
        "The coloured cells travel {way}, all of them together, and wrap around at the edges of the"
            + " grid. Draw the grid as it is at the end.",
        "Show this grid after all its coloured cells are moved {way}. The edges are joined: beyond"
            + " the last row or column follows the first one, and the other way round.",
        "Slide the pattern {way}. A cell that falls off one edge of the grid appears at the"
            + " opposite edge. Colours do not change.");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int size = 4 + (level + 1) / 2;
    int direction = random.nextInt(4);
    int[] steps = {
      1 + random.nextInt(1 + level / 3), level < 6 ? 0 : 1 + random.nextInt(level / 3)
    };
    int[] directions = {direction, (direction + (random.nextBoolean() ? 1 : 3)) % 4};
    int colours = StrictMath.min(5, 1 + level / 2);
    List<Colour> palette = Draws.drawn(Colour.BRIGHT, colours, random);
    int filled = 2 + 2 * level;
    int[][] pattern = new int[size][size];
    int[][] shifted = new int[size][size];
    do {
      int[] order = Draws.order(size * size, random);
      for (int i = 0; i < order.length; i++) {
        int colour = i >= filled ? 0 : 1 + (i < colours ? i : random.nextInt(colours));
        int row = order[i] / size;
        int column = order[i] % size;
        pattern[row][column] = colour;
        for (int k = 0; k < 2; k++) {
          row += dy(directions[k]) * steps[k];
          column += dx(directions[k]) * steps[k];
        }
        shifted[Math.floorMod(row, size)][Math.floorMod(column, size)] = colour;
      }
    } while (Arrays.deepEquals(pattern, shifted));

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    palette.forEach(each -> given.withArray("colours").add(each.label()));
    for (int row = 0; row < size; row++) {
      answer.withArray("grid").add(Puzzles.text(shifted[row]));
      given.withArray("grid").add(Puzzles.text(pattern[row]));
    }
    StringBuilder way = new StringBuilder();
    for (int k = 0; k < 2; k++) {
      if (steps[k] > 0) {
        given.withArray("ways").add(way(steps[k], DIRECTIONS[directions[k]]));
        way.append(k == 0 ? "" : " and then ").append(way(steps[k], DIRECTIONS[directions[k]]));
      }
    }
    return new VisionTask(
        answer,
        given,
        (long) filled * (2 + steps[0] + 2 * steps[1]),
        (canvas, time) -> paint(canvas, time, pattern, palette, directions, steps),
        Puzzles.cells(LEFT, LEFT, WIDTH / size, size, size),
        List.of(way));
  }

  private static String way(int steps, String direction) {
    return steps + (steps == 1 ? " cell " : " cells ") + direction;
  }

  private static int dx(int direction) {
    return direction == 0 ? 1 : direction == 2 ? -1 : 0;
  }

  private static int dy(int direction) {
    return direction == 1 ? 1 : direction == 3 ? -1 : 0;
  }

  private static void paint(
      Canvas canvas,
      double time,
      int[][] pattern,
      List<Colour> palette,
      int[] directions,
      int[] steps) {
    int size = pattern.length;
    double side = WIDTH / size;
    double x = 0;
    double y = 0;
    int parts = steps[1] == 0 ? 1 : 2;
    for (int k = 0; k < parts; k++) {
      double part = Scene.part(time, k, parts) * steps[k];
      x += part * dx(directions[k]);
      y += part * dy(directions[k]);
    }
    canvas.clear(Colour.WHITE);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        if (pattern[row][column] > 0) {
          // A cell on its way over an edge is seen on both sides.
          for (double atX : places(column + x, size)) {
            for (double atY : places(row + y, size)) {
              canvas.fill(
                  Shape.rectangle(LEFT + atX * side, LEFT + atY * side, side, side),
                  palette.get(pattern[row][column] - 1));
            }
          }
        }
      }
    }
    Shape outside =
        Shape.rectangle(0, 0, 256, 256).without(Shape.rectangle(LEFT, LEFT, WIDTH, WIDTH));
    canvas.fill(outside, Colour.WHITE);
    for (int i = 0; i <= size; i++) {
      canvas.fill(Shape.rectangle(15.5, 15.5 + i * side, 225, 1), Colour.GREY);
      canvas.fill(Shape.rectangle(15.5 + i * side, 15.5, 1, 225), Colour.GREY);
    }
    canvas.fill(
        Shape.rectangle(14.5, 14.5, 227, 227).without(Shape.rectangle(16, 16, 224, 224)),
        Colour.INK);
  }

  private static double[] places(double at, int size) {
    double inside = at - size * StrictMath.floor(at / size);
    return inside > size - 1 ? new double[] {inside, inside - size} : new double[] {inside};
  }
}
