package io.seedmill.generators.vision.puzzles;

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
 * Discs of some colours in rows: an empty box gets the colour that most of them have.
 *
 * <p>With the level there are more discs and colours, and the most frequent colour is ahead by
 * fewer: by one from level 7 on.
 */
final class MajorityColour extends VisionKind {

  private static final int[] SIZES = {4, 4, 5, 5, 6, 6, 7, 7, 8, 9};
  private static final int[] COLOURS = {2, 2, 2, 3, 3, 4, 4, 5, 5, 5};
  private static final int[] LEADS = {4, 3, 3, 2, 2, 2, 1, 1, 1, 1};

  private static final double BOX = 38;
  private static final double BOX_X = 109;
  private static final double BOX_Y = 211;

  MajorityColour() {
    super(
        "majority-colour",
        "fill a box with the most frequent colour",
        List.of(),
        "Which colour do most of the discs have? Fill the empty box with it.",
        "Count the discs of each colour, and paint the box at the bottom in the colour of which"
            + " there are the most.",
        "Fill the square below the discs with the most frequent colour of the discs. The discs stay"
            + " as they are.",
        "One colour occurs more often than every other. Colour the empty box with it, up to its"
            + " edge.",
        "The box at the bottom gets the colour of the largest group of discs of the same colour,"
            + " wherever they are. Show it filled.");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int size = SIZES[level - 1];
    int colours = COLOURS[level - 1];
    int lead = LEADS[level - 1];
    List<Colour> palette = Draws.drawn(Colour.BRIGHT, colours, random);
    int most = (size * size + (colours - 1) * lead) / colours;
    List<Integer> discs = new ArrayList<>();
    for (int colour = 1; colour <= colours; colour++) {
      int count =
          colour == 1
              ? most
              : most - lead - (colour == 2 ? 0 : random.nextInt(1 + (most - lead) / 4));
      for (int i = 0; i < count; i++) {
        discs.add(colour);
      }
    }
    int[] order = Draws.order(size * size, random);
    int[][] grid = new int[size][size];
    for (int i = 0; i < discs.size(); i++) {
      grid[order[i] / size][order[i] % size] = discs.get(i);
    }
    // The order of the colours in the data must not tell which one it is.
    int[] names = Draws.order(colours, random);
    Colour[] named = new Colour[colours];
    for (int i = 0; i < colours; i++) {
      named[names[i]] = palette.get(i);
    }

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("colour", palette.get(0).label());
    answer.put("count", most);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    for (Colour each : named) {
      given.withArray("colours").add(each.label());
    }
    double side = 200.0 / size;
    List<Probe> probes = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      int[] cells = new int[size];
      for (int column = 0; column < size; column++) {
        cells[column] = grid[row][column] == 0 ? 0 : 1 + names[grid[row][column] - 1];
        if ((row + column) % 3 == 0) {
          probes.add(new Probe(28 + (column + 0.5) * side, 5 + (row + 0.5) * side));
        }
      }
      given.withArray("grid").add(Puzzles.text(cells));
    }
    for (int i = 0; i < 9; i++) {
      probes.add(new Probe(BOX_X + 7 + i % 3 * 12, BOX_Y + 7 + i / 3 * 12));
    }
    return new VisionTask(
        answer,
        given,
        discs.size() + 4L * colours - 3L * lead,
        (canvas, time) -> paint(canvas, time, grid, palette),
        probes,
        List.of());
  }

  private static void paint(Canvas canvas, double time, int[][] grid, List<Colour> palette) {
    int size = grid.length;
    double side = 200.0 / size;
    canvas.clear(Colour.WHITE);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        if (grid[row][column] > 0) {
          canvas.fill(
              Shape.disc(28 + (column + 0.5) * side, 5 + (row + 0.5) * side, side * 0.4),
              palette.get(grid[row][column] - 1));
        }
      }
    }
    if (time > 0) {
      canvas.fill(
          Shape.rectangle(BOX_X, BOX_Y + BOX * (1 - time), BOX, BOX * time), palette.get(0));
    }
    canvas.fill(
        Shape.rectangle(BOX_X - 2.5, BOX_Y - 2.5, BOX + 5, BOX + 5)
            .without(Shape.rectangle(BOX_X, BOX_Y, BOX, BOX)),
        Colour.INK);
  }
}
