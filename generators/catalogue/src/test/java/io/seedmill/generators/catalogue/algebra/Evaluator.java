package io.seedmill.generators.catalogue.algebra;

import java.math.BigInteger;
import java.util.Map;

/**
 * Works out what is written, by recursive descent: sums, products with or without {@code *},
 * divisions, whole powers, brackets and one-letter unknowns.
 */
final class Evaluator {

  private final String text;
  private final Map<String, Rational> unknowns;
  private int at;

  private Evaluator(String text, Map<String, Rational> unknowns) {
    this.text = text.replace(" ", "");
    this.unknowns = unknowns;
  }

  static Rational valueOf(String text, Map<String, Rational> unknowns) {
    Evaluator evaluator = new Evaluator(text, unknowns);
    Rational value = evaluator.sum();
    if (evaluator.at != evaluator.text.length()) {
      throw new AssertionError("cannot read '" + text + "' from " + evaluator.at);
    }
    return value;
  }

  private Rational sum() {
    Rational value = skip('-') ? product().negate() : product();
    while (true) {
      if (skip('+')) {
        value = value.plus(product());
      } else if (skip('-')) {
        value = value.minus(product());
      } else {
        return value;
      }
    }
  }

  private Rational product() {
    Rational value = power();
    while (true) {
      if (skip('/')) {
        value = value.over(power());
      } else if (skip('*') || peek() == '(' || Character.isLetter(peek())) {
        value = value.times(power());
      } else {
        return value;
      }
    }
  }

  private Rational power() {
    Rational base = atom();
    if (!skip('^')) {
      return base;
    }
    Rational value = Rational.of(1);
    for (int left = number().intValueExact(); left > 0; left--) {
      value = value.times(base);
    }
    return value;
  }

  private Rational atom() {
    if (skip('(')) {
      Rational value = sum();
      if (!skip(')')) {
        throw new AssertionError("a bracket stays open in " + text);
      }
      return value;
    }
    if (Character.isLetter(peek())) {
      Rational value = unknowns.get(text.substring(at, ++at));
      if (value == null) {
        throw new AssertionError("another unknown in " + text);
      }
      return value;
    }
    return new Rational(number(), BigInteger.ONE);
  }

  private BigInteger number() {
    int from = at;
    while (Character.isDigit(peek())) {
      at++;
    }
    return new BigInteger(text.substring(from, at));
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '.';
  }

  private boolean skip(char expected) {
    boolean there = peek() == expected;
    if (there) {
      at++;
    }
    return there;
  }
}
