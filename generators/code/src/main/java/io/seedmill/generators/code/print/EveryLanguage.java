package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Type;

/** Tells from a program's tree whether it can be written in every language. */
public final class EveryLanguage {

  private EveryLanguage() {}

  /** Tells whether every printer can write a program, with lines that its formatter leaves. */
  public static boolean has(Program program) {
    return LineWidths.fit(program);
  }

  /** Tells whether every printer can write an expression, if its line is short enough. */
  static boolean has(Expr expression) {
    if (expression instanceof Expr.Pass pass) {
      return isPlain(pass);
    } else if (expression instanceof Expr.Either either) {
      return !makesText(either);
    }
    return !(expression instanceof Expr.Binary both) || !takesOutPerhaps(both);
  }

  /** C and C++ take an item out by a statement of its own. */
  private static boolean takesOutPerhaps(Expr.Binary both) {
    boolean[] takes = {false};
    if (both.operator() == Operator.AND) {
      Uses.visit(
          both,
          expression ->
              takes[0] |=
                  expression instanceof Expr.Builtin call && call.operation() == Operation.POP);
    }
    return takes[0];
  }

  /** C makes a text by a statement of its own, whatever is chosen. */
  private static boolean makesText(Expr.Either either) {
    return either.type() == Type.TEXT && (isMade(either.then()) || isMade(either.otherwise()));
  }

  private static boolean isMade(Expr text) {
    return text instanceof Expr.Builtin call
        && call.operation() != Operation.ITEM
        && call.operation() != Operation.LAST;
  }

  private static boolean isPlain(Expr.Pass pass) {
    // Java has streams of numbers, not of characters.
    return pass.list().type() == Type.TEXT
        ? pass.kind() != Expr.Collect.LIST && !JavaPrinter.usesAsCharacter(pass)
        : pass.kind() != Expr.Collect.LIST
            || pass.item().type() == Type.INT
            || pass.item().type() == Type.TEXT
            || Shapes.takesItself(pass);
  }
}
