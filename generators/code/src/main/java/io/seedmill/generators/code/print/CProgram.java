package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells what functions of a program in C need to know about each other. */
final class CProgram {

  private final Program program;
  private final Set<String> constants = new HashSet<>();
  private final Set<String> counted = new HashSet<>();

  CProgram(Program program) {
    this.program = program;
    for (Function function : program.functions()) {
      if (returnsConstants(function)) {
        constants.add(function.name());
      }
      for (Expr.Variable parameter : function.parameters()) {
        if (parameter.type() instanceof Type.ListOf && asksForCount(function, parameter)) {
          counted.add(key(function.name(), parameter.name()));
        }
      }
    }
  }

  /** Tells whether this is about a program. */
  boolean isOf(Program other) {
    return program.equals(other);
  }

  /** Tells whether a function returns texts of the code itself, which nobody frees. */
  boolean returnsConstant(String function) {
    return constants.contains(function);
  }

  /** Tells whether a function is given the number of items of a list, since it asks for it. */
  boolean isCounted(String function, String parameter) {
    return counted.contains(key(function, parameter));
  }

  private static String key(String function, String parameter) {
    return function + " " + parameter;
  }

  private boolean returnsConstants(Function function) {
    boolean[] constant = {function.result() == Type.TEXT};
    Uses.statements(
        function.body(),
        statement ->
            constant[0] &= !(statement instanceof Stmt.Return end) || isConstant(end.value()));
    return constant[0];
  }

  private boolean isConstant(Expr text) {
    if (text instanceof Expr.Either either) {
      return isConstant(either.then()) && isConstant(either.otherwise());
    }
    return text instanceof Expr.Text
        || (text instanceof Expr.Call call && constants.contains(call.function()));
  }

  /** Tells whether a function does more with a list than to read items at positions. */
  private boolean asksForCount(Function function, Expr.Variable list) {
    int[] open = {Uses.count(list.name(), function.body())};
    Uses.expressions(
        function.body(),
        expression -> {
          if (expression instanceof Expr.Builtin call && call.operation() == Operation.ITEM) {
            open[0] -= call.argument(0).equals(list) ? 1 : 0;
          } else if (expression instanceof Expr.Call call) {
            open[0] -= timesUncounted(call, list);
          }
        });
    return open[0] > 0;
  }

  private int timesUncounted(Expr.Call call, Expr.Variable list) {
    List<Expr.Variable> parameters = program.function(call.function()).parameters();
    int times = 0;
    for (int i = 0; i < parameters.size(); i++) {
      boolean given = call.arguments().get(i).equals(list);
      times += given && !isCounted(call.function(), parameters.get(i).name()) ? 1 : 0;
    }
    return times;
  }
}
