package io.seedmill.generators.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.io.NumberInput;
import java.io.IOException;
import org.erdtman.jcs.NumberToJSON;

/** Numbers as bytes of JSON. */
final class CanonicalNumber {

  /*
   * A decimal of at most 15 significant digits is the shortest that stands for its double: no two
   * such decimals share one. So from 1e-6 up to below 1e21, where ECMAScript writes no exponent,
   * one without needless zeros is canonical as it stands.
   */
  private static final int SURE_DIGITS = 15;
  private static final int LONGEST = 1000;
  private static final int LONGEST_WHOLE = 19;
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

  /** Returns the canonical form of any other number; empty where there is none. */
  static String canonical(byte[] in, int at, int length) {
    String number = new String(in, at, length, ISO_8859_1);
    boolean isWhole = digits(in, in[at] == '-' ? at + 1 : at, at + length) == at + length;
    if (isWhole) {
      if (length > LONGEST_WHOLE - 1) {
        return "";
      }
      long value = Long.parseLong(number);
      return Math.abs(value) > CanonicalJson.MAX_INTEGER ? "" : Long.toString(value);
    }
    double value = NumberInput.parseDouble(number, true); // exact, and faster than Java's own
    try {
      return Double.isInfinite(value) ? "" : NumberToJSON.serializeNumber(value);
    } catch (IOException e) {
      return "";
    }
  }
}
