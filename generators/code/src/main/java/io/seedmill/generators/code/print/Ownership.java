package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites a function for a language without a collector: what is made in the midst of an
 * expression gets a name, and whatever the function made and does not return is freed on every way
 * out.
 *
 * <p>{@code Let("", …, variable, …)} frees a variable.
 */
final class Ownership {

  private final Function function;
  private final Program program;
  private final CVariables variables;
  private final Deque<Scope> scopes = new ArrayDeque<>();
  private final Set<String> taken = new HashSet<>();

  /** The condition that the call before it failed. */
  static final Expr.Variable FAILED = new Expr.Variable("*error != NULL", Type.BOOL);

  /** A block, and the variables whose memory it has made. */
  private record Scope(boolean loop, Map<String, Type> own) {}

  private Ownership(Function function, Program program, CProgram facts) {
    this.function = function;
    this.program = program;
    this.variables = new CVariables(function, facts);
  }

  /** Returns the function with everything named and freed. */
  static Function of(Function function, Program program, CProgram facts) {
    Ownership ownership = new Ownership(function, program, facts);
    return Uses.withBody(function, ownership.block(function.body(), false));
  }

  /** Tells whether a statement frees a variable. */
  static boolean isFree(Stmt statement) {
    return statement instanceof Stmt.Let let
        && let.name().isEmpty()
        && let.value() instanceof Expr.Variable;
  }

  private List<Stmt> block(List<Stmt> statements, boolean loop) {
    List<Stmt> block = new ArrayList<>();
    scopes.push(new Scope(loop, new LinkedHashMap<>()));
    statements.forEach(statement -> add(statement, block));
    Scope scope = scopes.pop();
    Stmt last = statements.isEmpty() ? null : statements.get(statements.size() - 1);
    boolean left =
        last instanceof Stmt.Return
            || last instanceof Stmt.Fail
            || last instanceof Stmt.Break
            || last instanceof Stmt.Continue;
    if (!left) {
      scope.own.forEach((name, type) -> block.add(free(name, type)));
    }
    return block;
  }

  private static Stmt free(String name, Type type) {
    return new Stmt.Let("", type, new Expr.Variable(name, type), false);
  }

  private void add(Stmt statement, List<Stmt> to) {
    if (statement instanceof Stmt.While loop && makes(loop.condition())) {
      List<Stmt> body = new ArrayList<>();
      body.add(new Stmt.If(Loops.opposite(loop.condition()), List.of(new Stmt.Break()), List.of()));
      body.addAll(loop.body());
      add(new Stmt.While(new Expr.Truth(true), body), to);
      return;
    }
    if (statement instanceof Stmt.Return end && end.value() instanceof Expr.Either either) {
      if (makes(either)) {
        // Only one of the two is made.
        Stmt then = new Stmt.Return(either.then());
        add(new Stmt.If(either.condition(), List.of(then), List.of()), to);
        add(new Stmt.Return(either.otherwise()), to);
        return;
      }
    } else if (statement instanceof Stmt.Append append
        && append.value() instanceof Expr.Either either
        && makes(either)) {
      Stmt then = new Stmt.Append(append.name(), either.then());
      Stmt otherwise = new Stmt.Append(append.name(), either.otherwise());
      add(new Stmt.If(either.condition(), List.of(then), List.of(otherwise)), to);
      return;
    }
    Expr top = top(statement);
    Stmt named = Replacement.in(statement, expression -> named(expression, top, to));
    if (named instanceof Stmt.Let let && !let.name().isEmpty()) {
      boolean list = let.type() instanceof Type.ListOf;
      Expr value = list ? kept(let.value(), false) : let.value();
      make(new Stmt.Let(let.name(), let.type(), value, let.changes()), to);
    } else if (named instanceof Stmt.Assign assign) {
      assign(assign, to);
    } else if (named instanceof Stmt.Append append && isLarge(append.value().type())) {
      boolean text = Uses.typeOf(append.name(), function) == Type.TEXT;
      to.add(text ? append : new Stmt.Append(append.name(), kept(append.value(), true)));
    } else if (named instanceof Stmt.Return end) {
      giveBack(end.value(), to);
    } else if (named instanceof Stmt.Fail) {
      leave(to, "", false);
      to.add(named);
    } else if (named instanceof Stmt.Break || named instanceof Stmt.Continue) {
      leave(to, "", true);
      to.add(named);
    } else {
      boolean loop = !(named instanceof Stmt.If);
      to.add(Replacement.inBlocks(named, body -> block(body, loop)));
    }
  }

  private static boolean isLarge(Type type) {
    return type == Type.TEXT || !(type instanceof Type.Plain || type instanceof Type.RecordOf);
  }

  private boolean makes(Expr condition) {
    boolean[] found = {false};
    Uses.visit(condition, inner -> found[0] |= variables.isNew(inner));
    return found[0];
  }

  /** Returns the expression of a statement that needs no name, since the statement keeps it. */
  private Expr top(Stmt statement) {
    if (statement instanceof Stmt.Let let) {
      return variables.kind(let.name()) == CVariables.Kind.GROWING_TEXT ? null : let.value();
    } else if (statement instanceof Stmt.Assign assign) {
      return variables.kind(assign.name()) == CVariables.Kind.GROWING_TEXT ? null : assign.value();
    } else if (statement instanceof Stmt.Return end) {
      return end.value();
    } else if (statement instanceof Stmt.Append append) {
      boolean small =
          append.value() instanceof Expr.Builtin call
              && (call.operation() == Operation.AS_TEXT || call.operation() == Operation.DECIMAL);
      return Uses.typeOf(append.name(), function) == Type.TEXT && !small ? null : append.value();
    }
    return null;
  }

  private Expr named(Expr expression, Expr top, List<Stmt> to) {
    if (expression == top || !variables.isNew(expression)) {
      return expression;
    }
    Expr inner =
        Replacement.in(expression, each -> each == expression ? each : named(each, top, to));
    String name =
        free(
            expression.type() == Type.TEXT
                ? List.of("text", "part", "written", "piece")
                : expression instanceof Expr.Collection
                    ? List.of("values", "numbers", "choices", "options")
                    : Shapes.isParts(expression)
                        ? List.of("parts", "fields", "pieces")
                        : List.of("list", "items", "made", "rest"));
    make(new Stmt.Let(name, expression.type(), inner, false), to);
    scopes.peek().own.put(name, expression.type());
    return new Expr.Variable(name, expression.type());
  }

  private String free(List<String> names) {
    for (String name : names) {
      if (!Uses.isDeclared(name, function) && taken.add(name)) {
        return name;
      }
    }
    throw new UnsupportedOperationException("a name for one more variable");
  }

  private void make(Stmt.Let let, List<Stmt> to) {
    to.add(let);
    if (let.value() instanceof Expr.Call call && program.function(call.function()).fails()) {
      List<Stmt> end = new ArrayList<>();
      leave(end, "", false);
      end.add(new Stmt.Fail(""));
      to.add(new Stmt.If(FAILED, end, List.of()));
    }
    if (variables.isOwn(let.name())) {
      scopes.peek().own.put(let.name(), let.type());
    }
  }

  /** Returns a value that can be kept: a copy, or a variable of this block that is done with. */
  private Expr kept(Expr value, boolean moves) {
    if (!isLarge(value.type()) || variables.isNew(value)) {
      return value;
    }
    boolean mine =
        moves
            && value instanceof Expr.Variable variable
            && !Uses.isAssigned(variable.name(), function)
            && scopes.peek().own.remove(variable.name()) != null;
    boolean lent =
        value.type() instanceof Type.ListOf && !(value instanceof Expr.Variable) && !moves;
    return mine || lent ? value : copy(value);
  }

  private static Expr copy(Expr value) {
    Expr from = new Expr.Numeral(0, Type.SIZE);
    Expr to = new Expr.Builtin(Operation.LENGTH, List.of(value), Type.SIZE);
    return new Expr.Builtin(Operation.PART, List.of(value, from, to), value.type());
  }

  private void assign(Stmt.Assign assign, List<Stmt> to) {
    Type type = assign.value().type();
    boolean emptied =
        assign.value() instanceof Expr.Collection
            && type instanceof Type.ListOf list
            && !isLarge(list.element());
    if (!(type instanceof Type.ListOf) || emptied) {
      to.add(assign);
      return;
    }
    Expr value = kept(assign.value(), true);
    if (Uses.names(value).containsKey(assign.name())) {
      String next = free(List.of("next", "changed", "replaced"));
      to.add(new Stmt.Let(next, type, value, false));
      value = new Expr.Variable(next, type);
    }
    to.add(free(assign.name(), type));
    to.add(new Stmt.Assign(assign.name(), value));
  }

  private void giveBack(Expr value, List<Stmt> to) {
    String moved = value instanceof Expr.Variable variable ? variable.name() : "";
    boolean mine = scopes.stream().anyMatch(scope -> scope.own.containsKey(moved));
    boolean asItIs = mine || !isLarge(value.type()) || variables.isConstant();
    Expr given = asItIs ? value : copied(value);
    boolean reads =
        scopes.stream()
            .flatMap(scope -> scope.own.keySet().stream())
            .anyMatch(name -> !name.equals(moved) && Uses.names(given).containsKey(name));
    if (!reads) {
      leave(to, mine ? moved : "", false);
      to.add(new Stmt.Return(given));
      return;
    }
    String result = free(List.of("result", "answer", "value", "outcome"));
    to.add(new Stmt.Let(result, given.type(), given, false));
    leave(to, "", false);
    to.add(new Stmt.Return(new Expr.Variable(result, given.type())));
  }

  private Expr copied(Expr value) {
    return variables.isNew(value) ? value : copy(value);
  }

  /** Frees what is made so far, but for one variable. */
  private void leave(List<Stmt> to, String but, boolean loopOnly) {
    for (Scope scope : scopes) {
      scope.own.forEach(
          (name, type) -> {
            if (!name.equals(but)) {
              to.add(free(name, type));
            }
          });
      if (loopOnly && scope.loop) {
        return;
      }
    }
  }
}
