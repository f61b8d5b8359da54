package io.seedmill.generators.sources.program;

import static io.seedmill.generators.sources.program.ProgramFailure.NO_MEMORY;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines of bytes, up to a certain length, from a stream. */
final class LineReader {

  private static final int BUFFER_BYTES = 1 << 16;

  /** The byte order mark of UTF-8, which shells and runtimes of Windows print first. */
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** More blanks than this behind an answer are output that goes on and on. */
  private static final int MOST_BLANKS = 256;

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

  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(CanonicalJson.ANY_LENGTH).build();

  /** A line that is longer than allowed, or that the stream's end cuts short. */
  static final class InvalidLineException extends IOException {
    private static final long serialVersionUID = 1L;

    InvalidLineException(String message) {
      super(message);
    }
  }

  /**
   * Reads a line; false at the end of the stream. A JSON object at the end of the stream is a line
   * even if no line feed follows.
   *
   * @param last no line is wanted after this one, so that the program may wait for the next task: a
   *     whole JSON object is a line as soon as it is there
   * @throws InvalidLineException if the line is too long, or the stream ends within it
   */
  boolean next(boolean last) throws IOException {
    int searched = from;
    while (true) {
      for (int i = searched; i < filled; i++) {
        if (buffer[i] == '\n') {
          takeLine(i > from && buffer[i - 1] == '\r' ? i - 1 : i);
          from = i + 1;
          return true;
        }
      }
      int scanned = filled - from;
      boolean mayEnd = last && scanned > 0 && buffer[filled - 1] == '}' && in.available() == 0;
      if ((mayEnd && isObject()) || !fill()) {
        if (filled == from) {
          return false;
        }
        boolean whole = mayEnd || isObject();
        takeLine(filled);
        from = filled;
        if (!whole) {
          throw new InvalidLineException("half a line at the end");
        }
        return true;
      }
      searched = from + scanned;
    }
  }

  /** Takes the unread bytes up to a position as the line; a byte order mark is dropped. */
  private void takeLine(int end) {
    lineFrom = from;
    if (Arrays.equals(buffer, from, Math.min(end, from + MARK.length), MARK, 0, MARK.length)) {
      lineFrom += MARK.length;
    }
    lineLength = end - lineFrom;
  }

  /** Returns true if the unread bytes are one JSON object. */
  private boolean isObject() {
    try (JsonParser parser = JSON.createParser(buffer, from, filled - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
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
      try {
        buffer = Arrays.copyOf(buffer, (int) Math.min(longest + BUFFER_BYTES, 2L * buffer.length));
      } catch (OutOfMemoryError e) {
        throw new InvalidLineException("a line of %,d bytes: ".formatted(filled) + NO_MEMORY);
      }
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

  /** Returns a copy of the line. */
  byte[] copyOfLine() throws InvalidLineException {
    try {
      return Arrays.copyOfRange(buffer, lineFrom, lineFrom + lineLength);
    } catch (OutOfMemoryError e) {
      throw new InvalidLineException("a line of %,d bytes: ".formatted(lineLength) + NO_MEMORY);
    }
  }

  int lineFrom() {
    return lineFrom;
  }

  int lineLength() {
    return lineLength;
  }

  /** Returns true if there is output behind the last line, other than blanks and line ends. */
  boolean hasMore() throws IOException {
    int skipped = 0;
    do {
      while (from < filled && buffer[from] <= ' ' && buffer[from] >= 0) {
        from++;
        skipped++;
      }
    } while (from == filled && skipped <= MOST_BLANKS && in.available() > 0 && fill());
    return filled > from || skipped > MOST_BLANKS;
  }
}
