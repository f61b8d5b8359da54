package io.seedmill.generators.vision.grids;

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
 * One half of a grid has coloured cells; the other is to become its mirror image.
 *
 * <p>The grid, the coloured cells and the colours grow with the level. The axis is upright or level
 * up to level 6, later also a diagonal.
 */
final class SymmetryCompletion extends VisionKind {

  private enum Axis {
    VERTICAL("vertical"),
    HORIZONTAL("horizontal"),
    DIAGONAL("diagonal");

    private final String label;

    Axis(String label) {
      this.label = label;
    }
  }

  SymmetryCompletion() {
    super(
        "symmetry-completion",
        "complete a pattern to its mirror image",
        List.of("axis"),
        "Complete the pattern so that it is symmetric about the dashed {axis} line.",
        "Reflect the coloured cells in the dashed {axis} line, and colour their mirror images.",
        "The dashed {axis} line is a mirror. Fill the empty side with the reflection of the other"
            + " side.",
        "Colour cells on the empty side of the grid until both sides of the {axis} dashed line"
            + " mirror each other.",
        "Finish this drawing: it has mirror symmetry in the {axis} axis, which is dashed.");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int size = 6 + level / 4 * 2; // 6 to 10, even
    Axis axis = Axis.values()[random.nextInt(level <= 6 ? 2 : 3)];
    boolean isSecondHalf = random.nextBoolean();
    int colours = StrictMath.min(4, 1 + level / 2);
    List<Colour> palette = drawn(Colour.BRIGHT, colours, random);
    List<int[]> half = half(size, axis, isSecondHalf);
    int filled = StrictMath.min(half.size() - 1, 2 + 2 * level);
    int[][] pattern = new int[size][size];
    for (int i = 0; i < filled; i++) {
      int[] cell = half.remove(random.nextInt(half.size()));
      pattern[cell[0]][cell[1]] = 1 + (i < colours ? i : random.nextInt(colours));
    }
    int[][] complete = new int[size][size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int[] mirror = mirror(row, column, size, axis);
        complete[row][column] = StrictMath.max(pattern[row][column], pattern[mirror[0]][mirror[1]]);
      }
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("axis", axis.label);
    palette.forEach(each -> given.withArray("colours").add(each.label()));
    for (int row = 0; row < size; row++) {
      answer.withArray("grid").add(text(complete[row]));
      given.withArray("grid").add(text(pattern[row]));
    }
    return new VisionTask(
        answer,
        given,
        (long) filled * (axis == Axis.DIAGONAL ? 3 : 2) + colours,
        (canvas, time) -> paint(canvas, time, pattern, complete, palette, axis),
        probes(size),
        List.of(axis.label));
  }

  private static <T> List<T> drawn(List<T> all, int count, UniformRandomProvider random) {
    List<T> left = new ArrayList<>(all);
    List<T> drawn = new ArrayList<>();
    while (drawn.size() < count) {
      drawn.add(left.remove(random.nextInt(left.size())));
    }
    return drawn;
  }

  /** Returns the cells on one side of the axis, without those on it. */
  private static List<int[]> half(int size, Axis axis, boolean isSecondHalf) {
    List<int[]> cells = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int side =
            switch (axis) {
              case VERTICAL -> 2 * column - size + 1;
              case HORIZONTAL -> 2 * row - size + 1;
              case DIAGONAL -> row - column;
            };
        if (isSecondHalf ? side > 0 : side < 0) {
          cells.add(new int[] {row, column});
        }
      }
    }
    return cells;
  }

  private static int[] mirror(int row, int column, int size, Axis axis) {
    return switch (axis) {
      case VERTICAL -> new int[] {row, size - 1 - column};
      case HORIZONTAL -> new int[] {size - 1 - row, column};
      case DIAGONAL -> new int[] {column, row};
    };
  }

  private static String text(int[] row) {
    StringBuilder text = new StringBuilder();
    for (int cell : row) {
      text.append(cell == 0 ? "." : Integer.toString(cell));
    }
    return text.toString();
  }

  /** Off the middle, through which a diagonal axis goes. */
  private static List<Probe> probes(int size) {
    double side = 224.0 / size;
    List<Probe> probes = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        probes.add(new Probe(16 + (column + 0.7) * side, 16 + (row + 0.35) * side));
      }
    }
    return probes;
  }

  private static void paint(
      Canvas canvas,
      double time,
      int[][] pattern,
      int[][] complete,
      List<Colour> palette,
      Axis axis) {
    int size = pattern.length;
    double side = 224.0 / size;
    canvas.clear(Colour.WHITE);
    int missing = 0;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        missing += complete[row][column] != pattern[row][column] ? 1 : 0;
      }
    }
    int step = 0;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        boolean isNew = complete[row][column] != pattern[row][column];
        double part = isNew ? Scene.part(time, step++, missing) : 1;
        if (complete[row][column] > 0 && part > 0) {
          double edge = side * (1 - part) / 2;
          canvas.fill(
              Shape.rectangle(
                  16 + column * side + edge, 16 + row * side + edge, side * part, side * part),
              palette.get(complete[row][column] - 1));
        }
      }
    }
    for (int i = 0; i <= size; i++) {
      canvas.fill(Shape.rectangle(15.5, 15.5 + i * side, 225, 1), Colour.GREY);
      canvas.fill(Shape.rectangle(15.5 + i * side, 15.5, 1, 225), Colour.GREY);
    }
    for (int i = 0; i < 16; i++) {
      double from = 4 + 248 * (i + 0.15) / 16;
      double to = 4 + 248 * (i + 0.7) / 16;
      canvas.fill(
          switch (axis) {
            case VERTICAL -> Shape.line(128, from, 128, to, 3);
            case HORIZONTAL -> Shape.line(from, 128, to, 128, 3);
            case DIAGONAL -> Shape.line(from, from, to, to, 3);
          },
          Colour.BLACK);
    }
  }
}
