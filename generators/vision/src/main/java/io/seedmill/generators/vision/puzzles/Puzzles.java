package io.seedmill.generators.vision.puzzles;

import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Scene;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Shapes that several kinds of this package draw. */
final class Puzzles {

  /** The colours of a line around what is right. */
  static final List<Colour> FRAMES = List.of(Colour.RED, Colour.GREEN, Colour.BLUE);

  private Puzzles() {}

  static <T> T one(List<T> all, UniformRandomProvider random) {
    return all.get(random.nextInt(all.size()));
  }

  /** Returns different ones in random order. */
  static <T> List<T> drawn(List<T> all, int count, UniformRandomProvider random) {
    List<T> left = new ArrayList<>(all);
    List<T> drawn = new ArrayList<>();
    while (drawn.size() < count) {
      drawn.add(left.remove(random.nextInt(left.size())));
    }
    return drawn;
  }

  /** Returns the numbers from 0 in random order. */
  static int[] order(int count, UniformRandomProvider random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

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

  /** A line around a box, which grows from the left upper corner. */
  static void frame(
      Canvas canvas, double x, double y, double width, double height, double time, Colour colour) {
    double[][] corners = {
      {x - 1, y - 1},
      {x + width + 1, y - 1},
      {x + width + 1, y + height + 1},
      {x - 1, y + height + 1},
      {x - 1, y - 1}
    };
    for (int i = 0; i < 4; i++) {
      double part = Scene.part(time, i, 4);
      if (part > 0) {
        canvas.fill(
            Shape.line(
                corners[i][0],
                corners[i][1],
                corners[i][0] + part * (corners[i + 1][0] - corners[i][0]),
                corners[i][1] + part * (corners[i + 1][1] - corners[i][1]),
                5),
            colour);
      }
    }
  }

  /** Places that a line around a box covers; there is nothing else within four units of the box. */
  static List<Probe> frameProbes(double x, double y, double width, double height) {
    List<Probe> probes = new ArrayList<>();
    for (double part : new double[] {0.2, 0.5, 0.8}) {
      probes.add(new Probe(x + part * width, y - 1.75));
      probes.add(new Probe(x + part * width, y + height + 1.75));
    }
    probes.add(new Probe(x - 1.75, y + height / 2));
    probes.add(new Probe(x + width + 1.75, y + height / 2));
    return probes;
  }

  /** A tile with a digit on a white disc, by its middle. */
  static void tile(Canvas canvas, double x, double y, double side, char digit, Colour colour) {
    canvas.fill(Shape.rectangle(x - side / 2, y - side / 2, side, side), colour);
    canvas.fill(Shape.disc(x, y, side * 0.36), Colour.WHITE);
    canvas.fill(Shape.text(Character.toString(digit), x, y, side * 0.42), Colour.INK);
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
