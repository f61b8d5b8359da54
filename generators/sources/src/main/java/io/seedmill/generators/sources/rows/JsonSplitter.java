package io.seedmill.generators.sources.rows;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * A splitter of JSON: the rows are the elements of the array with which the file begins, or else
 * the values that follow one another. With a {@link ListPlace} they are the elements of that list.
 *
 * <p>It looks only at strings and brackets. Invalid JSON becomes part of a row, and is reported
 * when that row is parsed.
 */
final class JsonSplitter extends Splitter {

  private enum Place {
    /** Before the first value of the file. */
    START,
    /** In a file that is no array. */
    VALUES,
    /** In an object, before the list whose elements are the rows. */
    BEFORE_LIST,
    IN_ARRAY,
    AFTER_ARRAY,
    /** Behind the list of an object. */
    AFTER_LIST
  }

  private final ListPlace list;
  private Place place;
  private int depth;
  private boolean isContainer;
  private boolean inString;
  private boolean escaped;

  private JsonSplitter(long at, long line, Place place, ListPlace list) {
    super(at, line);
    this.place = place;
    this.list = list;
  }

  /** Returns a splitter for a whole file. */
  static JsonSplitter ofFile(long at) {
    return new JsonSplitter(at, 0, Place.START, null);
  }

  /** Returns a splitter for a whole file that is an object with a list under a pointer. */
  static JsonSplitter ofMember(long at, JsonPointer pointer) {
    return new JsonSplitter(at, 0, Place.BEFORE_LIST, new ListPlace(pointer));
  }

  /** Returns a splitter for an array, from one of its elements on. */
  static JsonSplitter ofElements(long at, long line) {
    return new JsonSplitter(at, line, Place.IN_ARRAY, null);
  }

  /** Returns a splitter for values that follow one another. */
  static JsonSplitter ofValues(long at, long line) {
    return new JsonSplitter(at, line, Place.VALUES, null);
  }

  @Override
  public boolean isArray() {
    return list != null || place == Place.IN_ARRAY || place == Place.AFTER_ARRAY;
  }

  @Override
  public String problem() {
    if (list != null) {
      return list.problem();
    }
    return place == Place.IN_ARRAY ? "its array has no end" : "";
  }

  @Override
  int find(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (isOpen() && depth == 0 && !inString && endsBefore(b)) {
        closeAfter(i - from);
        return i;
      }
      if (isLineEnd(b)) {
        countLine(bytes, i, from);
      }
      if (place == Place.BEFORE_LIST) {
        place = list.begins(b) ? Place.IN_ARRAY : place;
        continue;
      }
      if (place == Place.AFTER_LIST) {
        list.pass(b);
        continue;
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
      if (endsWith(b)) {
        closeAfter(i + 1 - from);
        return i + 1;
      }
    }
    return to;
  }

  /** Tells if a byte outside brackets and strings is no longer part of the open row. */
  private boolean endsBefore(byte b) {
    return place == Place.IN_ARRAY
        ? b == ',' || b == ']'
        : place == Place.VALUES && !isContainer && (isBlank(b) || b == '{' || b == '[');
  }

  /**
   * Tells if a row begins with a byte; otherwise the byte stands between rows. So do the bytes of a
   * byte order mark, in files that were appended to another.
   */
  private boolean begins(byte b) {
    if (isBlank(b) || b == (byte) 0xef || b == (byte) 0xbb || b == (byte) 0xbf) {
      return false;
    }
    if (place == Place.START) {
      place = b == '[' ? Place.IN_ARRAY : Place.VALUES;
      return place == Place.VALUES;
    }
    if (place == Place.IN_ARRAY && b == ']') {
      place = list == null ? Place.AFTER_ARRAY : Place.AFTER_LIST;
      return false;
    }
    return place != Place.IN_ARRAY || b != ',';
  }

  /** Follows strings and brackets; tells if the open row ends with the byte. */
  private boolean endsWith(byte b) {
    if (b == '"') {
      inString = true;
    } else if (b == '{' || b == '[') {
      depth++;
    } else if ((b == '}' || b == ']') && depth > 0) {
      depth--;
      return depth == 0 && place == Place.VALUES;
    }
    return false;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || isLineEnd(b) || b == '\t';
  }
}
