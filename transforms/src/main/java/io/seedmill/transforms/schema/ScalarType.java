package io.seedmill.transforms.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of single values. It takes only values that it can give back as they are: no number is
 * rounded, and a date or a time has one way to be written.
 *
 * @param kind the kind of values
 * @param precision the digits of a decimal number, those behind the point included; else 0
 * @param scale the digits of a decimal number behind the point; else 0
 */
public record ScalarType(Kind kind, int precision, int scale) implements Serializable {

  /** The kinds of values. */
  public enum Kind {
    STRING("a text"),
    BOOLEAN("true or false"),
    INT32("a whole number from -2147483648 to 2147483647"),
    INT64("a whole number of 64 bits"),
    DOUBLE("a number"),
    DECIMAL("a number"),
    DATE("a text such as 2026-03-31"),
    TIMESTAMP("a text such as 2026-03-31T09:30:00Z or 2026-03-31T09:30:00.250Z, in UTC"),
    JSON("any value");

    private final String allowed;

    Kind(String allowed) {
      this.allowed = allowed;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The names of all types. */
  public static final Pattern NAMES =
      Pattern.compile(
          "string|boolean|int32|int64|double|date|timestamp|json"
              + "|decimal\\(([1-9]|1[0-8]), ?([0-9]|1[0-8])\\)");

  private static final Pattern FOUR_DIGIT_YEAR = Pattern.compile("[0-9]{4}-.*");

  /** A type without digits to name. */
  public static ScalarType of(Kind kind) {
    return new ScalarType(kind, 0, 0);
  }

  /** Reads the name of a type; empty if there is none of that name. */
  public static Optional<ScalarType> named(String name) {
    Matcher matcher = NAMES.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(1) == null) {
      return Optional.of(of(Kind.valueOf(name.toUpperCase(Locale.ROOT))));
    }
    int precision = Integer.parseInt(matcher.group(1));
    int scale = Integer.parseInt(matcher.group(2));
    return scale > precision
        ? Optional.empty()
        : Optional.of(new ScalarType(Kind.DECIMAL, precision, scale));
  }

  @Override
  public String toString() {
    return kind == Kind.DECIMAL ? "decimal(%d,%d)".formatted(precision, scale) : kind.toString();
  }

  /** Returns the values that it takes, in words. */
  String allowed() {
    String digits =
        kind == Kind.DECIMAL
            ? " of at most %d digits before and %d behind the point"
                .formatted(precision - scale, scale)
            : "";
    return kind.allowed + digits + " (" + this + ")";
  }

  /** Returns true if it takes the value that a parser is at, which is not null. */
  boolean takes(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    return switch (kind) {
      case JSON -> true;
      case STRING -> token == JsonToken.VALUE_STRING;
      case BOOLEAN -> token.isBoolean();
      case DOUBLE ->
          token == JsonToken.VALUE_NUMBER_FLOAT
              || (token == JsonToken.VALUE_NUMBER_INT
                  && new BigDecimal(json.getDoubleValue()).compareTo(json.getDecimalValue()) == 0);
      default -> number(json).isPresent();
    };
  }

  /**
   * Returns the whole number that stands for the value that a parser is at: its days or
   * microseconds since 1970, or its digits without the point. Empty if the type does not take the
   * value.
   */
  public OptionalLong number(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    return switch (kind) {
      case INT32, INT64 -> whole(json, token);
      case DECIMAL ->
          token.isNumeric() ? digits(json.getDecimalValue().stripTrailingZeros()) : nothing();
      case DATE -> token == JsonToken.VALUE_STRING ? days(json.getText()) : nothing();
      case TIMESTAMP -> token == JsonToken.VALUE_STRING ? micros(json.getText()) : nothing();
      default -> nothing();
    };
  }

  private OptionalLong whole(JsonParser json, JsonToken token) throws IOException {
    if (token != JsonToken.VALUE_NUMBER_INT
        || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return nothing();
    }
    long value = json.getLongValue();
    return kind == Kind.INT32 && value != (int) value ? nothing() : OptionalLong.of(value);
  }

  private OptionalLong digits(BigDecimal value) {
    return value.scale() > scale || (long) value.precision() - value.scale() > precision - scale
        ? nothing()
        : OptionalLong.of(value.setScale(scale).unscaledValue().longValueExact());
  }

  private static OptionalLong days(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      return isWritten(date.toString(), text) ? OptionalLong.of(date.toEpochDay()) : nothing();
    } catch (DateTimeException e) {
      return nothing();
    }
  }

  private static OptionalLong micros(String text) {
    try {
      Instant time = Instant.parse(text);
      return isWritten(time.truncatedTo(ChronoUnit.MICROS).toString(), text)
          ? OptionalLong.of(time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000)
          : nothing();
    } catch (DateTimeException e) {
      return nothing();
    }
  }

  private static boolean isWritten(String normal, String text) {
    return normal.equals(text) && FOUR_DIGIT_YEAR.matcher(text).matches();
  }

  private static OptionalLong nothing() {
    return OptionalLong.empty();
  }

  /** Writes the value for which a number stands. */
  public void write(long number, JsonGenerator json) throws IOException {
    switch (kind) {
      case DECIMAL ->
          CanonicalJson.writeReal(BigDecimal.valueOf(number, scale).doubleValue(), json);
      case DATE -> json.writeString(LocalDate.ofEpochDay(number).toString());
      case TIMESTAMP -> json.writeString(Instant.EPOCH.plus(number, ChronoUnit.MICROS).toString());
      default -> json.writeNumber(number);
    }
  }
}
