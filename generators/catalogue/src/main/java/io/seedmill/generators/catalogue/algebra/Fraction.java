package io.seedmill.generators.catalogue.algebra;

/** A rational number in lowest terms with a positive denominator; exact as long as it fits. */
public record Fraction(long numerator, long denominator) implements Comparable<Fraction> {

  /** Returns a quotient in lowest terms. */
  public static Fraction of(long numerator, long denominator) {
    long divisor = gcd(numerator, denominator);
    long sign = denominator < 0 ? -1 : 1;
    return new Fraction(sign * numerator / divisor, sign * denominator / divisor);
  }

  /** Returns a whole number. */
  public static Fraction of(long whole) {
    return new Fraction(whole, 1);
  }

  /** Returns the greatest common divisor, never negative; of 0 and b it is the size of b. */
  public static long gcd(long a, long b) {
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return Math.abs(a);
  }

  /** Returns the sum. */
  public Fraction plus(Fraction other) {
    return of(
        Math.addExact(
            Math.multiplyExact(numerator, other.denominator),
            Math.multiplyExact(other.numerator, denominator)),
        Math.multiplyExact(denominator, other.denominator));
  }

  /** Returns the product. */
  public Fraction times(Fraction other) {
    return of(
        Math.multiplyExact(numerator, other.numerator),
        Math.multiplyExact(denominator, other.denominator));
  }

  /** Returns whether the denominator is 1. */
  public boolean isWhole() {
    return denominator == 1;
  }

  /** Returns whether it is less than 0. */
  public boolean isNegative() {
    return numerator < 0;
  }

  /** Returns its distance from 0. */
  public Fraction size() {
    return isNegative() ? new Fraction(-numerator, denominator) : this;
  }

  @Override
  public int compareTo(Fraction other) {
    return Long.compare(
        Math.multiplyExact(numerator, other.denominator),
        Math.multiplyExact(other.numerator, denominator));
  }

  @Override
  public String toString() {
    return isWhole() ? Long.toString(numerator) : numerator + "/" + denominator;
  }

  /**
   * Returns the text that can stand in place of an unknown: in brackets unless it is a plain
   * number.
   */
  String asFactor() {
    return isWhole() && !isNegative() ? toString() : "(" + this + ")";
  }
}
