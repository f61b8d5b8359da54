package io.seedmill.generators.sources.rows;

/**
 * A splitter of CSV: a line end in quotes does not end a row, and a blank line is no row.
 *
 * <p>A quote has a meaning only at the beginning of a value, which ends with a quote that is not
 * doubled. Source: RFC 4180.
 */
final class CsvSplitter extends Splitter {

  private enum In {
    ROW_START,
    /** After white space, which is no row unless more comes in the line. */
    BLANK,
    /** After the first or second byte of the byte order mark of a file appended to another. */
    MARK_1,
    MARK_2,
    /** After the mark: what is left of an empty file, unless more comes in the line. */
    MARKED,
    VALUE_START,
    VALUE,
    QUOTED,
    /** After a quote in quotes, which ends the value or is the first of two. */
    QUOTE
  }

  private final byte delimiter;
  private final int quote;
  private In in = In.ROW_START;

  CsvSplitter(long at, long line, CsvDialect dialect) {
    super(at, line);
    this.delimiter = dialect.delimiter();
    this.quote = dialect.quote();
  }

  @Override
  int find(byte[] bytes, int from, int to) {
    In state = in;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      boolean lineEnd = isLineEnd(b);
      if (lineEnd && state != In.QUOTED && isOpen()) {
        boolean row = isRow(state);
        state = In.ROW_START;
        if (row) {
          closeAfter(i - from);
          in = state;
          return i;
        }
        drop();
      }
      if (lineEnd) {
        countLine(bytes, i, from);
      } else if (state == In.ROW_START) {
        open(i - from);
        state = b == (byte) 0xef ? In.MARK_1 : next(isBlank(b) ? In.BLANK : In.VALUE_START, b);
      } else {
        state = next(state, b);
      }
    }
    in = state;
    return to;
  }

  @Override
  public boolean isRow() {
    return isRow(in);
  }

  private static boolean isRow(In state) {
    return state != In.MARKED && state != In.BLANK;
  }

  private boolean isBlank(byte b) {
    return (b == ' ' || b == '\t') && b != delimiter;
  }

  private In next(In state, byte b) {
    return switch (state) {
      case ROW_START -> state;
      case BLANK -> isBlank(b) ? state : value(b);
      case MARK_1 -> b == (byte) 0xbb ? In.MARK_2 : value(b);
      case MARK_2 -> b == (byte) 0xbf ? In.MARKED : value(b);
      case MARKED, VALUE_START -> b == quote ? In.QUOTED : value(b);
      case VALUE -> value(b);
      case QUOTED -> b == quote ? In.QUOTE : state;
      case QUOTE -> b == quote ? In.QUOTED : value(b);
    };
  }

  private In value(byte b) {
    return b == delimiter ? In.VALUE_START : In.VALUE;
  }
}
