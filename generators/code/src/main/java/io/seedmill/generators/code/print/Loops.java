package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Collect;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Rewrites a function for languages that have no passes over lists: they become loops. */
final class Loops {

  private final Function function;
  private final Predicate<Expr.Pass> which;
  private final Set<String> taken = new HashSet<>();

  private Loops(Function function, Predicate<Expr.Pass> which) {
    this.function = function;
    this.which = which;
  }

  /**
   * Returns the function with loops in place of passes.
   *
   * @param which the passes that become loops; lists within expressions always do
   */
  static Function of(Function function, Predicate<Expr.Pass> which) {
    boolean[] passes = {false};
    Uses.expressions(function.body(), expression -> passes[0] |= expression instanceof Expr.Pass);
    return passes[0]
        ? Uses.withBody(function, new Loops(function, which).block(function.body()))
        : function;
  }

  private List<Stmt> block(List<Stmt> statements) {
    List<Stmt> block = new ArrayList<>();
    statements.forEach(statement -> add(statement, block));
    return block;
  }

  private void add(Stmt statement, List<Stmt> to) {
    if (statement instanceof Stmt.Let let && chosen(let.value()).isPresent()) {
      collect(chosen(let.value()).get(), let.name(), let.type(), true, to);
    } else if (statement instanceof Stmt.Assign assign && assigns(assign)) {
      Expr.Pass pass = chosen(assign.value()).get();
      collect(pass, assign.name(), Uses.typeOf(assign.name(), function), false, to);
    } else if (statement instanceof Stmt.Return end && chosen(end.value()).isPresent()) {
      giveBack(chosen(end.value()).get(), end.value().type(), to);
    } else if (statement instanceof Stmt.While loop && hasPass(loop.condition())) {
      List<Stmt> body = new ArrayList<>();
      add(new Stmt.If(opposite(loop.condition()), List.of(new Stmt.Break()), List.of()), body);
      body.addAll(block(loop.body()));
      to.add(new Stmt.While(new Expr.Truth(true), body));
    } else {
      Expr kept =
          statement instanceof Stmt.Let let
              ? let.value()
              : statement instanceof Stmt.Return end ? end.value() : null;
      Stmt named =
          Replacement.in(
              statement, expression -> expression == kept ? expression : named(expression, to));
      to.add(Replacement.inBlocks(named, this::block));
    }
  }

  private boolean hasPass(Expr expression) {
    boolean[] found = {false};
    Uses.visit(expression, inner -> found[0] |= isChosen(inner));
    return found[0];
  }

  private boolean isChosen(Expr expression) {
    return expression instanceof Expr.Pass pass
        && (which.test(pass) || pass.kind() == Collect.LIST);
  }

  private Optional<Expr.Pass> chosen(Expr value) {
    return counted(value).filter(which);
  }

  /** Returns the pass that a value is, perhaps with the number of its items as a number. */
  private static Optional<Expr.Pass> counted(Expr value) {
    if (value instanceof Expr.Pass pass) {
      return Optional.of(pass);
    }
    return value instanceof Expr.Builtin cast && cast.operation() == Operation.TO_INT
        ? counted(cast.argument(0))
        : Optional.empty();
  }

  private boolean assigns(Stmt.Assign assign) {
    return chosen(assign.value()).isPresent()
        && assign.value().type() instanceof Type.Plain
        && !Uses.names(assign.value()).containsKey(assign.name());
  }

  /** Puts a variable in the place of a pass, or of its number of items. */
  private Expr named(Expr expression, List<Stmt> to) {
    Optional<Expr.Pass> pass = counted(expression);
    if (pass.isEmpty() || !isChosen(pass.get())) {
      return expression;
    }
    String name = free(pass.get().kind());
    collect(pass.get(), name, expression.type(), true, to);
    return new Expr.Variable(name, expression.type());
  }

  private String free(Collect kind) {
    List<String> names =
        switch (kind) {
          case LIST -> List.of("kept", "selected", "result");
          case COUNT -> List.of("matches", "times", "hits");
          case SUM -> List.of("total", "sum", "result");
          case ANY -> List.of("found", "exists", "any");
          case ALL -> List.of("all", "holds", "every");
        };
    for (String name : names) {
      if (!Uses.isDeclared(name, function) && taken.add(name)) {
        return name;
      }
    }
    throw new UnsupportedOperationException("a name for one more variable");
  }

  private void giveBack(Expr.Pass pass, Type type, List<Stmt> to) {
    if (pass.kind() == Collect.ANY || pass.kind() == Collect.ALL) {
      boolean any = pass.kind() == Collect.ANY;
      Stmt end = new Stmt.Return(new Expr.Truth(any));
      to.add(each(pass, new Stmt.If(decisive(pass), List.of(end), List.of())));
      to.add(new Stmt.Return(new Expr.Truth(!any)));
      return;
    }
    String name = free(pass.kind());
    collect(pass, name, type, true, to);
    to.add(new Stmt.Return(new Expr.Variable(name, type)));
  }

  /** Returns when an item decides whether any, or all, are as the pass says. */
  private static Expr decisive(Expr.Pass pass) {
    Expr test = pass.kind() == Collect.ANY ? pass.item() : opposite(pass.item());
    return Shapes.takesAll(pass) ? test : new Expr.Binary(Operator.AND, pass.condition(), test);
  }

  private void collect(Expr.Pass pass, String name, Type type, boolean isNew, List<Stmt> to) {
    Expr first =
        switch (pass.kind()) {
          case LIST -> new Expr.Collection(type, List.of());
          case COUNT, SUM -> new Expr.Numeral(0, type);
          case ANY, ALL -> new Expr.Truth(pass.kind() == Collect.ALL);
        };
    to.add(isNew ? new Stmt.Let(name, type, first, true) : new Stmt.Assign(name, first));
    Stmt then =
        switch (pass.kind()) {
          case LIST -> new Stmt.Append(name, pass.item());
          case COUNT -> new Stmt.Update(name, Operator.PLUS, new Expr.Numeral(1, type));
          case SUM -> new Stmt.Update(name, Operator.PLUS, pass.item());
          case ANY, ALL ->
              new Stmt.If(
                  decisive(pass),
                  List.of(
                      new Stmt.Assign(name, new Expr.Truth(pass.kind() == Collect.ANY)),
                      new Stmt.Break()),
                  List.of());
        };
    boolean guarded = then instanceof Stmt.If || Shapes.takesAll(pass);
    to.add(each(pass, guarded ? then : new Stmt.If(pass.condition(), List.of(then), List.of())));
  }

  private Stmt each(Expr.Pass pass, Stmt body) {
    Expr.Variable item = pass.variable();
    List<Stmt> loop = new ArrayList<>();
    add(new Stmt.Each("", item.name(), item.type(), pass.list(), List.of(body)), loop);
    if (loop.size() > 1) {
      throw new UnsupportedOperationException("a pass over the items of a pass");
    }
    return loop.get(0);
  }

  /** Returns the opposite of a condition. */
  static Expr opposite(Expr condition) {
    if (condition instanceof Expr.Not not) {
      return not.operand();
    } else if (condition instanceof Expr.Truth truth) {
      return new Expr.Truth(!truth.value());
    } else if (condition instanceof Expr.Binary binary) {
      Operator operator =
          switch (binary.operator()) {
            case EQUAL -> Operator.DIFFERENT;
            case DIFFERENT -> Operator.EQUAL;
            case LESS -> Operator.AT_LEAST;
            case AT_LEAST -> Operator.LESS;
            case MORE -> Operator.AT_MOST;
            case AT_MOST -> Operator.MORE;
            default -> binary.operator();
          };
      if (operator != binary.operator()) {
        return new Expr.Binary(operator, binary.left(), binary.right());
      }
    }
    return new Expr.Not(condition);
  }
}
