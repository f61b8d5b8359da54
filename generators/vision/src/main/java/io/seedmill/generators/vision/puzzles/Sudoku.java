package io.seedmill.generators.vision.puzzles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Draws;
import io.seedmill.generators.vision.kind.Looks;
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
 * A sudoku with one solution, whose digits are tiles that also have a colour each.
 *
 * <p>It has 4 × 4 cells up to level 4, 6 × 6 up to level 7, and then 9 × 9. Within these more cells
 * are empty. Each digit is given once or more, so that its colour is known.
 */
final class Sudoku extends VisionKind {

  private static final int[] EMPTY = {4, 6, 8, 10, 12, 16, 20, 30, 38, 46};
  private static final double LEFT = 11.5;
  private static final double WIDTH = 234;

  Sudoku() {
    super(
        "sudoku",
        "fill in the missing digits of a sudoku",
        List.of("most"),
        "Solve the sudoku: each row, each column and each box with a thick edge has every digit"
            + " from 1 to {most} once. Show it with all tiles; a digit always has the same colour.",
        "Fill the empty cells with the digits 1 to {most}, as tiles in the colour of their digit,"
            + " so that no row, no column and no thickly framed box has a digit twice.",
        "Complete the grid. Every digit from 1 to {most} stands exactly once in each row, each"
            + " column and each outlined box. Use for each digit the tile with its colour that the"
            + " grid shows.",
        "This sudoku has the digits 1 to {most} and one solution. Draw the missing tiles, with"
            + " number and colour; rows, columns and boxes have each digit once.",
        "Which tiles are missing? In each row, column and box all {most} different tiles occur."
            + " Show the full sudoku and leave the given tiles where they are.");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int size = level <= 4 ? 4 : level <= 7 ? 6 : 9;
    int boxRows = size == 9 ? 3 : 2;
    int[] solution = solution(size, boxRows, random);
    int[] puzzle = null;
    while (puzzle == null) {
      puzzle = puzzle(solution, size, boxRows, EMPTY[level - 1], random);
    }
    int[] first = puzzle;
    List<Colour> colours = Draws.drawn(Colour.BRIGHT, size, random);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    colours.forEach(each -> given.withArray("colours").add(each.label()));
    for (int row = 0; row < size; row++) {
      answer.withArray("grid").add(row(solution, row, size));
      given.withArray("grid").add(row(puzzle, row, size));
    }
    double side = WIDTH / size;
    List<Probe> probes = new ArrayList<>();
    for (Probe middle : Puzzles.cells(LEFT, LEFT, side, size, size)) {
      probes.add(new Probe(middle.x() - side * 0.33, middle.y() - side * 0.33));
    }
    return new VisionTask(
        answer,
        given,
        (long) size * EMPTY[level - 1],
        (canvas, time) -> paint(canvas, time, first, solution, boxRows, colours),
        probes,
        List.of(Integer.toString(size)));
  }

  /** A cell must have the right digit, and not only its colour. */
  @Override
  public double score(JsonNode answer, JsonNode metadata, Picture proposed) {
    JsonNode rows = answer.path("grid");
    int size = rows.size();
    double side = WIDTH / size;
    Looks digits = Puzzles.digits(size, side - 1);
    List<Probe> middles = Puzzles.cells(LEFT, LEFT, side, size, size);
    return Probes.score(
        metadata.path("probes"),
        proposed,
        cell -> {
          int digit = rows.get(cell / size).asText().charAt(cell % size) - '0';
          return digits.at(proposed, middles.get(cell).x(), middles.get(cell).y()) == digit;
        });
  }

  private static String row(int[] grid, int row, int size) {
    int[] cells = new int[size];
    System.arraycopy(grid, row * size, cells, 0, size);
    return Puzzles.text(cells);
  }

  /** Changes the digits, and the rows and columns of a pattern that is right. */
  private static int[] solution(int size, int boxRows, UniformRandomProvider random) {
    int boxColumns = size / boxRows;
    int[] digits = Draws.order(size, random);
    int[] rows = lines(size, boxRows, random);
    int[] columns = lines(size, boxColumns, random);
    int[] solution = new int[size * size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int shift = rows[row] % boxRows * boxColumns + rows[row] / boxRows;
        solution[row * size + column] = 1 + digits[(shift + columns[column]) % size];
      }
    }
    return solution;
  }

  /** Returns the lines in an order that keeps those of a box together. */
  private static int[] lines(int size, int perBox, UniformRandomProvider random) {
    int[] boxes = Draws.order(size / perBox, random);
    int[] lines = new int[size];
    for (int box = 0; box < boxes.length; box++) {
      int[] inside = Draws.order(perBox, random);
      for (int i = 0; i < perBox; i++) {
        lines[box * perBox + i] = boxes[box] * perBox + inside[i];
      }
    }
    return lines;
  }

  /** Takes digits away while there is one solution; null if that is not enough. */
  private static int[] puzzle(
      int[] solution, int size, int boxRows, int empty, UniformRandomProvider random) {
    int[] puzzle = solution.clone();
    int[] given = new int[size + 1];
    for (int digit : solution) {
      given[digit]++;
    }
    int taken = 0;
    for (int cell : Draws.order(size * size, random)) {
      if (taken == empty) {
        return puzzle;
      }
      int digit = puzzle[cell];
      if (given[digit] > 1) {
        puzzle[cell] = 0;
        if (solutions(puzzle.clone(), size, boxRows) == 1) {
          given[digit]--;
          taken++;
        } else {
          puzzle[cell] = digit;
        }
      }
    }
    return taken == empty ? puzzle : null;
  }

  /** Returns how many solutions there are, at most 2. */
  private static int solutions(int[] grid, int size, int boxRows) {
    int best = -1;
    int bestFree = 0;
    for (int cell = 0; cell < grid.length; cell++) {
      if (grid[cell] == 0) {
        int free = free(grid, cell, size, boxRows);
        if (best < 0 || Integer.bitCount(free) < Integer.bitCount(bestFree)) {
          best = cell;
          bestFree = free;
        }
      }
    }
    if (best < 0) {
      return 1;
    }
    int found = 0;
    for (int digit = 1; digit <= size && found < 2; digit++) {
      if ((bestFree >> digit & 1) == 1) {
        grid[best] = digit;
        found += solutions(grid, size, boxRows);
      }
    }
    grid[best] = 0;
    return StrictMath.min(2, found);
  }

  /** Returns a bit for each digit that may stand in a cell. */
  private static int free(int[] grid, int cell, int size, int boxRows) {
    int row = cell / size;
    int column = cell % size;
    int boxColumns = size / boxRows;
    int top = row / boxRows * boxRows;
    int left = column / boxColumns * boxColumns;
    int used = 1;
    for (int i = 0; i < size; i++) {
      used |= 1 << grid[row * size + i];
      used |= 1 << grid[i * size + column];
      used |= 1 << grid[(top + i / boxColumns) * size + left + i % boxColumns];
    }
    return ~used & ((2 << size) - 1);
  }

  private static void paint(
      Canvas canvas, double time, int[] first, int[] solution, int boxRows, List<Colour> colours) {
    int size = colours.size();
    double side = WIDTH / size;
    canvas.clear(Colour.WHITE);
    List<Probe> middles = Puzzles.cells(LEFT, LEFT, side, size, size);
    int missing = 0;
    for (int digit : first) {
      missing += digit == 0 ? 1 : 0;
    }
    int step = 0;
    Probe[] painted = new Probe[size + 1]; // a whole tile of each digit, to copy from
    for (int cell = 0; cell < first.length; cell++) {
      double part = first[cell] > 0 ? 1 : Scene.part(time, step++, missing);
      int digit = solution[cell];
      Probe middle = middles.get(cell);
      Probe like = part == 1 ? painted[digit] : null;
      double half = side / 2 - 0.25;
      boolean isCopied =
          like != null
              && canvas.copy(
                  like.x() - half,
                  like.y() - half,
                  2 * half,
                  middle.x() - like.x(),
                  middle.y() - like.y());
      if (part > 0.3 && !isCopied) {
        Puzzles.tile(
            canvas,
            middle.x(),
            middle.y(),
            (side - 1) * part,
            (char) ('0' + digit),
            colours.get(digit - 1));
      }
      painted[digit] = part == 1 ? middle : painted[digit];
    }
    for (int i = 0; i <= size; i++) {
      line(canvas, i, side, i % boxRows == 0, true);
      line(canvas, i, side, i % (size / boxRows) == 0, false);
    }
  }

  private static void line(Canvas canvas, int at, double side, boolean isThick, boolean isLevel) {
    double width = isThick ? 3 : 1;
    double start = LEFT - 1.5;
    double across = LEFT + at * side - width / 2;
    canvas.fill(
        isLevel
            ? Shape.rectangle(start, across, WIDTH + 3, width)
            : Shape.rectangle(across, start, width, WIDTH + 3),
        Colour.INK);
  }
}
