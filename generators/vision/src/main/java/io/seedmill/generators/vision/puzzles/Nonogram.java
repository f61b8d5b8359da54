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
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A grid with the lengths of the blocks of each row and column: the cells of the blocks are filled.
 *
 * <p>Each can be solved line by line, so it has one solution. The grid grows from 4 × 4 to 9 × 9;
 * of two levels with the same grid the harder one needs more rounds through the lines.
 */
final class Nonogram extends VisionKind {

  private static final int[] SIZES = {4, 5, 5, 6, 6, 7, 7, 8, 8, 9};
  private static final int CANDIDATES = 3;
  private static final double LEFT = 72;
  private static final double WIDTH = 180;

  Nonogram() {
    super(
        "nonogram",
        "fill the blocks that numbers describe",
        List.of("colour"),
        "Solve the nonogram: the numbers beside a row and above a column are the lengths of its"
            + " blocks of filled cells, in order, with one or more empty cells between them. Fill"
            + " the cells in {colour}.",
        "Fill cells in {colour} so that each row and each column has blocks of the lengths that"
            + " stand beside or above it, in this order. Two blocks never touch in a line, and 0"
            + " means that no cell is filled.",
        "Each number tells how many cells in a row or column are filled without a gap; several"
            + " numbers are several groups, in their order, with a gap between them. Show the"
            + " finished picture in {colour}.",
        "Find the hidden picture. Numbers on the left count the connected filled cells of a row"
            + " from left to right, numbers at the top those of a column from top to bottom. Paint"
            + " the filled cells {colour}.",
        "Paint this picture by numbers: the runs of {colour} cells in every row and column have"
            + " exactly the given lengths and order, and an empty cell or more between them.");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int size = SIZES[level - 1];
    boolean isHarder = level % 2 == 1;
    int[] picture = null;
    int rounds = 0;
    for (int i = 0; i < CANDIDATES; ) {
      int[] candidate = new int[size];
      for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
          candidate[row] |= random.nextInt(100) < 56 ? 1 << column : 0;
        }
      }
      int needed = rounds(candidate);
      if (needed > 0) {
        if (picture == null || (isHarder ? needed > rounds : needed < rounds)) {
          picture = candidate;
          rounds = needed;
        }
        i++;
      }
    }
    int[] rows = picture;
    int[] columns = columns(rows);
    Colour colour = Draws.one(Colour.BRIGHT, random);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("colour", colour.label());
    for (int i = 0; i < size; i++) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < size; column++) {
        text.append((rows[i] >> column & 1) == 1 ? '#' : '.');
      }
      answer.withArray("grid").add(text.toString());
      blocks(columns[i]).forEach(given.withArray("columns").addArray()::add);
    }
    for (int row : rows) {
      blocks(row).forEach(given.withArray("rows").addArray()::add);
    }
    return new VisionTask(
        answer,
        given,
        (long) size * size + 4L * rounds,
        (canvas, time) -> paint(canvas, time, rows, columns, colour),
        Puzzles.cells(LEFT, LEFT, WIDTH / size, size, size),
        List.of(colour.label()));
  }

  private static int[] columns(int[] rows) {
    int[] columns = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < rows.length; column++) {
        columns[column] |= (rows[row] >> column & 1) << row;
      }
    }
    return columns;
  }

  /** Returns the lengths of the blocks of ones, or a single 0. */
  private static List<Integer> blocks(int line) {
    List<Integer> blocks = new ArrayList<>();
    int length = 0;
    for (int rest = line; rest > 0 || length > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        length++;
      } else if (length > 0) {
        blocks.add(length);
        length = 0;
      }
    }
    return blocks.isEmpty() ? List.of(0) : blocks;
  }

  /** Returns a number that is the same for lines with the same blocks. */
  private static int code(int line) {
    int code = 0;
    int length = 0;
    for (int rest = line; rest > 0 || length > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        length++;
      } else if (length > 0) {
        code = code * 10 + length;
        length = 0;
      }
    }
    return code;
  }

  /** Returns how often one looks at all lines until all is known; 0 if that gets stuck. */
  private static int rounds(int[] rows) {
    int size = rows.length;
    int[] codes = new int[1 << size];
    for (int line = 0; line < codes.length; line++) {
      codes[line] = code(line);
    }
    int all = (1 << size) - 1;
    int[][] lines = {rows, columns(rows)};
    int[][] filled = new int[2][size];
    int[][] empty = new int[2][size];
    for (int round = 1; ; round++) {
      int found = 0;
      int known = 0;
      for (int way = 0; way < 2; way++) {
        for (int i = 0; i < size; i++) {
          int both = all;
          int none = all;
          for (int line = 0; line <= all; line++) {
            if (codes[line] == codes[lines[way][i]]
                && (line & empty[way][i]) == 0
                && (~line & filled[way][i]) == 0) {
              both &= line;
              none &= ~line;
            }
          }
          found |= both ^ filled[way][i];
          found |= none ^ empty[way][i];
          filled[way][i] = both;
          empty[way][i] = none;
          for (int other = 0; other < size; other++) {
            filled[1 - way][other] |= (both >> other & 1) << i;
            empty[1 - way][other] |= (none >> other & 1) << i;
          }
          known += Integer.bitCount(both | none);
        }
      }
      if (known == 2 * size * size) {
        return round;
      }
      if (found == 0) {
        return 0;
      }
    }
  }

  private static void paint(Canvas canvas, double time, int[] rows, int[] columns, Colour colour) {
    int size = rows.length;
    double side = WIDTH / size;
    canvas.clear(Colour.WHITE);
    int filled = 0;
    for (int row : rows) {
      filled += Integer.bitCount(row);
    }
    int step = 0;
    List<Probe> middles = Puzzles.cells(LEFT, LEFT, side, size, size);
    for (int cell = 0; cell < size * size; cell++) {
      double part =
          (rows[cell / size] >> cell % size & 1) == 1 ? Scene.part(time, step++, filled) : 0;
      if (part > 0) {
        double width = side * part;
        canvas.fill(
            Shape.rectangle(
                middles.get(cell).x() - width / 2, middles.get(cell).y() - width / 2, width, width),
            colour);
      }
    }
    for (int i = 0; i <= size; i++) {
      double width = i == 0 || i == size ? 2 : 1;
      double at = LEFT + i * side - width / 2;
      canvas.fill(Shape.rectangle(LEFT - 1, at, WIDTH + 2, width), Colour.INK);
      canvas.fill(Shape.rectangle(at, LEFT - 1, width, WIDTH + 2), Colour.INK);
    }
    for (int i = 0; i < size; i++) {
      List<Integer> row = blocks(rows[i]);
      List<Integer> column = blocks(columns[i]);
      for (int k = 0; k < row.size(); k++) {
        double x = LEFT - 11 - 14 * (row.size() - 1 - k);
        canvas.fill(
            Shape.text(row.get(k).toString(), x, middles.get(i * size).y(), 10), Colour.INK);
      }
      for (int k = 0; k < column.size(); k++) {
        double y = LEFT - 10 - 14 * (column.size() - 1 - k);
        canvas.fill(Shape.text(column.get(k).toString(), middles.get(i).x(), y, 10), Colour.INK);
      }
    }
  }
}
