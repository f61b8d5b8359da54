package io.seedmill.generators.vision.puzzles;

import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Looks;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;

/** Shapes that several kinds of this package draw. */
final class Puzzles {

  private Puzzles() {}

  /** Returns a row of cells as digits, with a point for 0. */
  static String text(int[] row) {
    StringBuilder text = new StringBuilder();
    for (int cell : row) {
      text.append(cell == 0 ? "." : Integer.toString(cell));
    }
    return text.toString();
  }

  /** Returns the middles of cells, row by row. */
  static List<Probe> cells(double left, double top, double side, int rows, int columns) {
    List<Probe> cells = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        cells.add(new Probe(left + (column + 0.5) * side, top + (row + 0.5) * side));
      }
    }
    return cells;
  }

  /** A tile with a digit on a white disc, by its middle. */
  static void tile(Canvas canvas, double x, double y, double side, char digit, Colour colour) {
    canvas.fill(Shape.rectangle(x - side / 2, y - side / 2, side, side), colour);
    canvas.fill(Shape.disc(x, y, side * 0.36), Colour.WHITE);
    canvas.fill(Shape.text(Character.toString(digit), x, y, side * 0.42), Colour.INK);
  }

  /** Returns the digits from 1 on tiles, with a number for each, and 0 for no digit. */
  static Looks digits(int most, double side) {
    return new Looks(
        most + 1,
        side * 0.24,
        (canvas, digit) -> {
          if (digit > 0) {
            canvas.fill(Shape.text(Integer.toString(digit), 128, 128, side * 0.42), Colour.INK);
          }
        });
  }

  /** A box without a line around it. */
  static void box(Canvas canvas, double x, double y, double width, double height) {
    canvas.fill(Shape.rounded(x, y, width, height, 5), Colour.WHITE);
    canvas.fill(
        Shape.rounded(x, y, width, height, 5)
            .without(Shape.rounded(x + 1.5, y + 1.5, width - 3, height - 3, 4)),
        Colour.GREY);
  }
}
