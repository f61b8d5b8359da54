package io.seedmill.generators.sources.files;

/**
 * A record a row; a line feed within quotes does not end it, and an empty line is none.
 *
 * <p>A quote has a meaning at the beginning of a value alone, and ends the value where it is not
 * doubled. Source: RFC 4180.
 */
final class CsvSplitter extends Splitter {

  static final byte QUOTE = '"';

  private enum In {
    ROW_START,
    VALUE_START,
    VALUE,
    QUOTED,
    /** Behind a quote within quotes, which ends the value or is the first of two. */
    QUOTE
  }

  private final byte delimiter;
  private In in = In.ROW_START;

  CsvSplitter(long at, long line, byte delimiter) {
    super(at, line);
    this.delimiter = delimiter;
  }

  @Override
  int find(byte[] bytes, int from, int to) {
    In state = in;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (state == In.ROW_START && b != '\r' && b != LINE_FEED) {
        open(i - from);
        state = In.VALUE_START;
      }
      if (b == LINE_FEED && state != In.QUOTED) {
        boolean ended = isOpen();
        if (ended) {
          closeAfter(i - from);
        }
        countLine();
        state = In.ROW_START;
        if (ended) {
          in = state;
          return i + 1;
        }
      } else {
        state = next(state, b);
      }
    }
    in = state;
    return to;
  }

  private In next(In state, byte b) {
    if (b == LINE_FEED) {
      countLine();
    }
    return switch (state) {
      case ROW_START -> state;
      case VALUE_START -> b == QUOTE ? In.QUOTED : b == delimiter ? state : In.VALUE;
      case VALUE -> b == delimiter ? In.VALUE_START : state;
      case QUOTED -> b == QUOTE ? In.QUOTE : state;
      case QUOTE -> b == QUOTE ? In.QUOTED : b == delimiter ? In.VALUE_START : In.VALUE;
    };
  }
}
