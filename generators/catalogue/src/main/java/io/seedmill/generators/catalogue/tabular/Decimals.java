package io.seedmill.generators.catalogue.tabular;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Decimal numbers as whole numbers: with two decimals, 1234 stands for 12.34. */
final class Decimals {

  static final int MOST = 15;

  private static final char[] ZEROS = "0".repeat(MOST + 1).toCharArray();
  private static final long[] POWERS = new long[MOST + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= MOST; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private Decimals() {}

  /** Returns the number of decimals of {@code number}, without trailing zeros. */
  static int in(BigDecimal number) {
    return Math.max(0, number.stripTrailingZeros().scale());
  }

  /** Returns the power of ten that a number with {@code decimals} decimals is multiplied by. */
  static long power(int decimals) {
    return POWERS[decimals];
  }

  static BigInteger whole(BigDecimal number, int decimals, RoundingMode rounding) {
    return number.movePointRight(decimals).setScale(0, rounding).unscaledValue();
  }

  /**
   * Returns the double nearest to the number: both terms are exact, and a division rounds
   * correctly.
   */
  static double value(long whole, int decimals) {
    return (double) whole / POWERS[decimals];
  }

  /**
   * Writes the number without zeros at the end.
   *
   * @return the number of digits from the first to the last that is not 0, or 1
   */
  static int append(long whole, int decimals, StringBuilder text) {
    long left = Math.abs(whole);
    int places = decimals;
    while (places > 0 && left % 10 == 0) {
      left /= 10;
      places--;
    }
    if (whole < 0) {
      text.append('-');
    }
    int start = text.length();
    text.append(left);
    int digits = text.length() - start;
    if (places > 0) {
      if (digits <= places) {
        text.insert(start, ZEROS, 0, places + 1 - digits);
      }
      text.insert(text.length() - places, '.');
    }
    return digits;
  }
}
