package io.seedmill.generators.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.io.NumberInput;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as bytes of JSON. */
final class CanonicalNumber {

  /*
   * A decimal of at most 15 significant digits is the shortest that stands for its double: no two
   * such decimals share one. So from 1e-6 up to below 1e21, where ECMAScript writes no exponent,
   * one without needless zeros is canonical as it stands.
   */
  private static final int SURE_DIGITS = 15;
  private static final int LONGEST = 1000;
  private static final int LONGEST_WHOLE = 18;

  /** From this size on, ECMAScript writes an exponent. */
  static final double LEAST_EXPONENT = 1e21;

  private static final int MOST_LEADING_ZEROS = 5;

  private CanonicalNumber() {}

  /**
   * Returns the number of bytes of the number at a position; 0 if there is none, or it is very
   * long.
   */
  static int length(byte[] in, int at, int end) {
    int i = at < end && in[at] == '-' ? at + 1 : at;
    int whole = i;
    i = digits(in, i, end);
    if (i == whole || (in[whole] == '0' && i > whole + 1)) {
      return 0;
    }
    if (i < end && in[i] == '.') {
      int fraction = i + 1;
      i = digits(in, fraction, end);
      if (i == fraction) {
        return 0;
      }
    }
    if (i < end && (in[i] == 'e' || in[i] == 'E')) {
      int exponent = i + 1 < end && (in[i + 1] == '+' || in[i + 1] == '-') ? i + 2 : i + 1;
      i = digits(in, exponent, end);
      if (i == exponent) {
        return 0;
      }
    }
    return i - at > LONGEST ? 0 : i - at;
  }

  private static int digits(byte[] in, int from, int end) {
    int i = from;
    while (i < end && in[i] >= '0' && in[i] <= '9') {
      i++;
    }
    return i;
  }

  /** Returns true if a number is canonical for sure. */
  static boolean isCanonical(byte[] in, int at, int length) {
    int end = at + length;
    int whole = in[at] == '-' ? at + 1 : at;
    int point = digits(in, whole, end);
    if (point == end) {
      return length <= SURE_DIGITS && !(in[whole] == '0' && whole > at);
    }
    if (in[point] != '.' || in[end - 1] == '0' || length > SURE_DIGITS) {
      return false;
    }
    int zeros = point + 1;
    while (zeros < end && in[zeros] == '0') {
      zeros++;
    }
    boolean small = in[whole] == '0' && zeros - point - 1 > MOST_LEADING_ZEROS;
    return !small && digits(in, point + 1, end) == end;
  }

  /**
   * Returns the canonical form of any other number, as JSON; empty where there is none.
   *
   * @param large what becomes of large integers
   */
  static String canonical(byte[] in, int at, int length, LargeIntegers large) {
    String number = new String(in, at, length, ISO_8859_1);
    boolean isWhole = digits(in, in[at] == '-' ? at + 1 : at, at + length) == at + length;
    boolean isLarge;
    if (isWhole) {
      isLarge = length > LONGEST_WHOLE || LargeIntegers.isLarge(Long.parseLong(number));
      number = isLarge || in[at] != '-' || in[at + 1] != '0' ? number : "0";
    } else {
      double value = NumberInput.parseDouble(number, true); // exact, and faster than Java's own
      if (Double.isInfinite(value) || (value == 0 && isTooSmall(new BigDecimal(number)))) {
        return "";
      }
      BigDecimal exact = Math.abs(value) < CanonicalJson.MAX_INTEGER ? null : exact(number, value);
      isLarge = exact != null && LargeIntegers.isLarge(exact);
      number = isLarge ? digits(exact) : write(value);
    }
    if (isLarge) {
      return large == LargeIntegers.TEXT ? '"' + number + '"' : "";
    }
    return number;
  }

  /** Returns true if a number is not 0 and its double is. */
  static boolean isTooSmall(BigDecimal value) {
    return value.signum() != 0 && value.doubleValue() == 0;
  }

  /** Returns the decimal that a number is, if its double has no exponent; else null. */
  private static BigDecimal exact(String number, double value) {
    return Math.abs(value) < LEAST_EXPONENT ? new BigDecimal(number) : null;
  }

  /** Returns all digits of a large number, without an exponent. */
  static String digits(BigDecimal large) {
    return large.stripTrailingZeros().toPlainString();
  }

  /*
   * The shortest decimal that stands for the double, by Raffaello Giulietti's Schubfach as Jackson
   * has it, in the form of ECMAScript's Number::toString. Schubfach prefers two digits to one where
   * both stand for the double and two are nearer to it (4.9E-324, where ECMAScript has 5e-324). That
   * happens only where doubles are so far apart that a step changes the second digit.
   */
  private static final double TWO_DIGITS = 1e-321;
  private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);
  private static final int MOST_ZEROS = 6;
  private static final int MOST_WHOLE_DIGITS = 21;

  /** Returns a finite number as ECMAScript writes it. */
  static String write(double value) {
    if (value == 0) {
      return "0";
    }
    long whole = (long) value;
    if (whole == value && Math.abs(whole) <= CanonicalJson.MAX_INTEGER) {
      return Long.toString(whole);
    }
    if (Math.abs(value) < TWO_DIGITS) {
      BigDecimal one = new BigDecimal(value).round(ONE_DIGIT);
      if (one.doubleValue() == value) {
        return one.unscaledValue() + "e" + -one.scale();
      }
    }
    String java = NumberOutput.toString(value, true);
    int exponent = java.indexOf('E');
    return exponent < 0 ? java : format(java, exponent);
  }

  /** Returns a number in Java's form, such as {@code -1.25E-7}, in ECMAScript's. */
  private static String format(String java, int e) {
    int sign = java.charAt(0) == '-' ? 1 : 0;
    boolean oneDigit = java.charAt(e - 1) == '0' && e == sign + 3; // such as 1.0E23
    String digits = java.charAt(sign) + (oneDigit ? "" : java.substring(sign + 2, e));
    int exponent = 1 + Integer.parseInt(java.substring(e + 1)); // of 0.digits
    StringBuilder out = new StringBuilder(26);
    out.append(java, 0, sign);
    int count = digits.length();
    if (exponent > MOST_WHOLE_DIGITS || exponent <= -MOST_ZEROS) {
      out.append(digits, 0, 1);
      if (count > 1) {
        out.append('.').append(digits, 1, count);
      }
      return out.append('e').append(exponent > 0 ? "+" : "").append(exponent - 1).toString();
    }
    if (exponent <= 0) {
      return out.append("0.").append("0".repeat(-exponent)).append(digits).toString();
    }
    if (exponent >= count) {
      return out.append(digits).append("0".repeat(exponent - count)).toString();
    }
    return out.append(digits, 0, exponent).append('.').append(digits, exponent, count).toString();
  }
}
