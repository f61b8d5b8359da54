package io.seedmill.generators.vision.image;

import java.util.Arrays;

/**
 * A square picture that shapes are drawn on. It is {@link #UNITS} units wide, whatever its size in
 * pixels.
 *
 * <p>Each row of pixels is cut into four lines. On each line the exact share of a pixel that is
 * inside counts, in 256ths. The sum is rounded to eighths, so that the edges between a few colours
 * add few others. Corners are rounded to 256ths of a pixel, and everything from there on is whole
 * numbers.
 */
public final class Canvas {

  /** The width and height in units. */
  public static final int UNITS = 256;

  private static final int LINES = 4;
  private static final int ONE = 256;
  private static final int SHADES = 8;
  private static final long EXACT = 1L << 52;

  private final int size;
  private final int[] pixels;

  // The edges of the shape that is being filled, by the first line that they cross.
  private int edges;
  private int[] edgeX1 = new int[256];
  private int[] edgeY1 = new int[256];
  private int[] edgeX2 = new int[256];
  private int[] edgeY2 = new int[256];
  private int[] next = new int[256];
  private final int[] first;
  private int[] active = new int[64];
  private long[] crossings = new long[64];

  // What the lines of a row cover, as differences between pixels; only these columns are not 0.
  private final int[] covered;
  private int left;
  private int right;

  /**
   * Creates a picture of one colour.
   *
   * @param size the width and height in pixels
   */
  public Canvas(int size, int rgb) {
    this.size = size;
    this.pixels = new int[size * size];
    this.first = new int[size * LINES];
    Arrays.fill(first, -1);
    this.covered = new int[size + 2];
    this.left = size;
    clear(rgb);
  }

  /** Paints over everything. */
  public Canvas clear(int rgb) {
    Arrays.fill(pixels, rgb);
    return this;
  }

  /** Paints over everything. */
  public Canvas clear(Colour colour) {
    return clear(colour.rgb());
  }

  /** Returns the width and height in pixels. */
  public int size() {
    return size;
  }

  /** Returns the pixels, {@code 0xRRGGBB}, row by row: not a copy. */
  int[] pixels() {
    return pixels;
  }

  /** Returns the colour at a place given in units. */
  public int at(double x, double y) {
    return pixels[pixel(y) * size + pixel(x)];
  }

  /**
   * Copies a square to a place that is a whole number of pixels away; else does nothing.
   *
   * @return true if it was copied
   */
  public boolean copy(double x, double y, double side, double dx, double dy) {
    double right = dx * size / UNITS;
    double down = dy * size / UNITS;
    if (right != StrictMath.rint(right) || down != StrictMath.rint(down)) {
      return false;
    }
    int shift = (int) (down * size + right);
    int left = pixel(x);
    int width = pixel(x + side) - left + 1;
    for (int row = pixel(y); row <= pixel(y + side); row++) {
      int from = row * size + left;
      System.arraycopy(pixels, from, pixels, from + shift, width);
    }
    return true;
  }

  private int pixel(double units) {
    int at = (int) StrictMath.floor(units * size / UNITS);
    return StrictMath.max(0, StrictMath.min(size - 1, at));
  }

  /** Fills a shape; what is outside of the picture is cut off. */
  public Canvas fill(Shape shape, Colour colour) {
    return fill(shape, colour.rgb());
  }

  /** Fills a shape with {@code 0xRRGGBB}. */
  public Canvas fill(Shape shape, int rgb) {
    int from = Integer.MAX_VALUE;
    int to = -1;
    edges = 0;
    for (double[] corners : shape.polygons()) {
      int x1 = fixed(corners[corners.length - 2]);
      int y1 = fixed(corners[corners.length - 1]);
      for (int i = 0; i < corners.length; i += 2) {
        int x2 = fixed(corners[i]);
        int y2 = fixed(corners[i + 1]);
        int line = StrictMath.max(0, lineAtOrBelow(StrictMath.min(y1, y2)));
        int end = StrictMath.min(first.length, lineAtOrBelow(StrictMath.max(y1, y2)));
        if (line < end) {
          addEdge(x1, y1, x2, y2, line);
          from = StrictMath.min(from, line);
          to = StrictMath.max(to, end);
        }
        x1 = x2;
        y1 = y2;
      }
    }
    if (to >= 0) {
      scan(from, to, rgb);
      Arrays.fill(first, from, to, -1);
    }
    return this;
  }

  private int fixed(double units) {
    double pixels = units * size / UNITS;
    return (int) StrictMath.floor(StrictMath.max(-4e6, StrictMath.min(4e6, pixels)) * ONE + 0.5);
  }

  /** Returns the first line whose middle is not above; the middle belongs to what is below it. */
  private static int lineAtOrBelow(int y) {
    int line = ONE / LINES;
    return Math.floorDiv(y - line / 2 + line - 1, line);
  }

  private void addEdge(int x1, int y1, int x2, int y2, int line) {
    if (edges == next.length) {
      int more = 2 * edges;
      edgeX1 = Arrays.copyOf(edgeX1, more);
      edgeY1 = Arrays.copyOf(edgeY1, more);
      edgeX2 = Arrays.copyOf(edgeX2, more);
      edgeY2 = Arrays.copyOf(edgeY2, more);
      next = Arrays.copyOf(next, more);
    }
    edgeX1[edges] = x1;
    edgeY1[edges] = y1;
    edgeX2[edges] = x2;
    edgeY2[edges] = y2;
    next[edges] = first[line];
    first[line] = edges++;
  }

  private void scan(int from, int to, int rgb) {
    int count = 0;
    for (int row = from / LINES; row * LINES < to; row++) {
      boolean any = false;
      for (int line = StrictMath.max(from, row * LINES);
          line < StrictMath.min(to, (row + 1) * LINES);
          line++) {
        int y = line * (ONE / LINES) + ONE / LINES / 2;
        int kept = 0;
        for (int i = 0; i < count; i++) {
          if (StrictMath.max(edgeY1[active[i]], edgeY2[active[i]]) > y) {
            active[kept++] = active[i];
          }
        }
        count = kept;
        for (int edge = first[line]; edge >= 0; edge = next[edge]) {
          if (count == active.length) {
            active = Arrays.copyOf(active, 2 * count);
            crossings = new long[2 * count];
          }
          active[count++] = edge;
        }
        any |= cover(y, count);
      }
      if (any) {
        blend(row, rgb);
      }
    }
  }

  /** Adds what a line covers of each pixel. */
  private boolean cover(int y, int count) {
    for (int i = 0; i < count; i++) {
      int edge = active[i];
      long dx = (long) edgeX2[edge] - edgeX1[edge];
      long dy = (long) edgeY2[edge] - edgeY1[edge];
      long x = edgeX1[edge] + (dx == 0 ? 0 : floored(dx * (y - edgeY1[edge]), dy));
      long crossing = x << 1 | (dy > 0 ? 1 : 0);
      int at = i;
      for (; at > 0 && crossings[at - 1] > crossing; at--) {
        crossings[at] = crossings[at - 1];
      }
      crossings[at] = crossing;
    }
    int winding = 0;
    boolean any = false;
    for (int i = 0; i < count; i++) {
      int before = winding;
      winding += (crossings[i] & 1) == 1 ? 1 : -1;
      int x = (int) StrictMath.max(0, StrictMath.min((long) size * ONE, crossings[i] >> 1));
      if (before == 0) {
        change(x, 1);
        any = true;
      } else if (winding == 0) {
        change(x, -1);
      }
    }
    return any;
  }

  /** Returns the floor of a quotient; a division of floating point is the faster one. */
  private static long floored(long number, long by) {
    if (StrictMath.abs(number) >= EXACT) {
      return Math.floorDiv(number, by);
    }
    long quotient = (long) ((double) number / by);
    long rest = number - quotient * by;
    return rest != 0 && rest < 0 != by < 0 ? quotient - 1 : quotient;
  }

  private void change(int x, int sign) {
    int column = x / ONE;
    int inside = ONE - x % ONE;
    covered[column] += sign * inside;
    covered[column + 1] += sign * (ONE - inside);
    left = StrictMath.min(left, column);
    right = StrictMath.max(right, column + 1);
  }

  private void blend(int row, int rgb) {
    int sum = 0;
    int end = StrictMath.min(size - 1, right);
    for (int x = left; x <= end; x++) {
      sum += covered[x];
      int shade = (sum * SHADES + LINES * ONE / 2) / (LINES * ONE);
      if (shade > 0) {
        int at = row * size + x;
        pixels[at] = shade == SHADES ? rgb : mixed(pixels[at], rgb, shade);
      }
    }
    Arrays.fill(covered, left, right + 1, 0);
    left = size;
    right = 0;
  }

  private static int mixed(int under, int over, int shade) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int a = under >> shift & 0xFF;
      int b = over >> shift & 0xFF;
      mixed |= ((a * (SHADES - shade) + b * shade + SHADES / 2) / SHADES) << shift;
    }
    return mixed;
  }
}
