package io.seedmill.generators.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Copies JSON values in canonical form, without a tree and without a text for each string.
 *
 * <p>It is sure or it gives up: what it copies is what {@link CanonicalJson} writes for the same
 * bytes. It gives up on all that is no JSON, or cannot be canonical, and on what is rare: deep
 * nesting, names with escapes, hundreds of members in no order. Then the slow way decides.
 */
final class CanonicalScanner {

  /*
   * Members are copied as they come. Where their names do not ascend, those of one object are
   * rearranged at its end, which needs nothing but where each begins. Names are compared as bytes:
   * that is the order of UTF-16 code units but for names with bytes from 0xEE on, and with escapes.
   */
  private static final int DEEPEST = 100;
  private static final int MOST_UNORDERED = 128;
  private static final int LONGEST_NAME = 1000;
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
  private byte[] scratch = new byte[1024];

  /** Where the names of open objects' members begin and end in {@link #out}: two places each. */
  private int[] places = new int[64];

  private int listed;
  private final int[] sorted = new int[MOST_UNORDERED];
  private boolean hasAsset;

  /** Begins with other bytes; nothing is left of what was copied. */
  void start(byte[] bytes, int from, int length) {
    in = bytes;
    at = from;
    end = from + length;
    size = 0;
    listed = 0;
    hasAsset = false;
    ensure(length);
  }

  /** Whether a member is called as an asset's is. */
  boolean hasAsset() {
    return hasAsset;
  }

  /** What was copied, from position 0 on; valid until more is. */
  byte[] copied() {
    return out;
  }

  /** How much was copied. */
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

  /** The next byte that is no white space; 0 at the end. It is not passed. */
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

  /** Whether nothing but white space is left. */
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
    hasAsset |= isNamed(from, to, ASSET);
    pass();
    put(':');
    if (listed + 2 > places.length) {
      places = Arrays.copyOf(places, 2 * places.length);
    }
    places[listed++] = from;
    places[listed++] = to;
    return true;
  }

  /** How many places of names are listed: two for each member. */
  int listed() {
    return listed;
  }

  /** Forgets the members that were listed after the first so many places. */
  void unlistTo(int newListed) {
    listed = newListed;
  }

  /** Whether the member that was listed last has a name. */
  boolean isLastNamed(byte[] name) {
    return isNamed(places[listed - 2], places[listed - 1], name);
  }

  /** The name of a listed member. */
  String name(int place) {
    return new String(out, places[place], places[place + 1] - places[place], UTF_8);
  }

  private boolean isNamed(int from, int to, byte[] name) {
    return to - from == name.length
        && out[from] == name[0] // which tells most of them apart
        && Arrays.equals(out, from, to, name, 0, name.length);
  }

  private boolean object(int depth) {
    int first = listed;
    boolean done = members(depth) && order(first);
    listed = first;
    return done;
  }

  /** Brings the members of the object that ends here, listed from a place on, into their order. */
  boolean order(int first) {
    for (int place = first + 2; place < listed; place += 2) {
      if (compare(place - 2, place) >= 0) {
        if (!haveDifferentNames(first)) {
          return false;
        }
        rearrange(first, (listed - first) / 2);
        return true;
      }
    }
    return true;
  }

  /** Whether the members listed from a place on differ in their names, and are not too many. */
  boolean haveDifferentNames(int first) {
    int count = (listed - first) / 2;
    if (count > MOST_UNORDERED) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      int place = first + 2 * i;
      int to = i;
      for (; to > 0; to--) {
        int compared = compare(sorted[to - 1], place);
        if (compared == 0) {
          return false;
        }
        if (compared < 0) {
          break;
        }
        sorted[to] = sorted[to - 1];
      }
      sorted[to] = place;
    }
    return true;
  }

  private void rearrange(int first, int count) {
    int from = places[first] - 1;
    if (scratch.length < size) {
      scratch = new byte[out.length];
    }
    System.arraycopy(out, from, scratch, from, size - from);
    int to = from;
    for (int i = 0; i < count; i++) {
      int place = sorted[i];
      int begin = places[place] - 1;
      int stop = (place + 2 < listed ? places[place + 2] - 1 : size) - 1; // a comma, or the brace
      System.arraycopy(scratch, begin, out, to, stop - begin);
      to += stop - begin;
      out[to++] = ',';
    }
    out[to - 1] = '}';
  }

  private int compare(int place, int other) {
    return Arrays.compareUnsigned(
        out, places[place], places[place + 1], out, places[other], places[other + 1]);
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
      String number = CanonicalNumber.canonical(in, at, length);
      ensure(end - at + number.length());
      for (int i = 0; i < number.length(); i++) {
        put(number.charAt(i));
      }
      if (number.isEmpty()) {
        return false;
      }
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
