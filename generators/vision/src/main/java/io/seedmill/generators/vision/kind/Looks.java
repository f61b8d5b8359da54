package io.seedmill.generators.vision.kind;

import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Png;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells which of some looks a place of a picture is most like, such as which digit stands in a
 * cell.
 *
 * <p>The brightness is averaged over a raster, so that the size of the picture and what compression
 * adds do not matter.
 */
public final class Looks {

  private static final int RASTER = 10;

  /** Paints a look with its middle in the middle of the canvas. */
  @FunctionalInterface
  public interface Painter {

    /** Paints one of the looks. */
    void paint(Canvas canvas, int look);
  }

  private final double half;
  private final List<double[]> looks = new ArrayList<>();

  /**
   * Paints all looks.
   *
   * @param half how far from the middle something may differ
   */
  public Looks(int count, double half, Painter painter) {
    this.half = half;
    for (int i = 0; i < count; i++) {
      Canvas canvas = new Canvas(Canvas.UNITS, Colour.WHITE.rgb());
      painter.paint(canvas, i);
      double middle = Canvas.UNITS / 2.0;
      looks.add(raster(Picture.of(Png.encode(canvas)).orElseThrow(), middle, middle));
    }
  }

  /** Returns the number of the look that a place is most like. */
  public int at(Picture picture, double x, double y) {
    double[] found = raster(picture, x, y);
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < looks.size(); i++) {
      double distance = 0;
      for (int cell = 0; cell < found.length; cell++) {
        double off = found[cell] - looks.get(i)[cell];
        distance += off * off;
      }
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  private double[] raster(Picture picture, double x, double y) {
    double[] raster = new double[RASTER * RASTER];
    double side = 2 * half / RASTER;
    for (int i = 0; i < raster.length; i++) {
      double left = x - half + i % RASTER * side;
      double top = y - half + Math.floorDiv(i, RASTER) * side;
      raster[i] = picture.brightness(left, top, side);
    }
    return raster;
  }
}
