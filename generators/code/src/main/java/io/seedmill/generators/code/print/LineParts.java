package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.LineWidths.all;
import static io.seedmill.generators.code.print.LineWidths.row;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Type;

/**
 * The widths of what languages write around the operands of an operation: TypeScript, Python, Java
 * and Rust, in this order, with brackets where they may need them.
 */
final class LineParts {

  static final long WHOLE = (1 << LineWidths.BITS) - 1;

  private LineParts() {}

  /** Returns which languages write the first argument twice. */
  static long twice(Operation operation) {
    return switch (operation) {
      case LAST -> row(WHOLE, 0, WHOLE, WHOLE);
      case POP -> row(0, 0, WHOLE, 0);
      case IS_DIGIT, IS_UPPER -> row(WHOLE, 0, 0, 0);
      default -> 0;
    };
  }

  /** Returns the width around the arguments of an operation. */
  static long around(Operation operation) {
    return switch (operation) {
      case LENGTH -> row(7, 5, 9, 6);
      case IS_EMPTY -> row(15, 6, 10, 11);
      case ITEM -> row(2, 2, 6, 2);
      case CHARACTER -> row(2, 2, 9, 9);
      case LAST -> row(13, 4, 18, 13);
      case POP -> row(7, 6, 21, 15);
      case PART -> row(10, 5, 14, 13);
      case VALUE -> row(7, 2, 6, 3);
      case VALUE_OR -> row(14, 8, 17, 23);
      case HAS_KEY -> row(6, 10, 14, 16);
      case MIN, MAX -> row(12, 7, 12, 8);
      case ABSOLUTE -> row(10, 5, 10, 8);
      case TO_INT -> row(0, 0, 0, 9);
      case TO_SIZE -> row(0, 0, 0, 11);
      case IS_DIGIT -> row(20, 10, 19, 17);
      case IS_LETTER -> row(15, 10, 20, 22);
      case IS_UPPER -> row(20, 10, 23, 21);
      case UPPER, LOWER -> row(14, 8, 23, 21);
      case CODE -> row(14, 5, 0, 9);
      case FROM_CODE -> row(21, 5, 9, 18);
      case DIGIT -> row(8, 5, 8, 30);
      case DECIMAL -> row(8, 5, 16, 14);
      case AS_TEXT -> row(0, 0, 16, 12);
      case JOINED -> row(5, 5, 5, 19);
      case SPLIT -> row(8, 8, 17, 36);
      case JOIN -> row(7, 7, 15, 8);
      case SORTED -> row(27, 8, 27, 9);
      case FIELD -> row(1, 1, 3, 1);
      case MAKE -> all(0);
      case NUMBER -> row(8, 5, 18, 24);
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> all(8);
    };
  }

  /** Returns the width of what Rust writes behind a text that is kept. */
  static long kept(Expr value) {
    if (value.type() != Type.TEXT) {
      return 0;
    }
    boolean item =
        value instanceof Expr.Builtin call
            && (call.operation() == Operation.ITEM || call.operation() == Operation.LAST);
    return value instanceof Expr.Variable ? row(0, 0, 11, 13) : item ? row(0, 0, 0, 13) : 0;
  }

  /** Returns the width around a comparison of texts. */
  static long aroundTexts(Operator operator) {
    boolean equality = operator == Operator.EQUAL || operator == Operator.DIFFERENT;
    return around(operator) + (equality ? row(0, 0, 0, 2) : row(0, 0, 17, 18));
  }

  /** Returns the width of an operator with its blanks. */
  static long around(Operator operator) {
    return switch (operator) {
      case OR -> all(4);
      case AND -> row(4, 5, 4, 4);
      case EQUAL, DIFFERENT -> row(5, 4, 10, 4);
      case DIVIDE -> row(15, 4, 3, 3);
      default -> all(operator.symbol().length() + 2);
    };
  }

  /** Returns the width of the end of a pass whose items are taken as they are. */
  static long around(Expr.Collect kind, long name) {
    return switch (kind) {
      case LIST -> row(0, 2 + name, 9, 19);
      case SUM -> row(29 + 2 * name, 5 + name, 34, 6);
      default -> aroundItem(kind, name) + all(name);
    };
  }

  /** Returns the width of the end of a pass, without its item. */
  static long aroundItem(Expr.Collect kind, long name) {
    return switch (kind) {
      case LIST -> row(12 + name, 2, 19 + name, 20 + name);
      case SUM -> row(31 + name, 5, 21 + name, 16 + name);
      case COUNT -> row(7, 6, 16, 8);
      case ANY, ALL -> row(14 + name, 5, 16 + name, 10 + name);
    };
  }
}
