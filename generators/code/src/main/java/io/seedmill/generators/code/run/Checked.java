package io.seedmill.generators.code.run;

import io.seedmill.generators.code.tree.Expr.Operator;
import java.util.List;
import java.util.Map;

/** Operations that refuse what languages do in different ways. */
final class Checked {

  private Checked() {}

  /** Tells whether a character is one of a range. */
  static boolean isBetween(char from, Object letter, char to) {
    char value = (Character) letter;
    return from <= value && value <= to;
  }

  /** Returns a number that has bits: one that is not negative. */
  static int natural(Object value) {
    int number = (Integer) value;
    if (number < 0) {
      throw new RejectedException("bits of a negative number");
    }
    return number;
  }

  /** Returns how many bits to shift by. */
  static int shift(Object value) {
    int number = (Integer) value;
    if (number < 0 || number > 30) {
      throw new RejectedException("a shift by " + number);
    }
    return number;
  }

  /** Returns a position that is within its list. */
  static int position(Object value, int size) {
    int at = (Integer) value;
    if (at < 0 || at >= size) {
      throw new RejectedException("a position outside");
    }
    return at;
  }

  /** Returns the length of a text or list. */
  static int length(Object value) {
    return value instanceof String text ? text.length() : list(value).size();
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  @SuppressWarnings("unchecked")
  static Map<Object, Object> map(Object value) {
    return (Map<Object, Object>) value;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static int compare(Object a, Object b) {
    return ((Comparable) a).compareTo(b);
  }

  /** Returns the value of an operation, if all languages have the same. */
  static Integer arithmetic(Operator operator, int a, int b) {
    return switch (operator) {
      case PLUS -> number((long) a + b);
      case MINUS -> number((long) a - b);
      case TIMES -> number((long) a * b);
      case DIVIDE -> divisible(a, b) ? a / b : 0;
      case REST -> divisible(a, b) ? a % b : 0;
      default -> throw new IllegalArgumentException(operator.toString());
    };
  }

  private static boolean divisible(int a, int b) {
    if (a < 0 || b <= 0) {
      throw new RejectedException("a division of " + a + " by " + b);
    }
    return true;
  }

  /** Returns a number that is within 32 bits. */
  static int number(long value) {
    if (value != (int) value) {
      throw new RejectedException("beyond 32 bits");
    }
    return (int) value;
  }
}
