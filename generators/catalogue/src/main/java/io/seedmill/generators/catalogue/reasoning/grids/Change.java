package io.seedmill.generators.catalogue.reasoning.grids;

import java.util.Arrays;

/** Changes of a picture. Its cells are digits, of which 0 is the background. */
enum Change {
  NONE,
  ROTATE_CLOCKWISE,
  ROTATE_HALF,
  ROTATE_COUNTERCLOCKWISE,
  MIRROR_LEFT_RIGHT,
  MIRROR_TOP_BOTTOM,
  MIRROR_DIAGONAL,
  MIRROR_OTHER_DIAGONAL,
  SHIFT_RIGHT,
  SHIFT_LEFT,
  SHIFT_DOWN,
  SHIFT_UP,
  FALL_DOWN,
  FALL_UP,
  FALL_LEFT,
  FALL_RIGHT,
  CROP,
  APPEND_MIRROR_RIGHT,
  APPEND_MIRROR_BELOW,
  REPEAT_RIGHT,
  REPEAT_BELOW,
  FRAME,
  KEEP_LEFT_HALF,
  KEEP_TOP_HALF,
  DOUBLE,
  OVERLAY_MIRROR_LEFT_RIGHT,
  OVERLAY_MIRROR_TOP_BOTTOM,
  SORT_ROWS;

  private static final int LARGEST = 16;

  /** A picture, row by row. */
  record Picture(int height, int width, byte[] cells) {

    Picture(int height, int width) {
      this(height, width, new byte[height * width]);
    }

    boolean hasCellsOf(Picture other) {
      return height == other.height && width == other.width && Arrays.equals(cells, other.cells);
    }

    /** Returns a cell, or the background outside of the picture. */
    byte at(int y, int x) {
      return y < 0 || y >= height || x < 0 || x >= width ? 0 : cells[y * width + x];
    }
  }

  /** Returns true for rotations and reflections, of which two make no more than one. */
  boolean isSymmetry() {
    return this != NONE && compareTo(SHIFT_RIGHT) < 0;
  }

  /** Returns false if a picture of this size cannot become one of that. */
  boolean mayGive(Picture in, Picture out) {
    boolean keepsSize = in.height == out.height && in.width == out.width;
    boolean turns = in.height == out.width && in.width == out.height;
    return switch (this) {
      case ROTATE_CLOCKWISE, ROTATE_COUNTERCLOCKWISE, MIRROR_DIAGONAL, MIRROR_OTHER_DIAGONAL ->
          turns;
      case CROP -> in.height >= out.height && in.width >= out.width;
      case APPEND_MIRROR_RIGHT, REPEAT_RIGHT -> 2 * in.width == out.width;
      case APPEND_MIRROR_BELOW, REPEAT_BELOW -> 2 * in.height == out.height;
      case FRAME -> in.height + 2 == out.height;
      case KEEP_LEFT_HALF -> in.height == out.height && in.width > out.width;
      case KEEP_TOP_HALF -> in.width == out.width && in.height > out.height;
      case DOUBLE -> 2 * in.height == out.height && 2 * in.width == out.width;
      default -> keepsSize;
    };
  }

  /** Returns the changed picture, or null if it would be too large. */
  Picture apply(Picture in) {
    int height = in.height;
    int width = in.width;
    return switch (this) {
      case NONE -> in;
      case ROTATE_CLOCKWISE -> map(width, height, (y, x) -> in.at(height - 1 - x, y));
      case ROTATE_HALF -> map(height, width, (y, x) -> in.at(height - 1 - y, width - 1 - x));
      case ROTATE_COUNTERCLOCKWISE -> map(width, height, (y, x) -> in.at(x, width - 1 - y));
      case MIRROR_LEFT_RIGHT -> map(height, width, (y, x) -> in.at(y, width - 1 - x));
      case MIRROR_TOP_BOTTOM -> map(height, width, (y, x) -> in.at(height - 1 - y, x));
      case MIRROR_DIAGONAL -> map(width, height, (y, x) -> in.at(x, y));
      case MIRROR_OTHER_DIAGONAL ->
          map(width, height, (y, x) -> in.at(height - 1 - x, width - 1 - y));
      case SHIFT_RIGHT -> map(height, width, (y, x) -> in.at(y, (x + width - 1) % width));
      case SHIFT_LEFT -> map(height, width, (y, x) -> in.at(y, (x + 1) % width));
      case SHIFT_DOWN -> map(height, width, (y, x) -> in.at((y + height - 1) % height, x));
      case SHIFT_UP -> map(height, width, (y, x) -> in.at((y + 1) % height, x));
      case FALL_DOWN -> fall(in, height - 1, -1, 0);
      case FALL_UP -> fall(in, 0, 1, 0);
      case FALL_LEFT -> fall(in, 0, 0, 1);
      case FALL_RIGHT -> fall(in, width - 1, 0, -1);
      case CROP -> crop(in);
      case APPEND_MIRROR_RIGHT ->
          map(height, 2 * width, (y, x) -> in.at(y, Math.min(x, 2 * width - 1 - x)));
      case APPEND_MIRROR_BELOW ->
          map(2 * height, width, (y, x) -> in.at(Math.min(y, 2 * height - 1 - y), x));
      case REPEAT_RIGHT -> map(height, 2 * width, (y, x) -> in.at(y, x % width));
      case REPEAT_BELOW -> map(2 * height, width, (y, x) -> in.at(y % height, x));
      case FRAME -> map(height + 2, width + 2, (y, x) -> in.at(y - 1, x - 1));
      case KEEP_LEFT_HALF -> map(height, (width + 1) / 2, in::at);
      case KEEP_TOP_HALF -> map((height + 1) / 2, width, in::at);
      case DOUBLE -> map(2 * height, 2 * width, (y, x) -> in.at(y / 2, x / 2));
      case OVERLAY_MIRROR_LEFT_RIGHT ->
          map(height, width, (y, x) -> first(in.at(y, x), in.at(y, width - 1 - x)));
      case OVERLAY_MIRROR_TOP_BOTTOM ->
          map(height, width, (y, x) -> first(in.at(y, x), in.at(height - 1 - y, x)));
      case SORT_ROWS -> sorted(in);
    };
  }

  private interface Cell {
    byte at(int y, int x);
  }

  private static Picture map(int height, int width, Cell cell) {
    if (height > LARGEST || width > LARGEST) {
      return null;
    }
    Picture out = new Picture(height, width);
    int i = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out.cells[i++] = cell.at(y, x);
      }
    }
    return out;
  }

  private static byte first(byte cell, byte other) {
    return cell != 0 ? cell : other;
  }

  /** Moves what is not background to one end of its line, in order. */
  private static Picture fall(Picture in, int end, int down, int right) {
    Picture out = new Picture(in.height, in.width);
    int lines = down == 0 ? in.height : in.width;
    int length = down == 0 ? in.width : in.height;
    for (int line = 0; line < lines; line++) {
      int to = end;
      for (int i = 0; i < length; i++) {
        int from = end + i * (down + right);
        byte cell = down == 0 ? in.at(line, from) : in.at(from, line);
        if (cell != 0) {
          out.cells[down == 0 ? line * in.width + to : to * in.width + line] = cell;
          to += down + right;
        }
      }
    }
    return out;
  }

  /** Removes rows and columns of background around the rest. */
  private static Picture crop(Picture in) {
    int top = in.height;
    int left = in.width;
    int bottom = -1;
    int right = -1;
    for (int y = 0; y < in.height; y++) {
      for (int x = 0; x < in.width; x++) {
        if (in.at(y, x) != 0) {
          top = Math.min(top, y);
          left = Math.min(left, x);
          bottom = Math.max(bottom, y);
          right = Math.max(right, x);
        }
      }
    }
    int y0 = top;
    int x0 = left;
    return bottom < 0
        ? in
        : map(bottom - top + 1, right - left + 1, (y, x) -> in.at(y + y0, x + x0));
  }

  /** Sorts the rows by how many of their cells are not background; equal ones keep their order. */
  private static Picture sorted(Picture in) {
    Picture out = new Picture(in.height, in.width);
    int next = 0;
    for (int count = 0; count <= in.width; count++) {
      for (int y = 0; y < in.height; y++) {
        int coloured = 0;
        for (int x = 0; x < in.width; x++) {
          coloured += in.at(y, x) != 0 ? 1 : 0;
        }
        if (coloured == count) {
          System.arraycopy(in.cells, y * in.width, out.cells, in.width * next++, in.width);
        }
      }
    }
    return out;
  }
}
