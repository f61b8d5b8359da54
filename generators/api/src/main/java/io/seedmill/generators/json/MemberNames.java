package io.seedmill.generators.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The positions of members' names in bytes of JSON, those of an object within another behind those
 * of the other.
 *
 * <p>A name is known by its place in the list: two numbers for each, from 0 on.
 */
final class MemberNames {

  /*
   * Members are copied as they come. Where their names do not ascend, those of one object are
   * rearranged at its end, which needs nothing but where each begins. Names are compared as bytes:
   * the scanner lets no name pass for which that is another order than canonical form has.
   */
  private static final int MOST_UNORDERED = 128;

  private int[] places = new int[64];
  private int listed;
  private final int[] sorted = new int[MOST_UNORDERED];
  private byte[] scratch = new byte[1024];

  /** Lists a name. */
  void add(int from, int to) {
    if (listed + 2 > places.length) {
      places = Arrays.copyOf(places, 2 * places.length);
    }
    places[listed++] = from;
    places[listed++] = to;
  }

  /** Returns the place that the next name will have. */
  int listed() {
    return listed;
  }

  /** Forgets the names from a place on. */
  void cutTo(int place) {
    listed = place;
  }

  /** Returns true if the name that was listed last is this one. */
  boolean isLast(byte[] json, byte[] name) {
    return is(json, listed - 2, name);
  }

  private boolean is(byte[] json, int place, byte[] name) {
    int from = places[place];
    int to = places[place + 1];
    return to - from == name.length
        && json[from] == name[0] // which tells most of them apart
        && Arrays.equals(json, from, to, name, 0, name.length);
  }

  /** Returns a name as text. */
  String text(byte[] json, int place) {
    return new String(json, places[place], places[place + 1] - places[place], UTF_8);
  }

  /**
   * Brings the members of the object that ends with {@code size}, listed from a place on, into the
   * order of their names; false where a name is there twice, or there are too many to sort.
   */
  boolean order(byte[] json, int size, int first) {
    for (int place = first + 2; place < listed; place += 2) {
      if (compare(json, place - 2, place) >= 0) {
        if (!areDifferent(json, first)) {
          return false;
        }
        rearrange(json, size, first);
        return true;
      }
    }
    return true;
  }

  /** Returns true if the names listed from a place on differ, and are not too many to tell. */
  boolean areDifferent(byte[] json, int first) {
    int count = (listed - first) / 2;
    if (count > MOST_UNORDERED) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      int place = first + 2 * i;
      int to = i;
      for (; to > 0; to--) {
        int compared = compare(json, sorted[to - 1], place);
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

  private void rearrange(byte[] json, int size, int first) {
    int from = places[first] - 1;
    if (scratch.length < size) {
      scratch = new byte[json.length];
    }
    System.arraycopy(json, from, scratch, from, size - from);
    int to = from;
    for (int i = 0; i < (listed - first) / 2; i++) {
      int place = sorted[i];
      int begin = places[place] - 1;
      int stop = (place + 2 < listed ? places[place + 2] - 1 : size) - 1; // a comma, or the brace
      System.arraycopy(scratch, begin, json, to, stop - begin);
      to += stop - begin;
      json[to++] = ',';
    }
    json[to - 1] = '}';
  }

  private int compare(byte[] json, int place, int other) {
    return Arrays.compareUnsigned(
        json, places[place], places[place + 1], json, places[other], places[other + 1]);
  }
}
