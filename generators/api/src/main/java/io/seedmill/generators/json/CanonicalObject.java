package io.seedmill.generators.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * JSON objects in canonical form, one after the other, some of whose members are set aside: many
 * times faster than a tree is built and written.
 *
 * <p>It is sure or it gives up: where {@link #read} says false, {@link CanonicalJson#parse} tells
 * what is wrong, or reads what is rare.
 */
public final class CanonicalObject {

  private final CanonicalScanner scanner;
  private final JsonBytes apart = new JsonBytes(Integer.MAX_VALUE - 64);
  private final List<byte[]> asideNames;
  private final int ordered;
  private final int[] asideFrom;
  private final int[] asideTo;
  private final List<String> orderedNames = new ArrayList<>();

  /**
   * @param aside the names, in ASCII, of members that are set aside
   * @param ordered the one of them whose own members keep their order; others' are sorted
   * @param large what becomes of large integers
   */
  public CanonicalObject(List<String> aside, String ordered, LargeIntegers large) {
    this.scanner = new CanonicalScanner(large);
    this.asideNames = aside.stream().map(name -> name.getBytes(US_ASCII)).toList();
    this.ordered = aside.indexOf(ordered);
    this.asideFrom = new int[aside.size()];
    this.asideTo = new int[aside.size()];
  }

  /** Reads one object, with nothing but white space around it; false if it gives up. */
  public boolean read(byte[] bytes, int from, int length) {
    scanner.start(bytes, from, length);
    apart.clear();
    orderedNames.clear();
    Arrays.fill(asideTo, -1);
    try {
      return scanner.peek() == '{'
          && readMembers()
          && scanner.names().order(scanner.copied(), scanner.size(), 0)
          && scanner.isAtEnd();
    } catch (IOException e) {
      return false; // more than an array holds
    }
  }

  /** Returns true if it has no members but those set aside. */
  public boolean isEmpty() {
    return scanner.size() == 2;
  }

  /** Returns true if any member, at any depth, is called as an asset's is. */
  public boolean hasAsset() {
    return scanner.hasAsset();
  }

  /** Returns the number of large integers, at any depth, that became text. */
  public int numbersAsText() {
    return scanner.numbersAsText();
  }

  /** Writes the object without what was set aside. */
  public void writeTo(JsonBytes target) throws IOException {
    target.write(scanner.copied(), 0, scanner.size());
  }

  /**
   * Returns true if it has a member that was set aside.
   *
   * @param aside the name's position
   */
  public boolean has(int aside) {
    return asideTo[aside] >= 0;
  }

  /** Returns true if the value of a member that was set aside is an object. */
  public boolean isObject(int aside) {
    return has(aside) && apart.array()[asideFrom[aside]] == '{';
  }

  /** Writes the value of a member that was set aside. */
  public void writeAside(int aside, JsonBytes target) throws IOException {
    target.write(apart.array(), asideFrom[aside], asideTo[aside] - asideFrom[aside]);
  }

  /** Writes the members of an object that was set aside, without its braces. */
  public void writeMembersOf(int aside, JsonBytes target) throws IOException {
    target.write(apart.array(), asideFrom[aside] + 1, asideTo[aside] - asideFrom[aside] - 2);
  }

  /** Returns the names of the members of the object whose order is kept, where it was set aside. */
  public List<String> orderedNames() {
    return orderedNames;
  }

  private boolean readMembers() throws IOException {
    scanner.pass();
    scanner.put('{');
    if (scanner.peek() == '}') {
      scanner.pass();
      scanner.put('}');
      return true;
    }
    while (readMember()) {
      byte next = scanner.peek();
      scanner.pass();
      if (next == '}') {
        scanner.close();
        return true;
      }
      if (next != ',') {
        return false;
      }
    }
    return false;
  }

  private boolean readMember() throws IOException {
    int from = scanner.size();
    int listed = scanner.names().listed();
    if (!scanner.name()) {
      return false;
    }
    int aside = asideNames.size() - 1;
    while (aside >= 0 && !scanner.names().isLast(scanner.copied(), asideNames.get(aside))) {
      aside--;
    }
    if (aside < 0) {
      if (!scanner.value(1)) {
        return false;
      }
      scanner.put(',');
      return true;
    }
    int value = scanner.size();
    if (has(aside) || !readAside(aside)) {
      return false;
    }
    asideFrom[aside] = apart.size();
    apart.write(scanner.copied(), value, scanner.size() - value);
    asideTo[aside] = apart.size();
    scanner.cutTo(from);
    scanner.names().cutTo(listed);
    return true;
  }

  private boolean readAside(int aside) {
    if (aside != ordered || scanner.peek() != '{') {
      return scanner.value(1);
    }
    int first = scanner.names().listed();
    if (!scanner.members(2) || !scanner.names().areDifferent(scanner.copied(), first)) {
      return false;
    }
    for (int place = first; place < scanner.names().listed(); place += 2) {
      orderedNames.add(scanner.names().text(scanner.copied(), place));
    }
    return true;
  }
}
