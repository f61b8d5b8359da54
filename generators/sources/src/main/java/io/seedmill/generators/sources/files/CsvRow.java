package io.seedmill.generators.sources.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.seedmill.generators.InvalidSampleException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of a row of CSV, as bytes. */
final class CsvRow {

  private final byte delimiter;
  private byte[] values = new byte[256];
  private int[] ends = new int[16];
  private int count;

  CsvRow(byte delimiter) {
    this.delimiter = delimiter;
  }

  /**
   * Reads a row; what was read before is gone.
   *
   * @throws InvalidSampleException if a quote has no end, or is followed by more than a delimiter
   */
  void read(byte[] row, int from, int length) throws InvalidSampleException {
    if (values.length < length) {
      values = new byte[Math.max(length, 2 * values.length)];
    }
    count = 0;
    int end = from + length;
    if (length > 0 && row[end - 1] == '\r') {
      end--;
    }
    int at = from;
    do {
      at =
          at < end && row[at] == CsvSplitter.QUOTE ? quoted(row, at + 1, end) : plain(row, at, end);
    } while (at++ < end);
  }

  /** How many values there are. */
  int size() {
    return count;
  }

  /** The array in which the values lie. */
  byte[] bytes() {
    return values;
  }

  /** Where in the array a value begins. */
  int from(int value) {
    return value == 0 ? 0 : ends[value - 1];
  }

  /** Where in the array it ends. */
  int to(int value) {
    return ends[value];
  }

  /** The values as texts. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(new String(values, from(i), to(i) - from(i), UTF_8));
    }
    return texts;
  }

  /** Copies a value without quotes; returns the position of the delimiter behind it. */
  private int plain(byte[] row, int from, int end) {
    int at = from;
    while (at < end && row[at] != delimiter) {
      at++;
    }
    int begin = begin();
    System.arraycopy(row, from, values, begin, at - from);
    add(begin + at - from);
    return at;
  }

  /** Copies a value with quotes; returns the position of the delimiter behind it. */
  private int quoted(byte[] row, int from, int end) throws InvalidSampleException {
    int to = begin();
    for (int at = from; at < end; at++) {
      if (row[at] == CsvSplitter.QUOTE) {
        boolean doubled = at + 1 < end && row[at + 1] == CsvSplitter.QUOTE;
        if (!doubled) {
          add(to);
          if (at + 1 < end && row[at + 1] != delimiter) {
            throw new InvalidSampleException(
                "text behind the quote that ends value " + count + "; a quote within is doubled");
          }
          return at + 1;
        }
        at++;
      }
      values[to++] = row[at];
    }
    throw new InvalidSampleException("the quote before value " + (count + 1) + " has no end");
  }

  private int begin() {
    return count == 0 ? 0 : ends[count - 1];
  }

  private void add(int end) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = end;
  }
}
