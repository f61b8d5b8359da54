package io.seedmill.generators.json;

import java.util.Arrays;

/**
 * Copies JSON values in canonical form, without a tree and without a text for each string.
 *
 * <p>It is sure or it gives up: what it copies is what {@link CanonicalJson} writes for the same
 * bytes. It gives up on all that is no JSON, or cannot be canonical, and on what is rare: deep
 * nesting, names with escapes, hundreds of members in no order. Then the slow way decides.
 */
final class CanonicalScanner {

  private static final int DEEPEST = 100;
  private static final int LONGEST_NAME = 1000;

  /**
   * From this byte on, and with escapes, the order of bytes is not that of UTF-16 code units, which
   * canonical form has.
   */
  private static final int FIRST_BYTE_OF_OTHER_ORDER = 0xee;

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] ASSET = {'$', 'a', 's', 's', 'e', 't'};

  /** Bytes that stand in a string as they are, in the input and in canonical form. */
  private static final boolean[] PLAIN = new boolean[256];

  static {
    for (int b = 0x20; b < 0x80; b++) {
      PLAIN[b] = b != '"' && b != '\\';
    }
  }

  private byte[] in = {};
  private int at;
  private int end;
  private byte[] out = new byte[1024];
  private int size;
  private final MemberNames names = new MemberNames();
  private final LargeIntegers large;
  private boolean hasAsset;
  private int numbersAsText;

  CanonicalScanner(LargeIntegers large) {
    this.large = large;
  }

  /** Begins with other bytes; nothing is left of what was copied. */
  void start(byte[] bytes, int from, int length) {
    in = bytes;
    at = from;
    end = from + length;
    size = 0;
    names.cutTo(0);
    hasAsset = false;
    numbersAsText = 0;
    ensure(length);
  }

  /** Returns true if a member is called as an asset's is. */
  boolean hasAsset() {
    return hasAsset;
  }

  /** Returns the number of large integers that became text. */
  int numbersAsText() {
    return numbersAsText;
  }

  /** Returns the array that holds the copy from position 0 on; valid until more is copied. */
  byte[] copied() {
    return out;
  }

  /** Returns the number of bytes that were copied. */
  int size() {
    return size;
  }

  /** Forgets what was copied from a place on. */
  void cutTo(int newSize) {
    size = newSize;
  }

  /** Ends an object whose members each have a comma behind them. */
  void close() {
    if (out[size - 1] == ',') {
      size--;
    }
    put('}');
  }

  /** Copies a byte of the structure. */
  void put(char structure) {
    out[size++] = (byte) structure;
  }

  /** Returns the next byte that is no white space; 0 at the end. It is not passed. */
  byte peek() {
    int i = at;
    while (i < end) {
      byte b = in[i];
      if (b > ' ' || b < 0) {
        at = i;
        return b;
      }
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        break;
      }
      i++;
    }
    at = i;
    return 0;
  }

  /** Passes the byte that {@link #peek} told. */
  void pass() {
    at++;
  }

  /** Returns true if nothing but white space is left. */
  boolean isAtEnd() {
    return peek() == 0 && at == end;
  }

  /** Copies a value; false if it gives up. */
  boolean value(int depth) {
    return switch (peek()) {
      case '"' -> string();
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case 't' -> word(TRUE);
      case 'f' -> word(FALSE);
      case 'n' -> word(NULL);
      case 0 -> false;
      default -> number();
    };
  }

  /** Copies an object with its members in the order in which they come, and lists them. */
  boolean members(int depth) {
    if (depth > DEEPEST) {
      return false;
    }
    pass();
    put('{');
    if (peek() == '}') {
      pass();
      put('}');
      return true;
    }
    while (name() && value(depth)) {
      byte next = peek();
      pass();
      put((char) next);
      if (next == '}') {
        return true;
      }
      if (next != ',') {
        return false;
      }
    }
    return false;
  }

  /** Copies a member's name and the colon, and lists it. */
  boolean name() {
    int from = size + 1;
    if (peek() != '"' || !string()) {
      return false;
    }
    int to = size - 1;
    if (to - from > LONGEST_NAME || peek() != ':') {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (out[i] == '\\' || (out[i] & 0xff) >= FIRST_BYTE_OF_OTHER_ORDER) {
        return false;
      }
    }
    pass();
    put(':');
    names.add(from, to);
    hasAsset |= names.isLast(out, ASSET);
    return true;
  }

  /** Returns the names of the members of objects that have not ended. */
  MemberNames names() {
    return names;
  }

  private boolean object(int depth) {
    int first = names.listed();
    boolean done = members(depth) && names.order(out, size, first);
    names.cutTo(first);
    return done;
  }

  private boolean word(byte[] word) {
    if (end - at < word.length || !Arrays.equals(in, at, at + word.length, word, 0, word.length)) {
      return false;
    }
    System.arraycopy(word, 0, out, size, word.length);
    at += word.length;
    size += word.length;
    return true;
  }

  private boolean array(int depth) {
    if (depth > DEEPEST) {
      return false;
    }
    pass();
    put('[');
    if (peek() == ']') {
      pass();
      put(']');
      return true;
    }
    while (value(depth)) {
      byte next = peek();
      pass();
      put((char) next);
      if (next == ']') {
        return true;
      }
      if (next != ',') {
        return false;
      }
    }
    return false;
  }

  private boolean string() {
    int i = at + 1;
    int to = size;
    out[to++] = '"';
    while (i < end) {
      byte b = in[i];
      if (PLAIN[b & 0xff]) {
        out[to++] = b;
        i++;
      } else if (b == '"') {
        out[to++] = b;
        at = i + 1;
        size = to;
        return true;
      } else {
        int length = b == '\\' ? Escape.length(in, i, end) : Utf8.length(in, i, end);
        if (length == 0) {
          return false;
        }
        to = b == '\\' ? Escape.copy(in, i, out, to) : Utf8.copy(in, i, length, out, to);
        i += length;
      }
    }
    return false;
  }

  private boolean number() {
    int length = CanonicalNumber.length(in, at, end);
    if (length == 0) {
      return false;
    }
    if (CanonicalNumber.isCanonical(in, at, length)) {
      System.arraycopy(in, at, out, size, length);
      size += length;
    } else {
      String number = CanonicalNumber.canonical(in, at, length, large);
      ensure(end - at + number.length());
      for (int i = 0; i < number.length(); i++) {
        put(number.charAt(i));
      }
      if (number.isEmpty()) {
        return false;
      }
      numbersAsText += number.charAt(0) == '"' ? 1 : 0;
    }
    at += length;
    return true;
  }

  /** Nothing but a number can take more room than it had. */
  private void ensure(int more) {
    if (size + more > out.length) {
      out = Arrays.copyOf(out, Math.max(size + more, 2 * out.length));
    }
  }
}
