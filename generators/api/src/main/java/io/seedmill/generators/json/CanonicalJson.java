package io.seedmill.generators.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes JSON in canonical form: the same bytes for the same value, whoever writes it.
 *
 * <p>Members are in ascending order of their names by UTF-16 code units, there is no white space,
 * strings are UTF-8 with the fewest escapes, and numbers are written as ECMAScript does. {@link
 * LargeIntegers} are refused, because a reader that uses doubles would change them.
 *
 * <p>Source: RFC 8785, JSON Canonicalization Scheme.
 */
public final class CanonicalJson {

  /** The largest whole number that every reader keeps: 2<sup>53</sup>. */
  public static final long MAX_INTEGER = 1L << 53;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  /** The size of a sample is limited elsewhere, so text in it is not. */
  public static final StreamReadConstraints ANY_LENGTH =
      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

  private static final ObjectMapper STRICT =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(ANY_LENGTH).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(new GivenDigits())
          .build();

  /**
   * Keeps the digits of large numbers, which a double would change, and of those that are too small
   * for one; all others are doubles.
   */
  private static final class GivenDigits extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public ValueNode numberNode(BigDecimal value) {
      return LargeIntegers.isLarge(value) || CanonicalNumber.isTooSmall(value)
          ? super.numberNode(value)
          : numberNode(value.doubleValue());
    }
  }

  private CanonicalJson() {}

  private static final class InvalidUtf8Exception extends CharacterCodingException {
    private static final long serialVersionUID = 1L;
    private final int at;

    InvalidUtf8Exception(int at) {
      this.at = at;
    }

    @Override
    public String getMessage() {
      return "Invalid UTF-8 at byte " + (at + 1L);
    }
  }

  /**
   * Returns a writer of canonical strings that separates documents by nothing; the caller sees to
   * the order of members and to numbers.
   */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out).setRootValueSeparator(null);
  }

  /**
   * Reads one JSON value in UTF-8, refusing duplicate names and anything after the value.
   *
   * @throws JsonProcessingException if the bytes are not JSON
   * @throws CharacterCodingException if they are not UTF-8
   */
  public static JsonNode parse(byte[] json) throws IOException {
    int invalid = Utf8.firstInvalid(json, 0, json.length);
    if (invalid >= 0) {
      throw new InvalidUtf8Exception(invalid);
    }
    try {
      return STRICT.readTree(json);
    } catch (JsonParseException e) {
      throw e.getOriginalMessage().contains("surrogate") ? HalfPairs.named(json, e) : e;
    }
  }

  /** Returns why bytes are not JSON, in words that are not Java's, with the place of a value. */
  public static String problem(IOException thrown) {
    String said =
        thrown instanceof JsonProcessingException json
            ? placeOfToken(json) + json.getOriginalMessage()
            : thrown.getMessage();
    return String.valueOf(said)
        .replaceAll(": enable `\\w+\\.\\w+` to allow| \\(start marker at \\[.*]\\)", "")
        .replaceAll(" \\(consider enabling [^()]*(?:\\([^()]*\\)[^()]*)*\\)", "")
        .replaceAll("^No content to map due to end-of-input", "it is empty")
        .replaceAll("(?s)^Trailing token .* found after value .*", "more follows the value")
        .replaceAll(", from `[\\w.()]+`| \\(not recognized as one since Feature .*\\)", "")
        .replaceAll(
            "(?s)^Cannot (?:deserialize|construct) .* from (\\w+).*",
            "found another kind of value, $1")
        .strip();
  }

  /** Returns the JSON Pointer of what stands in place of a value, such as NaN; else nothing. */
  private static String placeOfToken(JsonProcessingException thrown) {
    String said = thrown.getOriginalMessage();
    if (!(thrown.getProcessor() instanceof JsonParser json)
        || !(said.startsWith("Non-standard token") || said.startsWith("Unrecognized token"))) {
      return "";
    }
    JsonPointer pointer = JsonPointer.forPath(json.getParsingContext(), false);
    return pointer.matches() ? "" : pointer + ": ";
  }

  /** Returns true if some bytes are characters in UTF-8, as the standard has them. */
  public static boolean isUtf8(byte[] bytes, int from, int length) {
    return Utf8.firstInvalid(bytes, from, from + length) < 0;
  }

  /** Returns true if some bytes are a JSON number, and not beyond the range of doubles. */
  public static boolean isNumber(byte[] bytes, int from, int length) {
    return length > 0
        && CanonicalNumber.length(bytes, from, from + length) == length
        && (CanonicalNumber.isCanonical(bytes, from, length)
            || !CanonicalNumber.canonical(bytes, from, length, LargeIntegers.TEXT).isEmpty());
  }

  /** Returns the canonical form as text. */
  public static String write(JsonNode value) {
    return new String(writeBytes(value), StandardCharsets.UTF_8);
  }

  /** Returns the canonical form in UTF-8. */
  public static byte[] writeBytes(JsonNode value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = generator(out)) {
      write(value, json);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write JSON: " + e.getMessage(), e);
    }
    return out.toByteArray();
  }

  /** Writes {@code value} at the generator's place. */
  public static void write(JsonNode value, JsonGenerator json) throws IOException {
    switch (value.getNodeType()) {
      case OBJECT -> writeObject(value, json);
      case ARRAY -> {
        json.writeStartArray();
        for (JsonNode element : value) {
          write(element, json);
        }
        json.writeEndArray();
      }
      case STRING -> writeText(value.textValue(), json);
      case BOOLEAN -> json.writeBoolean(value.booleanValue());
      case NULL -> json.writeNull();
      case NUMBER -> writeNumber(value, json);
      default -> throw new IOException("not a JSON value: " + value.getNodeType());
    }
  }

  private static void writeObject(JsonNode object, JsonGenerator json) throws IOException {
    List<String> names = new ArrayList<>(object.size());
    object.fieldNames().forEachRemaining(names::add);
    Collections.sort(names);
    json.writeStartObject();
    for (String name : names) {
      writeName(name, json);
      write(object.get(name), json);
    }
    json.writeEndObject();
  }

  private static void writeNumber(JsonNode number, JsonGenerator json) throws IOException {
    if (LargeIntegers.isLarge(number)) {
      throw tooLarge(LargeIntegers.digits(number), json);
    }
    if (number.isBigDecimal() && CanonicalNumber.isTooSmall(number.decimalValue())) {
      throw new IOException(
          place(json) + "a number beyond the range of doubles (" + number.decimalValue() + ")");
    }
    if (number.isFloatingPointNumber()) {
      writeReal(number.doubleValue(), json);
    } else {
      writeInteger(number.longValue(), json);
    }
  }

  /**
   * Returns the text of a scalar, to be put into a longer text: of a number what {@link #write}
   * writes, where it can be written.
   */
  public static String text(JsonNode scalar) {
    if (scalar.isBigDecimal() && LargeIntegers.isLarge(scalar)) {
      return LargeIntegers.digits(scalar);
    }
    return scalar.isFloatingPointNumber() && Double.isFinite(scalar.doubleValue())
        ? CanonicalNumber.write(scalar.doubleValue())
        : scalar.asText();
  }

  /** Writes the name of a member, of whole characters. */
  public static void writeName(String name, JsonGenerator json) throws IOException {
    if (HalfPairs.first(name) >= 0) {
      JsonPointer object = JsonPointer.forPath(json.getOutputContext().getParent(), false);
      throw new IOException(HalfPairs.problem(object, name).orElseThrow());
    }
    json.writeFieldName(name);
  }

  /** Writes text of whole characters. */
  public static void writeText(String text, JsonGenerator json) throws IOException {
    int half = HalfPairs.first(text);
    if (half >= 0) {
      throw new IOException(place(json) + "half a surrogate pair at position " + half);
    }
    json.writeString(text);
  }

  /** Writes a whole number of at most {@link #MAX_INTEGER} in size. */
  public static void writeInteger(long value, JsonGenerator json) throws IOException {
    if (LargeIntegers.isLarge(value)) {
      throw tooLarge(Long.toString(value), json);
    }
    json.writeNumber(value);
  }

  /**
   * Writes a finite number as ECMAScript does, if that is not a {@link LargeIntegers large one}.
   */
  public static void writeReal(double value, JsonGenerator json) throws IOException {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IOException(place(json) + "a number beyond the range of doubles (" + value + ")");
    }
    String number = CanonicalNumber.write(value);
    if (LargeIntegers.isLarge(value)) {
      throw tooLarge(number, json);
    }
    json.writeNumber(number);
  }

  private static IOException tooLarge(String number, JsonGenerator json) {
    return new IOException(
        place(json)
            + "the number "
            + number
            + " is beyond 2^53; write it as a string, or readers lose it");
  }

  /** Returns the JSON Pointer of the value that comes next, for a message; empty at the root. */
  private static String place(JsonGenerator json) {
    JsonStreamContext here = json.getOutputContext();
    JsonPointer pointer = JsonPointer.forPath(here.getParent(), false);
    if (here.inArray()) {
      pointer = pointer.appendIndex(here.getEntryCount());
    } else if (here.hasCurrentName()) {
      pointer = pointer.appendProperty(here.getCurrentName());
    }
    return pointer.matches() ? "" : pointer + ": ";
  }
}
