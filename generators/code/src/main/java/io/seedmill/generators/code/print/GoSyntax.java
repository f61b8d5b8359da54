package io.seedmill.generators.code.print;

import java.util.List;

/** Expressions of Go, with the blanks that gofmt puts around operators. */
final class GoSyntax {

  private static final int HIGHEST = 7;

  private GoSyntax() {}

  /** An expression. */
  sealed interface Go {}

  /** A name, a number or other code without operators. */
  record Word(String text) implements Go {}

  /** Two operands. */
  record Binary(String operator, Go left, Go right) implements Go {}

  /** An operator before its operand. */
  record Unary(String operator, Go operand) implements Go {}

  /** A call, or the conversion to a type. */
  record Call(Go function, List<Go> arguments) implements Go {}

  /** A member of a value. */
  record Member(Go of, String name) implements Go {}

  /** An item. */
  record Index(Go of, Go position) implements Go {}

  /** A part; an end that is left out is null. */
  record Slice(Go of, Go from, Go to) implements Go {}

  /** A list of items behind its type. */
  record Items(String type, List<Go> items) implements Go {}

  /** A record of fields behind its type. */
  record Fields(String type, List<Field> fields) implements Go {}

  /** A field and its value. */
  record Field(String name, Go value) {}

  /** Returns a call of a function. */
  static Go call(String function, Go... arguments) {
    return new Call(new Word(function), List.of(arguments));
  }

  /** Returns an expression that stands by itself. */
  static String text(Go expression) {
    return text(expression, 1);
  }

  /** Returns an expression with fewer blanks the deeper it stands. */
  static String text(Go expression, int depth) {
    if (expression instanceof Word word) {
      return word.text();
    } else if (expression instanceof Binary binary) {
      return binary(binary, cutoff(binary, depth), depth);
    } else if (expression instanceof Unary unary) {
      return unary.operator() + closed(unary.operand(), depth);
    } else if (expression instanceof Call call) {
      int inner = call.arguments().size() > 1 ? depth + 1 : depth;
      return closed(call.function(), depth) + "(" + texts(call.arguments(), inner) + ")";
    } else if (expression instanceof Member member) {
      return closed(member.of(), depth) + "." + member.name();
    } else if (expression instanceof Index index) {
      return closed(index.of(), 1) + "[" + text(index.position(), depth + 1) + "]";
    } else if (expression instanceof Slice slice) {
      return slice(slice, depth);
    }
    if (expression instanceof Fields made) {
      List<String> fields =
          made.fields().stream()
              .map(each -> each.name() + ": " + text(each.value(), depth))
              .toList();
      return made.type() + "{" + String.join(", ", fields) + "}";
    }
    Items items = (Items) expression;
    return items.type() + "{" + texts(items.items(), 1) + "}";
  }

  private static String texts(List<Go> expressions, int depth) {
    return String.join(", ", expressions.stream().map(each -> text(each, depth)).toList());
  }

  private static String closed(Go operand, int depth) {
    return operand instanceof Binary
        ? "(" + text(operand, Math.max(1, depth - 1)) + ")"
        : text(operand, depth);
  }

  private static String slice(Slice slice, int depth) {
    boolean both = slice.from() != null && slice.to() != null;
    boolean binary = slice.from() instanceof Binary || slice.to() instanceof Binary;
    String colon = depth <= 1 && both && binary ? " : " : ":";
    return closed(slice.of(), 1)
        + "["
        + (slice.from() == null ? "" : text(slice.from(), depth + 1))
        + colon
        + (slice.to() == null ? "" : text(slice.to(), depth + 1))
        + "]";
  }

  // The rules of gofmt's binaryExpr, cutoff and walkBinary in go/printer.

  private static String binary(Binary binary, int cutoff, int depth) {
    int strength = strength(binary.operator());
    String blank = strength < cutoff ? " " : "";
    return operand(binary.left(), strength, depth + (isAlike(binary.left(), strength) ? 0 : 1))
        + blank
        + binary.operator()
        + blank
        + operand(binary.right(), strength + 1, depth + 1);
  }

  private static boolean isAlike(Go operand, int strength) {
    return operand instanceof Binary inner && strength(inner.operator()) == strength;
  }

  private static String operand(Go operand, int least, int depth) {
    if (!(operand instanceof Binary inner)) {
      return text(operand, depth);
    } else if (strength(inner.operator()) < least) {
      return "(" + text(inner, Math.max(1, depth - 1)) + ")";
    }
    return binary(inner, cutoff(inner, depth), depth);
  }

  private static int cutoff(Binary binary, int depth) {
    boolean sum = has(binary, 4);
    boolean product = has(binary, 5);
    if (depth == 1) {
      return sum && product ? 5 : HIGHEST - 1;
    }
    return 4;
  }

  /** Tells whether an operator of this strength stands outside of all brackets. */
  private static boolean has(Go expression, int wanted) {
    if (!(expression instanceof Binary binary)) {
      return false;
    }
    int strength = strength(binary.operator());
    return strength == wanted
        || (!isWeaker(binary.left(), strength) && has(binary.left(), wanted))
        || (!isWeaker(binary.right(), strength + 1) && has(binary.right(), wanted));
  }

  private static boolean isWeaker(Go operand, int strength) {
    return operand instanceof Binary inner && strength(inner.operator()) < strength;
  }

  private static int strength(String operator) {
    return switch (operator) {
      case "||" -> 1;
      case "&&" -> 2;
      case "==", "!=", "<", "<=", ">", ">=" -> 3;
      case "+", "-", "|", "^" -> 4;
      default -> 5;
    };
  }
}
