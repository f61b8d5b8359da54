package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites a function for languages in which an item is taken out of a list by a statement, and not
 * by an expression: the last item is read first, and then taken out.
 *
 * <p>{@code Let("", …, pop(list), …)} takes out an item that was read.
 */
final class Steps {

  private Steps() {}

  /** Returns the function with every item taken out by a statement. */
  static Function of(Function function) {
    boolean[] pops = {false};
    Uses.expressions(function.body(), expression -> pops[0] |= isPop(expression));
    return pops[0] ? Uses.withBody(function, block(function.body())) : function;
  }

  /** Tells whether a statement takes out an item that was read. */
  static boolean isDrop(Stmt statement) {
    return statement instanceof Stmt.Let let && let.name().isEmpty();
  }

  private static boolean isPop(Expr expression) {
    return expression instanceof Expr.Builtin call && call.operation() == Operation.POP;
  }

  private static List<Stmt> block(List<Stmt> statements) {
    List<Stmt> block = new ArrayList<>();
    statements.forEach(statement -> add(statement, block));
    return block;
  }

  private static void add(Stmt statement, List<Stmt> to) {
    if (statement instanceof Stmt.If condition) {
      branch(condition, to);
    } else if (statement instanceof Stmt.While loop) {
      refuse(loop.condition());
      to.add(Replacement.inBlocks(loop, Steps::block));
    } else {
      simple(Replacement.inBlocks(statement, Steps::block), to);
    }
  }

  private static void simple(Stmt statement, List<Stmt> to) {
    List<Expr.Builtin> taken = taken(Uses.own(statement));
    if (taken.isEmpty()) {
      to.add(statement);
      return;
    }
    to.add(Replacement.in(statement, Steps::read));
    if (!(statement instanceof Stmt.Return)) {
      to.add(drop(taken));
    }
  }

  private static void branch(Stmt.If condition, List<Stmt> to) {
    List<Stmt> then = block(condition.then());
    List<Stmt> otherwise = block(condition.otherwise());
    List<Expr.Builtin> taken = taken(List.of(condition.condition()));
    if (taken.isEmpty()) {
      to.add(new Stmt.If(condition.condition(), then, otherwise));
      return;
    }
    Stmt drop = drop(taken);
    Expr test = Replacement.in(condition.condition(), Steps::read);
    boolean ends = Uses.leaves(then);
    boolean either =
        condition.condition() instanceof Expr.Binary or && or.operator() == Operator.OR;
    boolean both =
        condition.condition() instanceof Expr.Binary and && and.operator() == Operator.AND;
    if (both || (either && !ends)) {
      throw new UnsupportedOperationException("an item that is perhaps taken out");
    }
    if (ends && otherwise.isEmpty()) {
      to.add(new Stmt.If(test, then, List.of()));
      to.add(drop);
      return;
    }
    otherwise.add(0, drop);
    if (!ends) {
      then.add(0, drop);
    }
    to.add(new Stmt.If(test, then, otherwise));
  }

  private static List<Expr.Builtin> taken(List<Expr> expressions) {
    List<Expr.Builtin> taken = new ArrayList<>();
    for (Expr expression : expressions) {
      Uses.visit(
          expression,
          inner -> {
            if (isPop(inner)) {
              taken.add((Expr.Builtin) inner);
            }
          });
    }
    return taken;
  }

  private static void refuse(Expr condition) {
    if (!taken(List.of(condition)).isEmpty()) {
      throw new UnsupportedOperationException("an item taken out by a loop's condition");
    }
  }

  private static Stmt drop(List<Expr.Builtin> taken) {
    if (taken.size() > 1) {
      throw new UnsupportedOperationException("two items taken out at once");
    }
    return new Stmt.Let("", taken.get(0).type(), taken.get(0), false);
  }

  private static Expr read(Expr expression) {
    return isPop(expression)
        ? new Expr.Builtin(
            Operation.LAST, ((Expr.Builtin) expression).arguments(), expression.type())
        : expression;
  }
}
