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

  /** A line that is longer than allowed, or that the stream's end cuts short. */
  static final class InvalidLineException extends IOException {
    private static final long serialVersionUID = 1L;

    InvalidLineException(String message) {
      super(message);
    }
  }

  /**
   * Reads a line; false at the end of the stream.
   *
   * @throws InvalidLineException if the line is too long, or the stream ends within it
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
          throw new InvalidLineException("half a line at the end");
        }
        return false;
      }
      searched = from + scanned;
    }
  }

  /** Moves the unread bytes to the front and reads more; false at the end of the stream. */
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
      throw new InvalidLineException("a line of more than " + longest + " bytes");
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

  /** Returns the array that holds the line, until the next one is read. */
  byte[] bytes() {
    return buffer;
  }

  int lineFrom() {
    return lineFrom;
  }

  int lineLength() {
    return lineLength;
  }

  /** Returns true if there is output behind the last line. */
  boolean hasMore() throws IOException {
    return filled > from || in.available() > 0;
  }
}
