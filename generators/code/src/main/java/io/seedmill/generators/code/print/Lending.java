package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which texts of a function are only looked at where they are: a variable whose values are
 * all literals, parameters, or items of lists that stay as they are until the function ends.
 */
final class Lending {

  private final Function function;
  private final Map<String, List<Expr>> values = new HashMap<>();
  private final Map<String, Boolean> lent = new HashMap<>();

  Lending(Function function) {
    this.function = function;
    Uses.statements(
        function.body(),
        statement -> {
          if (statement instanceof Stmt.Let let
              && (let.type() == Type.TEXT || let.type() instanceof Type.RecordOf)) {
            add(let.name(), let.value());
          } else if (statement instanceof Stmt.Assign assign) {
            add(assign.name(), assign.value());
          } else if (statement instanceof Stmt.Append append) {
            lent.put(append.name(), false);
          }
        });
  }

  private void add(String name, Expr value) {
    values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  /** Tells whether a text that the function declares is looked at where it is. */
  boolean isLent(String name) {
    Boolean known = lent.get(name);
    if (known != null) {
      return known;
    }
    lent.put(name, true); // a variable that is given its own value changes nothing
    boolean is = values.containsKey(name) && lends(values.get(name));
    lent.put(name, is);
    return is;
  }

  private boolean lends(List<Expr> given) {
    return given.stream().allMatch(value -> lends(value, given.size() == 1));
  }

  /** Returns the values that a variable is given. */
  List<Expr> values(String name) {
    return values.getOrDefault(name, List.of());
  }

  private boolean lends(Expr value, boolean once) {
    if (value instanceof Expr.Variable variable) {
      return isParameter(variable.name()) || isItem(variable.name()) || isLent(variable.name());
    } else if (value instanceof Expr.Builtin call && call.operation() == Operation.FIELD) {
      return lends(call.argument(0), once);
    } else if (value instanceof Expr.Builtin call) {
      return (call.operation() == Operation.ITEM || call.operation() == Operation.LAST)
          && isSteady(call.argument(0), once);
    }
    return value instanceof Expr.Text;
  }

  private boolean isParameter(String name) {
    return function.parameters().stream().anyMatch(parameter -> parameter.name().equals(name));
  }

  /** Tells whether a name is that of the items of loops over lists that stay as they are. */
  private boolean isItem(String name) {
    boolean[] is = {false, true};
    Uses.statements(
        function.body(),
        statement -> {
          if (statement instanceof Stmt.Each each && each.name().equals(name)) {
            is[0] = true;
            is[1] &= isSteady(each.over(), false);
          }
        });
    return is[0] && is[1];
  }

  /**
   * Tells whether a list stays as it is while a variable looks at its items.
   *
   * @param once the variable is declared with its only value, and so within the list's block
   */
  private boolean isSteady(Expr list, boolean once) {
    return list instanceof Expr.Variable variable
        && !Uses.isChanged(variable.name(), function)
        && !Uses.isAssigned(variable.name(), function)
        && (once
            || isParameter(variable.name())
            || function.body().stream()
                .anyMatch(
                    statement ->
                        statement instanceof Stmt.Let let && let.name().equals(variable.name())));
  }
}
