package io.seedmill.generators.catalogue.reasoning.numbers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads expressions of whole numbers with the four operations and brackets. */
final class Expression {

  private static final long LARGEST = 1_000_000_000_000L;

  private static final int LONGEST = 1_000;

  private final String text;
  private final List<Long> left;
  private int at;

  private Expression(String text, List<Long> numbers) {
    this.text = text;
    this.left = new ArrayList<>(numbers);
  }

  /**
   * Returns the value of an expression; nothing if it is none, uses a number that is not among the
   * given ones or more often than given, or divides with a remainder.
   */
  static Optional<Long> value(String text, List<Long> numbers) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Expression expression = new Expression(text.replaceAll("\\s", ""), numbers);
    try {
      long value = expression.sum();
      return expression.at == expression.text.length() ? Optional.of(value) : Optional.empty();
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private long sum() {
    long value = product();
    while (true) {
      if (has('+')) {
        value = bounded(value + product());
      } else if (has('-')) {
        value = bounded(value - product());
      } else {
        return value;
      }
    }
  }

  private long product() {
    long value = operand();
    while (true) {
      if (has('*')) {
        value = bounded(Math.multiplyExact(value, operand()));
      } else if (has('/')) {
        long divisor = operand();
        if (divisor == 0 || value % divisor != 0) {
          throw new ArithmeticException("a remainder");
        }
        value /= divisor;
      } else {
        return value;
      }
    }
  }

  private long operand() {
    if (has('(')) {
      long value = sum();
      if (!has(')')) {
        throw new ArithmeticException("no bracket");
      }
      return value;
    }
    int from = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (from == at || at - from > 12) {
      throw new ArithmeticException("no number");
    }
    Long number = Long.valueOf(text.substring(from, at));
    if (!left.remove(number)) {
      throw new ArithmeticException("not given");
    }
    return number;
  }

  private boolean has(char expected) {
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private static long bounded(long value) {
    if (Math.abs(value) > LARGEST) {
      throw new ArithmeticException("too large");
    }
    return value;
  }
}
