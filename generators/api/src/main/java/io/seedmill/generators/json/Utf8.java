package io.seedmill.generators.json;

/** Characters beyond ASCII in UTF-8, as the standard has them: shortest form, no surrogates. */
final class Utf8 {

  private Utf8() {}

  /** Returns the position of the first bytes that are not UTF-8; negative if all are. */
  static int firstInvalid(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      int length = bytes[at] >= 0 ? 1 : length(bytes, at, end);
      if (length == 0) {
        return at;
      }
      at += length;
    }
    return -1;
  }

  /** Returns the number of bytes of the character at {@code at}; 0 if it is invalid. */
  static int length(byte[] in, int at, int end) {
    int first = in[at] & 0xff;
    if (first < 0xc2 || first > 0xf4) {
      return 0;
    }
    int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (at + length > end) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((in[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    int second = in[at + 1] & 0xff;
    boolean tooLong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    boolean surrogate = first == 0xed && second > 0x9f;
    boolean tooHigh = first == 0xf4 && second > 0x8f;
    return tooLong || surrogate || tooHigh ? 0 : length;
  }

  /** Copies a character; returns where the next one goes. */
  static int copy(byte[] in, int at, int length, byte[] out, int to) {
    for (int i = 0; i < length; i++) {
      out[to + i] = in[at + i];
    }
    return to + length;
  }

  /** Writes a character of one to four bytes; returns where the next one goes. */
  static int write(int character, byte[] out, int to) {
    if (character < 0x80) {
      out[to] = (byte) character;
      return to + 1;
    }
    if (character < 0x800) {
      out[to] = (byte) (0xc0 | (character >> 6));
      out[to + 1] = (byte) (0x80 | (character & 0x3f));
      return to + 2;
    }
    if (character < 0x10000) {
      out[to] = (byte) (0xe0 | (character >> 12));
      out[to + 1] = (byte) (0x80 | ((character >> 6) & 0x3f));
      out[to + 2] = (byte) (0x80 | (character & 0x3f));
      return to + 3;
    }
    out[to] = (byte) (0xf0 | (character >> 18));
    out[to + 1] = (byte) (0x80 | ((character >> 12) & 0x3f));
    out[to + 2] = (byte) (0x80 | ((character >> 6) & 0x3f));
    out[to + 3] = (byte) (0x80 | (character & 0x3f));
    return to + 4;
  }
}
