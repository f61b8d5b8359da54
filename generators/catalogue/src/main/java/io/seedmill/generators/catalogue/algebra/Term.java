package io.seedmill.generators.catalogue.algebra;

import java.util.List;

/**
 * The product {@code factor * (inner * unknown + shift) ^ power}, which is written as shortly as
 * usual: {@code 7}, {@code -x}, {@code 3x^2}, {@code 5(2x - 3)}.
 *
 * @param unknown the number of the unknown, from 0
 */
record Term(long factor, long inner, int unknown, long shift, int power) {

  static Term number(long value) {
    return new Term(value, 1, 0, 0, 0);
  }

  static Term power(long factor, int unknown, int power) {
    return new Term(factor, 1, unknown, 0, power);
  }

  static Term bracket(long factor, long inner, int unknown, long shift) {
    return new Term(factor, inner, unknown, shift, 1);
  }

  boolean isNumber() {
    return power == 0;
  }

  Fraction value(List<Fraction> solution) {
    Fraction value = Fraction.of(factor);
    if (isNumber()) {
      return value;
    }
    Fraction base = Fraction.of(inner).times(solution.get(unknown)).plus(Fraction.of(shift));
    for (int i = 0; i < power; i++) {
      value = value.times(base);
    }
    return value;
  }

  /** Returns the largest number that is written. */
  long largest() {
    return Math.max(Math.abs(factor), Math.abs(shift));
  }

  /**
   * Writes the term without its sign.
   *
   * @param unknowns what stands for the unknowns: their names or their values
   * @param times what stands between the factors of a product
   */
  void writeSize(StringBuilder out, List<String> unknowns, String times) {
    long size = Math.abs(factor);
    if (isNumber()) {
      out.append(size);
      return;
    }
    if (size != 1) {
      out.append(size).append(times);
    }
    if (shift == 0) {
      out.append(unknowns.get(unknown));
    } else {
      out.append('(');
      if (inner != 1) {
        out.append(inner).append(times);
      }
      out.append(unknowns.get(unknown)).append(shift < 0 ? " - " : " + ");
      out.append(Math.abs(shift)).append(')');
    }
    if (power > 1) {
      out.append('^').append(power);
    }
  }
}
