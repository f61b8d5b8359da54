package io.seedmill.generators.catalogue.reasoning.grids;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

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

  /** The place that each cell comes from, by height and width. */
  @SuppressWarnings("ImmutableEnumChecker") // is found once, and is the same for every thread
  private final AtomicReferenceArray<Origins> known =
      new AtomicReferenceArray<>((LARGEST + 1) * (LARGEST + 1));

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
    return switch (this) {
      case NONE -> in;
      case FALL_DOWN -> fall(in, in.height - 1, -1, 0);
      case FALL_UP -> fall(in, 0, 1, 0);
      case FALL_LEFT -> fall(in, 0, 0, 1);
      case FALL_RIGHT -> fall(in, in.width - 1, 0, -1);
      case CROP -> crop(in);
      case OVERLAY_MIRROR_LEFT_RIGHT -> overlaid(in, MIRROR_LEFT_RIGHT);
      case OVERLAY_MIRROR_TOP_BOTTOM -> overlaid(in, MIRROR_TOP_BOTTOM);
      case SORT_ROWS -> sorted(in);
      default -> {
        Origins origins = origins(in.height, in.width);
        yield origins.places.length == 0 ? null : origins.apply(in);
      }
    };
  }

  /**
   * Returns true if the changed picture becomes another one when digits are replaced.
   *
   * @param turned what each digit becomes, or -1 if that is open; gets what is found out
   */
  boolean fits(Picture in, Picture out, byte[] turned) {
    Origins origins = isMove() ? origins(in.height, in.width) : Origins.NONE;
    Picture changed = isMove() ? in : apply(in);
    int height = isMove() ? origins.height : changed.height;
    int width = isMove() ? origins.width : changed.width;
    if (height != out.height || width != out.width) {
      return false;
    }
    for (int i = 0; i < out.cells.length; i++) {
      byte digit = isMove() ? origins.cell(in, i) : changed.cells[i];
      if (turned[digit] < 0) {
        turned[digit] = out.cells[i];
      } else if (turned[digit] != out.cells[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns true if the size of a picture alone decides which place each cell comes from. */
  private boolean isMove() {
    return switch (this) {
      case NONE, FALL_DOWN, FALL_UP, FALL_LEFT, FALL_RIGHT, CROP, SORT_ROWS -> false;
      case OVERLAY_MIRROR_LEFT_RIGHT, OVERLAY_MIRROR_TOP_BOTTOM -> false;
      default -> true;
    };
  }

  /** The place that each cell of a changed picture comes from; -1 is the background. */
  private record Origins(int height, int width, int[] places) {

    /** The result for a picture that would be too large. */
    static final Origins NONE = new Origins(0, 0, new int[0]);

    byte cell(Picture in, int i) {
      return places[i] < 0 ? 0 : in.cells[places[i]];
    }

    Picture apply(Picture in) {
      Picture out = new Picture(height, width);
      for (int i = 0; i < places.length; i++) {
        out.cells[i] = cell(in, i);
      }
      return out;
    }
  }

  private Origins origins(int height, int width) {
    int at = height * (LARGEST + 1) + width;
    Origins origins = known.get(at);
    if (origins == null) {
      origins = findOrigins(height, width);
      known.set(at, origins);
    }
    return origins;
  }

  private Origins findOrigins(int h, int w) {
    return switch (this) {
      case ROTATE_CLOCKWISE -> map(w, h, (y, x) -> (h - 1 - x) * w + y);
      case ROTATE_HALF -> map(h, w, (y, x) -> (h - 1 - y) * w + w - 1 - x);
      case ROTATE_COUNTERCLOCKWISE -> map(w, h, (y, x) -> x * w + w - 1 - y);
      case MIRROR_LEFT_RIGHT -> map(h, w, (y, x) -> y * w + w - 1 - x);
      case MIRROR_TOP_BOTTOM -> map(h, w, (y, x) -> (h - 1 - y) * w + x);
      case MIRROR_DIAGONAL -> map(w, h, (y, x) -> x * w + y);
      case MIRROR_OTHER_DIAGONAL -> map(w, h, (y, x) -> (h - 1 - x) * w + w - 1 - y);
      case SHIFT_RIGHT -> map(h, w, (y, x) -> y * w + (x + w - 1) % w);
      case SHIFT_LEFT -> map(h, w, (y, x) -> y * w + (x + 1) % w);
      case SHIFT_DOWN -> map(h, w, (y, x) -> (y + h - 1) % h * w + x);
      case SHIFT_UP -> map(h, w, (y, x) -> (y + 1) % h * w + x);
      case APPEND_MIRROR_RIGHT -> map(h, 2 * w, (y, x) -> y * w + Math.min(x, 2 * w - 1 - x));
      case APPEND_MIRROR_BELOW -> map(2 * h, w, (y, x) -> Math.min(y, 2 * h - 1 - y) * w + x);
      case REPEAT_RIGHT -> map(h, 2 * w, (y, x) -> y * w + x % w);
      case REPEAT_BELOW -> map(2 * h, w, (y, x) -> y % h * w + x);
      case FRAME -> map(h + 2, w + 2, (y, x) -> isFrame(y, x, h, w) ? -1 : (y - 1) * w + x - 1);
      case KEEP_LEFT_HALF -> map(h, (w + 1) / 2, (y, x) -> y * w + x);
      case KEEP_TOP_HALF -> map((h + 1) / 2, w, (y, x) -> y * w + x);
      case DOUBLE -> map(2 * h, 2 * w, (y, x) -> y / 2 * w + x / 2);
      default -> throw new IllegalStateException(this + " looks at the cells");
    };
  }

  private static boolean isFrame(int y, int x, int height, int width) {
    return y == 0 || x == 0 || y > height || x > width;
  }

  private interface Place {
    int of(int y, int x);
  }

  private static Origins map(int height, int width, Place place) {
    if (height > LARGEST || width > LARGEST) {
      return Origins.NONE;
    }
    int[] places = new int[height * width];
    for (int i = 0; i < places.length; i++) {
      places[i] = place.of(i / width, i % width);
    }
    return new Origins(height, width, places);
  }

  private static Picture overlaid(Picture in, Change mirror) {
    Picture out = mirror.apply(in);
    for (int i = 0; i < out.cells.length; i++) {
      out.cells[i] = in.cells[i] != 0 ? in.cells[i] : out.cells[i];
    }
    return out;
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
    if (bottom < 0) {
      return in;
    }
    Picture out = new Picture(bottom - top + 1, right - left + 1);
    for (int y = top; y <= bottom; y++) {
      System.arraycopy(in.cells, y * in.width + left, out.cells, (y - top) * out.width, out.width);
    }
    return out;
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
