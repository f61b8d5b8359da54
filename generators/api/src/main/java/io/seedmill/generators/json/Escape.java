package io.seedmill.generators.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Escapes in JSON strings, and their canonical form. */
final class Escape {

  private static final int UNIT = 6;
  private static final String SHORT = "\"\\/bfnrt";
  private static final String SHORT_VALUES = "\"\\/\b\f\n\r\t";
  private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);

  private Escape() {}

  /** Returns the number of bytes of a character's escape; 0 if it is invalid. */
  static int length(byte[] in, int at, int end) {
    if (at + 1 >= end) {
      return 0;
    }
    if (in[at + 1] != 'u') {
      return SHORT.indexOf(in[at + 1]) < 0 ? 0 : 2;
    }
    int unit = unit(in, at, end);
    if (unit < 0 || Character.isLowSurrogate((char) unit)) {
      return 0;
    }
    if (!Character.isHighSurrogate((char) unit)) {
      return UNIT;
    }
    int low = unit(in, at + UNIT, end);
    return low >= 0 && Character.isLowSurrogate((char) low) ? 2 * UNIT : 0;
  }

  /**
   * Copies the character that an escape stands for, which takes no more room than the escape;
   * returns where the next one goes.
   */
  static int copy(byte[] in, int at, byte[] out, int to) {
    int character = SHORT_VALUES.codePointAt(Math.max(0, SHORT.indexOf(in[at + 1])));
    if (in[at + 1] == 'u') {
      character = unit(in, at, at + UNIT);
      if (Character.isHighSurrogate((char) character)) {
        int low = unit(in, at + UNIT, at + 2 * UNIT);
        character = Character.toCodePoint((char) character, (char) low);
      }
    }
    return write(character, out, to);
  }

  private static int write(int character, byte[] out, int to) {
    int known = SHORT_VALUES.indexOf(character);
    if (known >= 0 && character != '/') {
      out[to] = '\\';
      out[to + 1] = (byte) SHORT.charAt(known);
      return to + 2;
    }
    if (character >= ' ') {
      return Utf8.write(character, out, to);
    }
    out[to] = '\\';
    out[to + 1] = 'u';
    out[to + 2] = '0';
    out[to + 3] = '0';
    out[to + 4] = HEX[character >> 4];
    out[to + 5] = HEX[character & 15];
    return to + UNIT;
  }

  /**
   * Returns the code unit of the escape with four digits at a place; negative where there is none.
   */
  private static int unit(byte[] in, int at, int end) {
    if (at + UNIT > end || in[at] != '\\' || in[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = 2; i < UNIT; i++) {
      int digit = in[at + i] < 0 ? -1 : Character.digit(in[at + i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = (unit << 4) | digit;
    }
    return unit;
  }
}
