package io.seedmill.transforms.write;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A row of CSV whose cells are set in any order; a cell that is not set is empty. Cells are quoted
 * here, byte by byte: a library would make two strings of every value and write the same.
 */
final class CsvRow {

  private final int[] starts;
  private final int[] ends;
  private byte[] cells = new byte[4 << 10];
  private int size;

  CsvRow(int columns) {
    starts = new int[columns];
    ends = new int[columns];
  }

  /** Sets a cell to a text in UTF-8. */
  void set(int column, byte[] text) {
    set(column, text, 0, text.length);
  }

  /** Sets a cell to the bytes from {@code from} up to {@code to}. */
  void set(int column, byte[] text, int from, int to) {
    int most = Math.addExact(size, Math.addExact(2, Math.multiplyExact(2, to - from)));
    if (most > cells.length) {
      cells = Arrays.copyOf(cells, Math.max(most, (int) Math.min(1L << 30, 2L * cells.length)));
    }
    starts[column] = size;
    if (isPlain(text, from, to)) {
      System.arraycopy(text, from, cells, size, to - from);
      size += to - from;
    } else {
      quote(text, from, to);
    }
    ends[column] = size;
  }

  /** Some readers strip blanks at either end of a cell without quotes, and all take "" for one. */
  private static boolean isPlain(byte[] text, int from, int to) {
    if (from == to || isBlank(text[from]) || isBlank(text[to - 1])) {
      return false;
    }
    for (int at = from; at < to; at++) {
      byte letter = text[at];
      if (letter == '"' || letter == ',' || letter == '\n' || letter == '\r') {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(byte letter) {
    return letter == ' ' || letter == '\t';
  }

  private void quote(byte[] text, int from, int to) {
    cells[size++] = '"';
    for (int at = from; at < to; at++) {
      if (text[at] == '"') {
        cells[size++] = '"';
      }
      cells[size++] = text[at];
    }
    cells[size++] = '"';
  }

  /** Writes the row and begins the next one. */
  void writeTo(OutputStream out) throws IOException {
    for (int column = 0; column < starts.length; column++) {
      if (column > 0) {
        out.write(',');
      }
      out.write(cells, starts[column], ends[column] - starts[column]);
    }
    out.write('\n');
    Arrays.fill(starts, 0);
    Arrays.fill(ends, 0);
    size = 0;
  }
}
