package io.seedmill.generators.vision.shapes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Square tiles of some colours, joined at their sides; it looks different when it is turned or
 * reflected.
 *
 * @param tiles column, row and position in the palette of each
 */
record Figure(List<int[]> tiles, List<Colour> palette, int columns, int rows) {

  /** Half of the width of the lines between tiles. */
  private static final double HALF_LINE = 0.8;

  /** The least distance of a probe from these lines. */
  private static final double CLEAR = 3.9;

  private static final double[][] PLACES = {
    {0.5, 0.5}, {0.32, 0.5}, {0.68, 0.5}, {0.5, 0.32}, {0.5, 0.68}, {0.32, 0.32}, {0.68, 0.68}
  };

  /**
   * Draws a figure.
   *
   * @param most the tiles that it may be wide and high
   */
  static Figure draw(int count, int colours, int most, UniformRandomProvider random) {
    List<Colour> left = new ArrayList<>(Colour.BRIGHT);
    List<Colour> palette = new ArrayList<>();
    while (palette.size() < colours) {
      palette.add(left.remove(random.nextInt(left.size())));
    }
    while (true) {
      List<int[]> tiles = grown(count, colours, most, random);
      if (isAsymmetric(tiles)) {
        int columns = tiles.stream().mapToInt(tile -> tile[0]).max().orElse(0) + 1;
        int rows = tiles.stream().mapToInt(tile -> tile[1]).max().orElse(0) + 1;
        return new Figure(tiles, palette, columns, rows);
      }
    }
  }

  private static List<int[]> grown(int count, int colours, int most, UniformRandomProvider random) {
    boolean[][] taken = new boolean[most][most];
    List<int[]> tiles = new ArrayList<>();
    while (tiles.size() < count) {
      int column = random.nextInt(most);
      int row = random.nextInt(most);
      boolean touches =
          (column > 0 && taken[column - 1][row])
              || (column + 1 < most && taken[column + 1][row])
              || (row > 0 && taken[column][row - 1])
              || (row + 1 < most && taken[column][row + 1]);
      if (!taken[column][row] && (touches || tiles.isEmpty())) {
        taken[column][row] = true;
        int colour = tiles.size() < colours ? tiles.size() : random.nextInt(colours);
        tiles.add(new int[] {column, row, colour});
      }
    }
    return normal(tiles);
  }

  /** Returns the tiles moved to the left upper corner, by rows. */
  private static List<int[]> normal(List<int[]> tiles) {
    int left = tiles.stream().mapToInt(tile -> tile[0]).min().orElse(0);
    int top = tiles.stream().mapToInt(tile -> tile[1]).min().orElse(0);
    List<int[]> moved = new ArrayList<>();
    tiles.forEach(tile -> moved.add(new int[] {tile[0] - left, tile[1] - top, tile[2]}));
    moved.sort((a, b) -> a[1] != b[1] ? a[1] - b[1] : a[0] - b[0]);
    return moved;
  }

  private static boolean isAsymmetric(List<int[]> tiles) {
    Set<String> looks = new HashSet<>();
    for (int turn = 0; turn < 8; turn++) {
      List<int[]> turned = new ArrayList<>();
      for (int[] tile : tiles) {
        int x = (turn & 1) == 0 ? tile[0] : -tile[0];
        int y = (turn & 2) == 0 ? tile[1] : -tile[1];
        turned.add((turn & 4) == 0 ? new int[] {x, y, tile[2]} : new int[] {y, x, tile[2]});
      }
      looks.add(Arrays.deepToString(normal(turned).toArray()));
    }
    return looks.size() == 8;
  }

  /** Paints some of its tiles. */
  void paint(Canvas canvas, Placing placing, int count) {
    Shape lines = null;
    for (int[] tile : tiles.subList(0, count)) {
      Shape shape = tile(tile, placing, -HALF_LINE);
      lines = lines == null ? shape : lines.and(shape);
    }
    if (lines != null) {
      canvas.fill(lines, Colour.INK);
    }
    for (int[] tile : tiles.subList(0, count)) {
      canvas.fill(tile(tile, placing, HALF_LINE), palette.get(tile[2]));
    }
  }

  private static Shape tile(int[] tile, Placing placing, double edge) {
    double u = edge / placing.width();
    double v = edge / placing.height();
    double[][] corners = {
      {tile[0] + u, tile[1] + v},
      {tile[0] + 1 - u, tile[1] + v},
      {tile[0] + 1 - u, tile[1] + 1 - v},
      {tile[0] + u, tile[1] + 1 - v}
    };
    double[] points = new double[8];
    for (int i = 0; i < 4; i++) {
      points[2 * i] = placing.x(corners[i][0], corners[i][1]);
      points[2 * i + 1] = placing.y(corners[i][0], corners[i][1]);
    }
    return Shape.polygon(points);
  }

  /** Returns true if its box has at least this distance from the edges of the picture. */
  boolean isInside(Placing placing, double distance) {
    for (int i = 0; i < 4; i++) {
      double x = placing.x(i % 2 * columns, i / 2 * rows);
      double y = placing.y(i % 2 * columns, i / 2 * rows);
      if (StrictMath.min(x, y) < distance || StrictMath.max(x, y) > 256 - distance) {
        return false;
      }
    }
    return true;
  }

  /** Returns a place in each cell of its box, filled or not, that is clear of all lines. */
  List<Probe> probes(List<Placing> placings, Predicate<Probe> isFree) {
    List<Probe> probes = new ArrayList<>();
    for (Placing placing : placings) {
      for (int cell = 0; cell < columns * rows; cell++) {
        for (double[] place : PLACES) {
          double u = cell % columns + place[0];
          double v = Math.floorDiv(cell, columns) + place[1];
          Probe probe = new Probe(placing.x(u, v), placing.y(u, v));
          if (isFree.test(probe) && placings.stream().allMatch(each -> isClear(probe, each))) {
            probes.add(probe);
            break;
          }
        }
      }
    }
    return probes;
  }

  private boolean isClear(Probe probe, Placing placing) {
    double u = placing.u(probe.x(), probe.y());
    double v = placing.v(probe.x(), probe.y());
    double clearU = CLEAR / placing.width();
    double clearV = CLEAR / placing.height();
    return u < -clearU
        || v < -clearV
        || u > columns + clearU
        || v > rows + clearV
        || (StrictMath.abs(u - StrictMath.rint(u)) > clearU
            && StrictMath.abs(v - StrictMath.rint(v)) > clearV);
  }

  /** Returns the middle of each tile, in tenths, and its colour. */
  ArrayNode middles(Placing placing) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (int[] tile : tiles) {
      all.addArray()
          .add(tenths(placing.x(tile[0] + 0.5, tile[1] + 0.5)))
          .add(tenths(placing.y(tile[0] + 0.5, tile[1] + 0.5)))
          .add(palette.get(tile[2]).label());
    }
    return all;
  }

  private static double tenths(double value) {
    return StrictMath.rint(value * 10) / 10;
  }
}
