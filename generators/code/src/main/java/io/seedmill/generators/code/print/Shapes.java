package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Type;
import java.util.Optional;

/** Tells shapes of expressions that languages have a way of their own to write. */
final class Shapes {

  private Shapes() {}

  /** Returns an expression plus 1, with numbers worked out. */
  static Expr plusOne(Expr expression) {
    return plus(expression, 1);
  }

  /** Returns an expression minus 1, with numbers worked out. */
  static Expr minusOne(Expr expression) {
    return plus(expression, -1);
  }

  private static Expr plus(Expr expression, long added) {
    if (expression instanceof Expr.Numeral number) {
      return new Expr.Numeral(number.value() + added, number.type());
    }
    if (expression instanceof Expr.Binary binary
        && binary.right() instanceof Expr.Numeral number
        && (binary.operator() == Operator.PLUS || binary.operator() == Operator.MINUS)) {
      long there = binary.operator() == Operator.PLUS ? number.value() : -number.value();
      return sum(binary.left(), there + added);
    }
    return sum(expression, added);
  }

  private static Expr sum(Expr expression, long added) {
    Operator operator = added < 0 ? Operator.MINUS : Operator.PLUS;
    return added == 0
        ? expression
        : new Expr.Binary(
            operator, expression, new Expr.Numeral(Math.abs(added), expression.type()));
  }

  /** Returns what an expression exceeds by 1, if it is written that way. */
  static Optional<Expr> oneLess(Expr expression) {
    return expression instanceof Expr.Binary binary
            && binary.operator() == Operator.PLUS
            && isNumber(binary.right(), 1)
        ? Optional.of(binary.left())
        : Optional.empty();
  }

  /** Tells whether an expression is this number. */
  static boolean isNumber(Expr expression, long value) {
    return expression instanceof Expr.Numeral number && number.value() == value;
  }

  /** Tells whether a pass takes every item. */
  static boolean takesAll(Expr.Pass pass) {
    return pass.condition() instanceof Expr.Truth;
  }

  /** Tells whether a pass takes items as they are. */
  static boolean takesItself(Expr.Pass pass) {
    return pass.item().equals(pass.variable());
  }

  /**
   * Returns what each item is compared with, if that is all that a test of a pass does, and the
   * pass has no other.
   */
  static Optional<Expr> sought(Expr.Pass pass, Expr test) {
    return test instanceof Expr.Binary equal
            && equal.operator() == Operator.EQUAL
            && equal.left().equals(pass.variable())
            && !Uses.names(equal.right()).containsKey(pass.variable().name())
            && (test == pass.condition() || takesAll(pass))
        ? Optional.of(equal.right())
        : Optional.empty();
  }

  /** Tells whether a pass asks for one item among others. */
  static boolean isSearch(Expr expression) {
    return expression instanceof Expr.Pass pass
        && pass.kind() == Expr.Collect.ANY
        && sought(pass, pass.item()).isPresent();
  }

  /** Tells whether an expression is the parts of a text. */
  static boolean isParts(Expr expression) {
    return expression instanceof Expr.Builtin call && call.operation() == Operation.SPLIT;
  }

  /** Tells whether an expression is the length of another one. */
  static boolean isLengthOf(Expr expression, Expr of) {
    return expression instanceof Expr.Builtin call
        && call.operation() == Operation.LENGTH
        && call.argument(0).equals(of);
  }

  /** Tells whether a list is sorted by a field of its records. */
  static boolean hasKey(Expr.Builtin sorted) {
    return sorted.arguments().size() > 1;
  }

  /** Returns the type of the records that are sorted. */
  static Type.RecordOf sortedType(Expr.Builtin sorted) {
    return (Type.RecordOf) ((Type.ListOf) sorted.type()).element();
  }

  /** Returns the operator of an operation on the bits of numbers, or nothing. */
  static String bitSymbol(Operation operation) {
    return switch (operation) {
      case BIT_AND -> "&";
      case BIT_XOR -> "^";
      case SHIFT_LEFT -> "<<";
      case SHIFT_RIGHT -> ">>";
      default -> "";
    };
  }
}
