package io.seedmill.pipeline.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.json.LargeIntegers;
import java.math.BigDecimal;

/**
 * A value of an axis: a text, a number, true or false, or an item with several fields, of which the
 * first names it.
 */
public final class AxisValue {

  /** The allowed values, in words. */
  public static final String ALLOWED =
      "a text, true, false, or a number, whole ones up to 2^53 either side of 0";

  private AxisValue() {}

  /**
   * The value as text, the same for values that are equal: a number as JSON's canonical form has
   * it, an item as its first field.
   */
  public static String text(JsonNode value) {
    if (value.isObject()) {
      return text(value.elements().next());
    }
    return value.isTextual() ? value.textValue() : CanonicalJson.write(value);
  }

  /** Returns true if it is a scalar that can stand on an axis. */
  public static boolean isScalar(JsonNode value) {
    if (value.isNumber()) {
      return Double.isFinite(value.doubleValue()) && !LargeIntegers.isLarge(value);
    }
    return value.isTextual() ? isWhole(value.textValue()) : value.isBoolean();
  }

  /**
   * The form that a value keeps when it is written as JSON and read again: whole numbers are
   * integers, however they were written.
   */
  public static JsonNode normal(JsonNode value) {
    if (value.isFloatingPointNumber()) {
      double real = value.doubleValue();
      return real == Math.rint(real) && Math.abs(real) <= CanonicalJson.MAX_INTEGER
          ? LongNode.valueOf((long) real)
          : DoubleNode.valueOf(real);
    }
    return value.isIntegralNumber() && value.canConvertToLong()
        ? LongNode.valueOf(value.longValue())
        : value;
  }

  static JsonNode of(BigDecimal number) {
    return normal(DoubleNode.valueOf(number.doubleValue()));
  }

  /** Returns whether a text has no half of a surrogate pair, which no file can hold. */
  public static boolean isWhole(String text) {
    return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= 0xDFFF);
  }
}
