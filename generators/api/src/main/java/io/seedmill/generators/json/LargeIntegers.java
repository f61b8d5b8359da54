package io.seedmill.generators.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.function.Consumer;

/**
 * What becomes of a whole number beyond 2<sup>53</sup>, which readers that use doubles change.
 *
 * <p>A number with a fraction or an exponent is a double. It counts as one if it is beyond
 * 2<sup>53</sup> and its canonical form has no exponent, such as 1.7e18, which is written
 * 1700000000000000000; 1e21 keeps its exponent. Its digits are those that were given, not those of
 * the double.
 */
public enum LargeIntegers {
  /** It becomes a text of its digits. */
  TEXT,
  /** It is refused. */
  REFUSE;

  private static final BigDecimal MAX_INTEGER = BigDecimal.valueOf(CanonicalJson.MAX_INTEGER);

  /** Returns true if a number is one. */
  public static boolean isLarge(JsonNode number) {
    if (number.isBigDecimal()) {
      return isLarge(number.decimalValue());
    }
    return number.isIntegralNumber()
        ? !number.canConvertToLong() || isLarge(number.longValue())
        : isLarge(number.doubleValue());
  }

  /**
   * Returns true if the decimal is beyond the limit, and its double has no exponent; also if it is
   * so near the limit that its double is the limit.
   */
  static boolean isLarge(BigDecimal value) {
    double size = Math.abs(value.doubleValue());
    return isLarge(size)
        || (size == CanonicalJson.MAX_INTEGER && value.abs().compareTo(MAX_INTEGER) != 0);
  }

  static boolean isLarge(long value) {
    return value > CanonicalJson.MAX_INTEGER || value < -CanonicalJson.MAX_INTEGER;
  }

  static boolean isLarge(double value) {
    double size = Math.abs(value);
    return size > CanonicalJson.MAX_INTEGER && size < CanonicalNumber.LEAST_EXPONENT;
  }

  /**
   * Replaces each of them, at any depth, by what it becomes; those that are refused stay.
   *
   * @return how many were replaced
   */
  public int replaceIn(ObjectNode object) {
    int replaced = 0;
    if (this == TEXT) {
      for (var member : object.properties()) {
        replaced += replaceIn(member.getValue(), member::setValue);
      }
    }
    return replaced;
  }

  /** Returns the digits of a large number, as they were given where that is known. */
  static String digits(JsonNode large) {
    if (large.isIntegralNumber()) {
      return large.asText();
    }
    return large.isBigDecimal()
        ? CanonicalNumber.digits(large.decimalValue())
        : CanonicalNumber.write(large.doubleValue());
  }

  private static int replaceIn(JsonNode value, Consumer<JsonNode> place) {
    int replaced = 0;
    if (value instanceof ObjectNode object) {
      replaced = TEXT.replaceIn(object);
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        replaced += replaceIn(array.get(i), text -> array.set(at, text));
      }
    } else if (value.isNumber() && isLarge(value)) {
      place.accept(TextNode.valueOf(digits(value)));
      replaced = 1;
    }
    return replaced;
  }
}
