package io.seedmill.generators.sources.program;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines of bytes, up to a certain length, from a stream. */
final class LineReader {

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final int longest;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int filled;
  private int lineFrom;
  private int lineLength;
  private boolean ended;

  /**
   * @param longest the most bytes of a line
   */
  LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** A line is longer than allowed. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException(int longest) {
      super("a line of more than " + longest + " bytes");
    }
  }

  /** The stream ended within a line. */
  static final class HalfLineException extends IOException {
    private static final long serialVersionUID = 1L;

    HalfLineException() {
      super("half a line at the end");
    }
  }

  /**
   * Reads a line; false at the end of the stream.
   *
   * @throws HalfLineException if the stream ends within a line
   * @throws TooLongException if a line is longer than allowed
   */
  boolean next() throws IOException {
    int searched = from;
    while (true) {
      for (int i = searched; i < filled; i++) {
        if (buffer[i] == '\n') {
          lineFrom = from;
          lineLength = i - from;
          if (lineLength > 0 && buffer[i - 1] == '\r') {
            lineLength--;
          }
          from = i + 1;
          return true;
        }
      }
      int scanned = filled - from;
      if (!fill()) {
        if (filled > from) {
          from = filled;
          throw new HalfLineException();
        }
        return false;
      }
      searched = from + scanned;
    }
  }

  /** Moves what is left to the front and reads on; false at the end. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, filled - from);
      filled -= from;
      from = 0;
    }
    if (filled > longest) {
      throw new TooLongException(longest);
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(longest + BUFFER_BYTES, 2 * buffer.length));
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      ended = true;
      return false;
    }
    filled += read;
    return true;
  }

  /** The array in which the line lies, until the next is read. */
  byte[] bytes() {
    return buffer;
  }

  int lineFrom() {
    return lineFrom;
  }

  int lineLength() {
    return lineLength;
  }

  /** Whether more was said than was read. */
  boolean hasMore() throws IOException {
    return filled > from || in.available() > 0;
  }
}
