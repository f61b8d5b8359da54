package io.seedmill.generators.code.run;

import static io.seedmill.generators.code.run.Checked.isBetween;
import static io.seedmill.generators.code.run.Checked.length;
import static io.seedmill.generators.code.run.Checked.list;
import static io.seedmill.generators.code.run.Checked.map;
import static io.seedmill.generators.code.run.Checked.natural;
import static io.seedmill.generators.code.run.Checked.number;
import static io.seedmill.generators.code.run.Checked.position;
import static io.seedmill.generators.code.run.Checked.shift;

import io.seedmill.generators.code.tree.Expr.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the operations that every language has in a form of its own. */
final class Builtins {

  private Builtins() {}

  /** Returns an operation on arguments. */
  static Value of(Operation operation, Value[] arguments) {
    Value a = arguments[0];
    Value b = arguments.length > 1 ? arguments[1] : null;
    Value c = arguments.length > 2 ? arguments[2] : null;
    return switch (operation) {
      case LENGTH -> frame -> length(a.of(frame));
      case IS_EMPTY -> frame -> length(a.of(frame)) == 0;
      case ITEM ->
          frame -> {
            List<Object> items = list(a.of(frame));
            return items.get(position(b.of(frame), items.size()));
          };
      case CHARACTER ->
          frame -> {
            String text = (String) a.of(frame);
            return text.charAt(position(b.of(frame), text.length()));
          };
      case LAST ->
          frame -> {
            List<Object> items = list(a.of(frame));
            return items.get(position(items.size() - 1, items.size()));
          };
      case POP ->
          frame -> {
            List<Object> items = list(a.of(frame));
            return items.remove(position(items.size() - 1, items.size()));
          };
      case PART ->
          frame -> {
            Object all = a.of(frame);
            int from = (Integer) b.of(frame);
            int to = (Integer) c.of(frame);
            if (from > to || to > length(all)) {
              throw new RejectedException("a part outside");
            }
            return all instanceof String text
                ? text.substring(from, to)
                : new ArrayList<>(list(all).subList(from, to));
          };
      case VALUE ->
          frame -> {
            Object found = map(a.of(frame)).get(b.of(frame));
            if (found == null) {
              throw new RejectedException("no such key");
            }
            return found;
          };
      case VALUE_OR -> frame -> map(a.of(frame)).getOrDefault(b.of(frame), c.of(frame));
      case HAS_KEY -> frame -> map(a.of(frame)).containsKey(b.of(frame));
      case MIN -> frame -> Math.min((Integer) a.of(frame), (Integer) b.of(frame));
      case MAX -> frame -> Math.max((Integer) a.of(frame), (Integer) b.of(frame));
      case ABSOLUTE -> frame -> number(Math.abs((long) (Integer) a.of(frame)));
      case TO_INT, TO_SIZE ->
          frame -> {
            Integer value = (Integer) a.of(frame);
            if (value < 0) {
              throw new RejectedException("a negative size");
            }
            return value;
          };
      case IS_DIGIT -> frame -> isBetween('0', a.of(frame), '9');
      case IS_LETTER ->
          frame -> isBetween('a', a.of(frame), 'z') || isBetween('A', a.of(frame), 'Z');
      case IS_UPPER -> frame -> isBetween('A', a.of(frame), 'Z');
      case UPPER ->
          frame ->
              isBetween('a', a.of(frame), 'z')
                  ? (char) ((Character) a.of(frame) - 32)
                  : a.of(frame);
      case LOWER ->
          frame ->
              isBetween('A', a.of(frame), 'Z')
                  ? (char) ((Character) a.of(frame) + 32)
                  : a.of(frame);
      case CODE -> frame -> (int) (Character) a.of(frame);
      case FROM_CODE ->
          frame -> {
            int code = (Integer) a.of(frame);
            if (code < ' ' || code > '~') {
              throw new RejectedException("no character");
            }
            return (char) code;
          };
      case DIGIT ->
          frame -> {
            if (!isBetween('0', a.of(frame), '9')) {
              throw new RejectedException("not a digit");
            }
            return (Character) a.of(frame) - '0';
          };
      case DECIMAL -> frame -> a.of(frame).toString();
      case JOINED -> frame -> a.of(frame) + (String) b.of(frame);
      case AS_TEXT -> frame -> a.of(frame).toString();
      case BIT_AND -> frame -> natural(a.of(frame)) & natural(b.of(frame));
      case BIT_XOR -> frame -> natural(a.of(frame)) ^ natural(b.of(frame));
      case SHIFT_RIGHT -> frame -> natural(a.of(frame)) >> shift(b.of(frame));
      case SPLIT -> frame -> parts((String) a.of(frame), (Character) b.of(frame));
      case JOIN ->
          frame -> {
            List<String> texts = new ArrayList<>();
            list(a.of(frame)).forEach(item -> texts.add((String) item));
            return String.join((String) b.of(frame), texts);
          };
      case SORTED ->
          frame -> {
            List<Object> items = new ArrayList<>(list(a.of(frame)));
            items.sort(
                b == null
                    ? Checked::compare
                    : Comparator.comparing(
                        item -> (Integer) ((Struct) item).value((String) b.of(frame))));
            return items;
          };
      case FIELD, MAKE -> throw new IllegalArgumentException(operation.toString());
      case NUMBER -> frame -> digits((String) a.of(frame));
      case SHIFT_LEFT -> frame -> number((long) natural(a.of(frame)) << shift(b.of(frame)));
    };
  }

  /** Returns the parts of a text; languages differ in an empty part at the end. */
  private static List<Object> parts(String text, char separator) {
    if (text.isEmpty() || text.charAt(text.length() - 1) == separator) {
      throw new RejectedException("an empty part at the end");
    }
    List<Object> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static Integer digits(String text) {
    boolean number = !text.isEmpty() && text.length() < 10;
    for (int i = 0; number && i < text.length(); i++) {
      number = isBetween('0', text.charAt(i), '9');
    }
    if (!number) {
      throw new RejectedException("no number");
    }
    return Integer.valueOf(text);
  }
}
