package io.seedmill.generators.sources.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of a program's output: {@code {"index": 7, "sample": {…}}} or an error. */
final class AnswerLine {

  /** The forms of a line, in words. */
  static final String ALLOWED = "{\"index\": …, \"sample\": {…}} or {\"index\": …, \"error\": …}";

  private static final byte[] INDEX = "{\"index\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SAMPLE = "\"sample\":".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_DIGITS = 16;
  private static final Pattern SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}");

  private static final Pattern MEMBER = Pattern.compile("\\s*,\\s*\"([^\"]{0,100})\"\\s*:");

  /** Finds the sample also where it is refused later: then only this index fails. */
  private static final JsonFactory TOLERANT =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final ObjectMapper TEXTS = new ObjectMapper(TOLERANT);

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

  /**
   * Finds the members in any order, where a null beside the other one is none, and the sample as it
   * is written, to be read as in the usual form. The parser sees each byte as a character, so bytes
   * that are no text fail the sample alone; so do halves of surrogate pairs in names, which the
   * parser would refuse.
   */
  private boolean readAny(byte[] line, int lineFrom, int lineLength) {
    String characters = new String(line, lineFrom, lineLength, ISO_8859_1);
    if (readAny(characters, line, lineFrom)) {
      return true;
    }
    String whole = SURROGATE.matcher(characters).replaceAll("\\\\ufffd");
    return !whole.equals(characters) && readAny(whole, line, lineFrom);
  }

  private boolean readAny(String characters, byte[] line, int lineFrom) {
    boolean hasIndex = false;
    boolean nullError = false;
    int nullSample = -1;
    bytes = null;
    error = null;
    try (JsonParser json = TOLERANT.createParser(characters)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        int at = (int) json.currentTokenLocation().getCharOffset();
        boolean isFirst = bytes == null && error == null;
        boolean isNull = value == JsonToken.VALUE_NULL;
        if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT && !hasIndex) {
          index = json.getLongValue();
          hasIndex = true;
        } else if (name.equals("error") && isNull && error == null && !nullError) {
          nullError = true;
        } else if (name.equals("sample") && isNull && bytes == null && nullSample < 0) {
          nullSample = at;
        } else if ((name.equals("sample") || name.equals("error")) && isFirst) {
          boolean isText = value == JsonToken.VALUE_STRING;
          json.skipChildren();
          json.finishToken();
          from = lineFrom + at;
          length = (int) json.currentLocation().getCharOffset() - at;
          if (name.equals("sample")) {
            bytes = line;
          } else {
            error = isText ? text(line, from, length) : new String(line, from, length, UTF_8);
          }
        } else {
          return false;
        }
      }
      if (bytes == null && error == null && nullSample >= 0) {
        bytes = line;
        from = lineFrom + nullSample;
        length = "null".length();
      } else if (bytes == null && error == null && nullError) {
        error = "null";
      }
      return hasIndex && (bytes != null || error != null) && json.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns the name of the member behind a sample that was taken for the last one of its line;
   * empty if there is none. To be asked where the sample is no JSON.
   */
  static Optional<String> memberBehind(byte[] bytes, int from, int length) {
    byte[] sample = Arrays.copyOfRange(bytes, from, from + length);
    try (JsonParser json = TOLERANT.createParser(sample)) {
      json.nextToken();
      json.skipChildren();
      int end = (int) json.currentLocation().getByteOffset();
      Matcher member = MEMBER.matcher(new String(sample, end, length - end, UTF_8));
      return member.lookingAt() ? Optional.of(member.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns a JSON string's text; the JSON itself where it is not valid. */
  private static String text(byte[] line, int from, int length) {
    try {
      String text = TEXTS.readTree(line, from, length).textValue();
      return new String(text.getBytes(UTF_8), UTF_8); // without halves of surrogate pairs
    } catch (IOException e) {
      return new String(line, from, length, UTF_8);
    }
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
