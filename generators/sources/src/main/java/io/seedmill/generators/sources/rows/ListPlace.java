package io.seedmill.generators.sources.rows;

import com.fasterxml.jackson.core.JsonPointer;
import io.seedmill.generators.json.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the list under a JSON pointer, such as {@code /data}, in an object whose bytes arrive one
 * by one. Members beside it are passed over, and so is what follows the list.
 *
 * <p>It looks only at strings and brackets, and keeps nothing but the name that it reads.
 */
final class ListPlace {

  private static final int LONGEST_NAME = 1 << 16;

  private enum State {
    NOT_BEGUN,
    BEFORE,
    NOTHING,
    NO_LIST,
    FOUND,
    BEHIND,
    ENDED,
    MORE
  }

  private final JsonPointer pointer;
  private final List<String> names = new ArrayList<>();
  private final ByteArrayOutputStream name = new ByteArrayOutputStream();
  private State state = State.NOT_BEGUN;

  /** The number of names that lead to the object in which the next one is looked for. */
  private int passed;

  private int depth;
  private boolean expectsName;
  private boolean isNext;
  private boolean inString;
  private boolean inName;
  private boolean escaped;

  ListPlace(JsonPointer pointer) {
    this.pointer = pointer;
    for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
      names.add(rest.getMatchingProperty());
    }
  }

  /** Takes a byte before the list; returns true if it is the bracket with which the list begins. */
  boolean begins(byte b) {
    if (state == State.NO_LIST || state == State.NOTHING) {
      return false;
    }
    if (inString) {
      takeOfString(b);
      return false;
    }
    if (isBlank(b) || b == ':') {
      return false;
    }
    if (isNext) {
      isNext = false;
      if (passed + 1 == names.size()) {
        state = b == '[' ? State.FOUND : State.NO_LIST;
        return b == '[';
      }
      passed += b == '{' ? 1 : 0;
    }
    if (state == State.NOT_BEGUN) {
      state = b == '{' ? State.BEFORE : State.NOTHING;
    }
    follow(b);
    if (depth == 0) {
      state = State.NOTHING;
    }
    passed = Math.min(passed, Math.max(0, depth - 1)); // the object may have ended
    boolean isInside = depth == passed + 1;
    if (b == '"') {
      inName = expectsName && isInside;
      name.reset();
      name.write(b);
    }
    expectsName = isInside && (b == '{' || b == ',');
    return false;
  }

  private void takeOfString(byte b) {
    if (inName && name.size() < LONGEST_NAME) {
      name.write(b);
    }
    follow(b);
    if (!inString && inName) {
      inName = false;
      isNext = names.get(passed).equals(nameRead());
    }
  }

  private String nameRead() {
    try {
      return CanonicalJson.parse(name.toByteArray()).textValue();
    } catch (IOException e) {
      return ""; // no JSON, or longer than any name that is looked for
    }
  }

  /** Takes a byte behind the list. */
  void pass(byte b) {
    if (depth > 0) {
      follow(b);
      state = depth > 0 ? State.BEHIND : State.ENDED;
    } else if (!isBlank(b)) {
      state = State.MORE;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || Splitter.isLineEnd(b);
  }

  private void follow(byte b) {
    if (inString) {
      inString = escaped || b != '"';
      escaped = !escaped && b == '\\';
    } else if (b == '"') {
      inString = true;
    } else if (b == '{' || b == '[') {
      depth++;
    } else if (b == '}' || b == ']') {
      depth--;
    }
  }

  /** Returns what is wrong with a file that ends here; empty if nothing is. */
  String problem() {
    return switch (state) {
      case NOT_BEGUN, ENDED -> "";
      case BEFORE, NOTHING -> "it has nothing at " + pointer;
      case NO_LIST -> "what it has at " + pointer + " is no list";
      case FOUND -> "its array has no end";
      case BEHIND -> "the object around its array has no end";
      case MORE -> "it has more than one object";
    };
  }
}
