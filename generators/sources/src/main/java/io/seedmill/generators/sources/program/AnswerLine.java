package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A line of a program's output: {@code {"index": 7, "sample": {…}}} or an error. */
final class AnswerLine {

  /** The forms of a line, in words. */
  static final String ALLOWED = "{\"index\": …, \"sample\": {…}} or {\"index\": …, \"error\": …}";

  private static final byte[] INDEX = "{\"index\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SAMPLE = "\"sample\":".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_DIGITS = 16;

  private long index;
  private byte[] bytes;
  private int from;
  private int length;
  private String error;

  /**
   * Reads a line; false if it has no such form.
   *
   * <p>The usual form is found without parsing: its sample is parsed anyway, as one JSON object
   * that ends where the line's last brace begins, so a line that only looks like it is found out.
   */
  boolean read(byte[] line, int lineFrom, int lineLength) {
    error = null;
    return readUsual(line, lineFrom, lineLength) || readAny(line, lineFrom, lineLength);
  }

  private boolean readUsual(byte[] line, int lineFrom, int lineLength) {
    int end = lineFrom + lineLength;
    int at = skip(INDEX, line, lineFrom, end);
    int digits = at;
    long number = 0;
    while (at >= 0 && at < end && line[at] >= '0' && line[at] <= '9' && at - digits < MOST_DIGITS) {
      number = 10 * number + line[at++] - '0';
    }
    if (at < 0 || at == digits || at >= end || line[at] != ',') {
      return false;
    }
    int sample = skip(SAMPLE, line, afterBlank(line, at + 1, end), end);
    if (sample < 0 || line[sample] != '{' || line[end - 1] != '}' || line[end - 2] != '}') {
      return false;
    }
    index = number;
    bytes = line;
    from = sample;
    length = end - 1 - sample;
    return true;
  }

  /** Returns the position behind a text and a blank; -1 if the text is not there. */
  private static int skip(byte[] text, byte[] line, int at, int end) {
    boolean there =
        end - at > text.length + 1
            && Arrays.equals(line, at, at + text.length, text, 0, text.length);
    return there ? afterBlank(line, at + text.length, end) : -1;
  }

  private static int afterBlank(byte[] line, int at, int end) {
    return at < end && line[at] == ' ' ? at + 1 : at;
  }

  private boolean readAny(byte[] line, int lineFrom, int lineLength) {
    JsonNode answer;
    try {
      answer = CanonicalJson.parse(Arrays.copyOfRange(line, lineFrom, lineFrom + lineLength));
    } catch (IOException e) {
      return false;
    }
    JsonNode number = answer.path("index");
    if (!number.isIntegralNumber() || !number.canConvertToLong() || answer.size() != 2) {
      return false;
    }
    index = number.longValue();
    if (answer.has("error")) {
      error = answer.get("error").asText();
      return true;
    }
    if (!answer.has("sample")) {
      return false;
    }
    bytes = answer.get("sample").toString().getBytes(StandardCharsets.UTF_8);
    from = 0;
    length = bytes.length;
    return true;
  }

  long index() {
    return index;
  }

  /** Returns the error that the program reports; empty for a sample. */
  Optional<String> error() {
    return Optional.ofNullable(error);
  }

  /** Returns the array that holds the sample, until the next line is read. */
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int length() {
    return length;
  }
}
