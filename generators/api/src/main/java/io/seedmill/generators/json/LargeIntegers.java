package io.seedmill.generators.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.Consumer;

/**
 * What becomes of a whole number beyond 2<sup>53</sup>, which readers that use doubles change.
 *
 * <p>A number with a fraction or an exponent is a double. It counts as whole if its canonical form
 * has neither, such as 1.7e18, which is written 1700000000000000000; 1e21 keeps its exponent.
 */
public enum LargeIntegers {
  /** It becomes a text of its digits. */
  TEXT,
  /** It is refused. */
  REFUSE;

  /** Returns true if a number is one. */
  public static boolean isLarge(JsonNode number) {
    return number.isIntegralNumber()
        ? !number.canConvertToLong() || isLarge(number.longValue())
        : isLarge(number.doubleValue());
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
      place.accept(
          TextNode.valueOf(
              value.isIntegralNumber()
                  ? value.asText()
                  : CanonicalNumber.write(value.doubleValue())));
      replaced = 1;
    }
    return replaced;
  }
}
