package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Rewrites a function for languages that have no choice of two values within an expression. */
final class Choices {

  private final Function function;
  private final Set<String> taken = new HashSet<>();

  private Choices(Function function) {
    this.function = function;
  }

  /** Returns the function with branches in place of choices. */
  static Function of(Function function) {
    return hasChoice(function.body())
        ? Uses.withBody(function, new Choices(function).block(function.body()))
        : function;
  }

  /** Returns the value that a variable of a type has where nothing is known yet. */
  static Expr zero(Type type) {
    if (type == Type.INT || type == Type.SIZE) {
      return new Expr.Numeral(0, type);
    } else if (type == Type.BOOL) {
      return new Expr.Truth(false);
    }
    return type == Type.CHAR ? new Expr.Letter(' ') : new Expr.Collection(type, List.of());
  }

  /** Tells whether an expression is 0, false, an empty text or an empty list. */
  static boolean isZero(Expr expression) {
    return Shapes.isNumber(expression, 0)
        || (expression instanceof Expr.Truth truth && !truth.value())
        || (expression instanceof Expr.Text text && text.value().isEmpty())
        || (expression instanceof Expr.Collection made && made.items().isEmpty());
  }

  private static boolean hasChoice(List<Stmt> body) {
    boolean[] found = {false};
    Uses.expressions(body, expression -> found[0] |= isChoice(expression));
    return found[0];
  }

  private static boolean isChoice(Expr expression) {
    return expression instanceof Expr.Either
        || (expression instanceof Expr.Builtin call
            && call.operation() == Operation.VALUE_OR
            && !isZero(call.argument(2)));
  }

  /** Returns a choice as a condition and two values. */
  private static Expr.Either either(Expr choice) {
    if (choice instanceof Expr.Either either) {
      return either;
    }
    Expr.Builtin call = (Expr.Builtin) choice;
    List<Expr> key = call.arguments().subList(0, 2);
    return new Expr.Either(
        new Expr.Builtin(Operation.HAS_KEY, key, Type.BOOL),
        new Expr.Builtin(Operation.VALUE, key, call.type()),
        call.argument(2));
  }

  private List<Stmt> block(List<Stmt> statements) {
    List<Stmt> block = new ArrayList<>();
    statements.forEach(statement -> add(statement, block));
    return block;
  }

  private void add(Stmt statement, List<Stmt> to) {
    if (statement instanceof Stmt.While loop
        && hasChoice(List.of(new Stmt.Return(loop.condition())))) {
      List<Stmt> body = new ArrayList<>();
      Expr ended = Loops.opposite(loop.condition());
      add(new Stmt.If(ended, List.of(new Stmt.Break()), List.of()), body);
      body.addAll(block(loop.body()));
      to.add(new Stmt.While(new Expr.Truth(true), body));
    } else if (statement instanceof Stmt.Let let && isChoice(let.value())) {
      declare(let, either(let.value()), to);
    } else if (statement instanceof Stmt.Assign set && isChoice(set.value())) {
      branch(either(set.value()), value -> new Stmt.Assign(set.name(), value), to);
    } else if (statement instanceof Stmt.Append add && isChoice(add.value())) {
      branch(either(add.value()), value -> new Stmt.Append(add.name(), value), to);
    } else if (statement instanceof Stmt.Update change && isChoice(change.value())) {
      branch(
          either(change.value()),
          value -> new Stmt.Update(change.name(), change.operator(), value),
          to);
    } else if (statement instanceof Stmt.Return end && isChoice(end.value())) {
      Expr.Either either = either(end.value());
      List<Stmt> then = block(List.of(new Stmt.Return(either.then())));
      add(new Stmt.If(either.condition(), then, List.of()), to);
      add(new Stmt.Return(either.otherwise()), to);
    } else {
      Stmt named = Replacement.in(statement, expression -> named(expression, to));
      to.add(Replacement.inBlocks(named, this::block));
    }
  }

  private interface Use {
    Stmt of(Expr value);
  }

  private void branch(Expr.Either either, Use use, List<Stmt> to) {
    Stmt otherwise = use.of(either.otherwise());
    boolean nothing =
        otherwise instanceof Stmt.Update update
            && update.operator() == Operator.PLUS
            && Shapes.isNumber(update.value(), 0);
    add(
        new Stmt.If(
            either.condition(),
            List.of(use.of(either.then())),
            nothing ? List.of() : List.of(otherwise)),
        to);
  }

  /** Declares a variable with one value, and gives it the other one where the condition says so. */
  private void declare(Stmt.Let let, Expr.Either either, List<Stmt> to) {
    boolean plain = isPlain(either.otherwise());
    if (!plain && !isPlain(either.then())) {
      add(new Stmt.Let(let.name(), let.type(), zero(let.type()), true), to);
      branch(either, value -> new Stmt.Assign(let.name(), value), to);
      return;
    }
    Expr first = plain ? either.otherwise() : either.then();
    Expr second = plain ? either.then() : either.otherwise();
    Expr condition = plain ? either.condition() : Loops.opposite(either.condition());
    add(new Stmt.Let(let.name(), let.type(), first, true), to);
    add(new Stmt.If(condition, List.of(new Stmt.Assign(let.name(), second)), List.of()), to);
  }

  private static boolean isPlain(Expr value) {
    boolean[] plain = {true};
    UnaryOperator<Expr> visit =
        inner -> {
          plain[0] &=
              inner instanceof Expr.Variable
                  || inner instanceof Expr.Numeral
                  || inner instanceof Expr.Text
                  || inner instanceof Expr.Letter
                  || inner instanceof Expr.Truth
                  || inner instanceof Expr.Negative
                  || (inner instanceof Expr.Binary binary
                      && binary.operator() != Operator.DIVIDE
                      && binary.operator() != Operator.REST);
          return inner;
        };
    Replacement.in(value, visit);
    return plain[0];
  }

  private Expr named(Expr expression, List<Stmt> to) {
    if (!isChoice(expression)) {
      return expression;
    }
    for (String name : List.of("chosen", "selected", "value", "other")) {
      if (!Uses.isDeclared(name, function) && taken.add(name)) {
        add(new Stmt.Let(name, expression.type(), expression, true), to);
        return new Expr.Variable(name, expression.type());
      }
    }
    throw new UnsupportedOperationException("a name for one more variable");
  }
}
