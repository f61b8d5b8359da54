package io.seedmill.transforms.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Walks through the members of an object of a record, and finds where their values are without
 * parsing them. Records are canonical JSON, which has no blanks.
 */
final class RecordFields {

  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(CanonicalJson.ANY_LENGTH).build();

  private byte[] bytes = {};
  private int at;
  private int nameFrom;
  private int nameTo;
  private int from;

  /** Begins before the first member of the object at a position. */
  void start(byte[] newBytes, int offset) {
    bytes = newBytes;
    at = offset;
  }

  /** Goes on to the next member; false if there is none. */
  boolean next() {
    at++; // the brace, or the comma
    if (bytes[at] != '"') {
      return false;
    }
    nameFrom = at;
    nameTo = endOfString(at);
    from = nameTo + 1;
    at = endOfValue(from);
    return true;
  }

  /** Returns where the member's name begins, with its quote. */
  int nameFrom() {
    return nameFrom;
  }

  /** Returns where the member's name ends, behind its quote. */
  int nameTo() {
    return nameTo;
  }

  /** Returns where the member's value begins. */
  int from() {
    return from;
  }

  /** Returns where the member's value ends. */
  int to() {
    return at;
  }

  /** Returns true if the value is a text. */
  boolean isText() {
    return bytes[from] == '"';
  }

  /** Returns true if the value is {@code null}. */
  boolean isNull() {
    return bytes[from] == 'n';
  }

  /** Returns true if the value is an object. */
  boolean isObject() {
    return bytes[from] == '{';
  }

  /** Returns true if the value is a text with escapes, so that its bytes are others in JSON. */
  boolean hasEscapes() {
    return hasEscapes(from, at);
  }

  /** Returns the value, which is a text. */
  String text() throws IOException {
    return text(from, at);
  }

  /** Returns the member's name. */
  String name() throws IOException {
    return text(nameFrom, nameTo);
  }

  private boolean hasEscapes(int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  private String text(int start, int end) throws IOException {
    if (!hasEscapes(start, end)) {
      return new String(bytes, start + 1, end - start - 2, StandardCharsets.UTF_8);
    }
    try (JsonParser json = JSON.createParser(bytes, start, end - start)) {
      json.nextToken();
      return json.getText();
    }
  }

  private int endOfString(int quote) {
    int i = quote + 1;
    while (bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private int endOfValue(int start) {
    int i = start;
    int depth = 0;
    while (true) {
      switch (bytes[i]) {
        case '"' -> i = endOfString(i);
        case '{', '[' -> {
          depth++;
          i++;
        }
        case '}', ']' -> {
          if (depth == 0) {
            return i;
          }
          depth--;
          i++;
        }
        case ',' -> {
          if (depth == 0) {
            return i;
          }
          i++;
        }
        default -> i++;
      }
    }
  }
}
