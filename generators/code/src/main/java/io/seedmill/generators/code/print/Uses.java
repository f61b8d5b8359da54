package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tells what a function does with its variables. */
final class Uses {

  private Uses() {}

  /** Tells whether a variable is read in a block. */
  static boolean of(String name, List<Stmt> body) {
    return count(name, body) > 0;
  }

  /** Returns how many places of a block read a variable. */
  static int count(String name, List<Stmt> body) {
    int[] found = {0};
    expressions(body, expression -> found[0] += isNamed(expression, name) ? 1 : 0);
    return found[0];
  }

  /** Returns the type of a variable of a function. */
  static Type typeOf(String name, Function function) {
    for (Expr.Variable parameter : function.parameters()) {
      if (parameter.name().equals(name)) {
        return parameter.type();
      }
    }
    Type[] found = {Type.NOTHING};
    statements(
        function.body(),
        statement -> {
          if (statement instanceof Stmt.Let let && let.name().equals(name)) {
            found[0] = let.type();
          }
        });
    return found[0];
  }

  /** Tells whether a variable of a function gets another value, a longer text included. */
  static boolean isAssigned(String name, Function function) {
    boolean[] found = {false};
    statements(
        function.body(),
        statement ->
            found[0] |=
                (statement instanceof Stmt.Assign assign && assign.name().equals(name))
                    || (statement instanceof Stmt.Update update && update.name().equals(name))
                    || (statement instanceof Stmt.Append append
                        && append.name().equals(name)
                        && typeOf(name, function) == Type.TEXT));
    return found[0];
  }

  /** Tells whether a list or map of a function is changed inside. */
  static boolean isChanged(String name, Function function) {
    boolean[] found = {false};
    statements(
        function.body(),
        statement ->
            found[0] |=
                (statement instanceof Stmt.Append append && append.name().equals(name))
                    || (statement instanceof Stmt.Put put && put.name().equals(name))
                    || (statement instanceof Stmt.SetItem set && name.equals(root(set.list())))
                    || (statement instanceof Stmt.UpdateItem update
                        && name.equals(root(update.list()))));
    expressions(
        function.body(),
        expression ->
            found[0] |=
                expression instanceof Expr.Builtin call
                    && call.operation() == Expr.Operation.POP
                    && name.equals(root(call.argument(0))));
    return found[0];
  }

  /** Tells whether a list grows or shrinks. */
  static boolean isResized(String name, Function function) {
    boolean[] found = {false};
    statements(
        function.body(),
        statement ->
            found[0] |= statement instanceof Stmt.Append append && append.name().equals(name));
    return found[0];
  }

  /** Tells whether a variable is used in another way than by its items and its length. */
  static boolean escapes(String name, Function function) {
    int[] all = {0};
    int[] known = {0};
    Consumer<Expr> counter =
        expression -> {
          if (expression instanceof Expr.Variable variable && variable.name().equals(name)) {
            all[0]++;
          } else if (expression instanceof Expr.Builtin call
              && (call.operation() == Expr.Operation.ITEM
                  || call.operation() == Expr.Operation.LENGTH)
              && call.argument(0) instanceof Expr.Variable variable
              && variable.name().equals(name)) {
            known[0]++;
          }
        };
    expressions(function.body(), counter);
    statements(
        function.body(),
        statement -> {
          if ((statement instanceof Stmt.SetItem set && isNamed(set.list(), name))
              || (statement instanceof Stmt.UpdateItem update && isNamed(update.list(), name))) {
            known[0]++;
          }
        });
    return all[0] > known[0];
  }

  private static boolean isNamed(Expr expression, String name) {
    return expression instanceof Expr.Variable variable && variable.name().equals(name);
  }

  private static String root(Expr place) {
    Expr inner = place;
    while (inner instanceof Expr.Builtin call) {
      inner = call.argument(0);
    }
    return inner instanceof Expr.Variable variable ? variable.name() : "";
  }

  /** Visits all statements of a block, those within others included. */
  static void statements(List<Stmt> body, Consumer<Stmt> visitor) {
    for (Stmt statement : body) {
      visitor.accept(statement);
      if (statement instanceof Stmt.If condition) {
        statements(condition.then(), visitor);
        statements(condition.otherwise(), visitor);
      } else if (statement instanceof Stmt.While loop) {
        statements(loop.body(), visitor);
      } else if (statement instanceof Stmt.Count count) {
        statements(count.body(), visitor);
      } else if (statement instanceof Stmt.CountDown count) {
        statements(count.body(), visitor);
      } else if (statement instanceof Stmt.Each each) {
        statements(each.body(), visitor);
      }
    }
  }

  /** Visits all expressions of a block, those within others included. */
  static void expressions(List<Stmt> body, Consumer<Expr> visitor) {
    statements(
        body,
        statement -> {
          for (Expr expression : own(statement)) {
            visit(expression, visitor);
          }
        });
  }

  /** Returns the variables of an expression, those that belong to a pass included. */
  static Map<String, Type> names(Expr expression) {
    Map<String, Type> names = new HashMap<>();
    visit(
        expression,
        inner -> {
          if (inner instanceof Expr.Variable variable) {
            names.put(variable.name(), variable.type());
          }
        });
    return names;
  }

  /** Tells whether a function returns a variable as it is. */
  static boolean isReturned(String name, Function function) {
    boolean[] found = {false};
    statements(
        function.body(),
        statement ->
            found[0] |= statement instanceof Stmt.Return end && isNamed(end.value(), name));
    return found[0];
  }

  /** Tells whether a function declares or has a variable. */
  static boolean isDeclared(String name, Function function) {
    boolean[] found = {
      function.parameters().stream().anyMatch(parameter -> parameter.name().equals(name))
    };
    statements(
        function.body(),
        statement ->
            found[0] |=
                (statement instanceof Stmt.Let let && let.name().equals(name))
                    || (statement instanceof Stmt.Count count && count.name().equals(name))
                    || (statement instanceof Stmt.CountDown count && count.name().equals(name))
                    || (statement instanceof Stmt.Each each
                        && (each.name().equals(name) || each.position().equals(name))));
    expressions(
        function.body(),
        expression ->
            found[0] |=
                expression instanceof Expr.Pass pass && pass.variable().name().equals(name));
    return found[0];
  }

  /** Returns a function with another body. */
  static Function withBody(Function function, List<Stmt> body) {
    return new Function(
        function.name(), function.parameters(), function.result(), function.fails(), body);
  }

  /** Tells whether a block always ends the function. */
  static boolean leaves(List<Stmt> body) {
    Stmt last = body.isEmpty() ? new Stmt.Break() : body.get(body.size() - 1);
    return last instanceof Stmt.Return || last instanceof Stmt.Fail;
  }

  /** Returns the expressions of a statement, but not those of its blocks. */
  static List<Expr> own(Stmt statement) {
    if (statement instanceof Stmt.Let let) {
      return List.of(let.value());
    } else if (statement instanceof Stmt.Assign assign) {
      return List.of(assign.value());
    } else if (statement instanceof Stmt.Update update) {
      return List.of(update.value());
    } else if (statement instanceof Stmt.SetItem set) {
      return List.of(set.list(), set.position(), set.value());
    } else if (statement instanceof Stmt.UpdateItem set) {
      return List.of(set.list(), set.position(), set.value());
    } else if (statement instanceof Stmt.Append append) {
      return List.of(append.value());
    } else if (statement instanceof Stmt.Put put) {
      return List.of(put.key(), put.value());
    } else if (statement instanceof Stmt.If condition) {
      return List.of(condition.condition());
    } else if (statement instanceof Stmt.While loop) {
      return List.of(loop.condition());
    } else if (statement instanceof Stmt.Count count) {
      return List.of(count.from(), count.to(), count.step());
    } else if (statement instanceof Stmt.CountDown count) {
      return List.of(count.from(), count.to());
    } else if (statement instanceof Stmt.Each each) {
      return List.of(each.over());
    } else if (statement instanceof Stmt.Return end) {
      return List.of(end.value());
    }
    return List.of();
  }

  /** Visits an expression and all within it. */
  static void visit(Expr expression, Consumer<Expr> visitor) {
    visitor.accept(expression);
    if (expression instanceof Expr.Binary binary) {
      visit(binary.left(), visitor);
      visit(binary.right(), visitor);
    } else if (expression instanceof Expr.Not not) {
      visit(not.operand(), visitor);
    } else if (expression instanceof Expr.Negative negative) {
      visit(negative.operand(), visitor);
    } else if (expression instanceof Expr.Either either) {
      visit(either.condition(), visitor);
      visit(either.then(), visitor);
      visit(either.otherwise(), visitor);
    } else if (expression instanceof Expr.Call call) {
      call.arguments().forEach(argument -> visit(argument, visitor));
    } else if (expression instanceof Expr.Builtin call) {
      call.arguments().forEach(argument -> visit(argument, visitor));
    } else if (expression instanceof Expr.Pass pass) {
      visit(pass.list(), visitor);
      visit(pass.condition(), visitor);
      visit(pass.item(), visitor);
    } else if (expression instanceof Expr.Filled filled) {
      visit(filled.item(), visitor);
      visit(filled.count(), visitor);
    } else if (expression instanceof Expr.Collection collection) {
      collection.items().forEach(item -> visit(item, visitor));
    }
  }
}
