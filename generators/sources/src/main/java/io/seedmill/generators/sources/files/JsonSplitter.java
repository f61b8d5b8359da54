package io.seedmill.generators.sources.files;

/**
 * A record an element of an array, or, where a file begins otherwise, a value: several may stand
 * one behind the other.
 *
 * <p>Whether a record is good JSON is not its concern: it looks at strings and brackets alone, and
 * what makes no sense becomes part of a record, to be refused with it.
 */
final class JsonSplitter extends Splitter {

  private enum Array {
    NONE,
    BEFORE,
    IN,
    BEHIND
  }

  private Array array;
  private int depth;
  private boolean isContainer;
  private boolean inString;
  private boolean escaped;

  private JsonSplitter(long at, long line, Array array) {
    super(at, line);
    this.array = array;
  }

  /** For a file that is an array, from its beginning on. */
  static JsonSplitter ofArray(long at) {
    return new JsonSplitter(at, 0, Array.BEFORE);
  }

  /** For an array, from one of its elements on. */
  static JsonSplitter withinArray(long at, long line) {
    return new JsonSplitter(at, line, Array.IN);
  }

  /** For values that stand one behind the other. */
  static JsonSplitter ofValues(long at, long line) {
    return new JsonSplitter(at, line, Array.NONE);
  }

  /** Whether an array has begun that has not ended. */
  boolean isInArray() {
    return array == Array.IN;
  }

  @Override
  int find(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (isOpen() && depth == 0 && !inString && endsBefore(b)) {
        closeAfter(i - from);
        return i;
      }
      if (b == LINE_FEED) {
        countLine();
      }
      if (inString) {
        inString = escaped || b != '"';
        escaped = !escaped && b == '\\';
        continue;
      }
      if (!isOpen() && !begins(b)) {
        continue;
      }
      if (!isOpen()) {
        open(i - from);
        isContainer = b == '{' || b == '[';
      }
      if (goOn(b)) {
        closeAfter(i + 1 - from);
        return i + 1;
      }
    }
    return to;
  }

  /** Whether the open record, outside of brackets and strings, has nothing of a byte. */
  private boolean endsBefore(byte b) {
    return switch (array) {
      case IN -> b == ',' || b == ']';
      case NONE -> !isContainer && (isBlank(b) || b == '{' || b == '[');
      case BEFORE, BEHIND -> false;
    };
  }

  /** Whether a record begins with a byte; otherwise it stands between records. */
  private boolean begins(byte b) {
    if (isBlank(b)) {
      return false;
    }
    if (array == Array.BEFORE && b == '[') {
      array = Array.IN;
      return false;
    }
    if (array == Array.IN && b == ']') {
      array = Array.BEHIND;
      return false;
    }
    return array != Array.IN || b != ',';
  }

  /** Goes on in a record; whether it ends with the byte. */
  private boolean goOn(byte b) {
    if (b == '"') {
      inString = true;
    } else if (b == '{' || b == '[') {
      depth++;
    } else if ((b == '}' || b == ']') && depth > 0) {
      depth--;
      return depth == 0 && array == Array.NONE;
    }
    return false;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == LINE_FEED || b == '\r' || b == '\t';
  }
}
