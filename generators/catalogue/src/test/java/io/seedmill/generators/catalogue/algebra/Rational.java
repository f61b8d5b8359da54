package io.seedmill.generators.catalogue.algebra;

import java.math.BigInteger;

/** An exact fraction for the verifier, as large as need be. */
record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {

  static final Rational ZERO = of(0);

  Rational {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("a denominator is 0");
    }
    if (denominator.signum() < 0) {
      numerator = numerator.negate();
      denominator = denominator.negate();
    }
    BigInteger common = numerator.gcd(denominator);
    numerator = numerator.divide(common);
    denominator = denominator.divide(common);
  }

  static Rational of(long value) {
    return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
  }

  static Rational parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new Rational(new BigInteger(text), BigInteger.ONE)
        : new Rational(
            new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
  }

  Rational negate() {
    return new Rational(numerator.negate(), denominator);
  }

  Rational plus(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Rational minus(Rational other) {
    return plus(other.negate());
  }

  Rational times(Rational other) {
    return new Rational(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  Rational over(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  @Override
  public int compareTo(Rational other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  @Override
  public String toString() {
    return denominator.equals(BigInteger.ONE)
        ? numerator.toString()
        : numerator + "/" + denominator;
  }
}
