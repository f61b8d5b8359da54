package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells how C keeps the lists, texts and maps of a function. */
final class CVariables {

  /** The kinds of memory in which a variable is kept. */
  enum Kind {
    /** A number, a character or a truth value. */
    PLAIN,
    /** Items and their number, which belong to the caller. */
    PARAMETER,
    /** A list that can grow. */
    LIST,
    /** A list that belongs to another one. */
    BORROWED,
    /** Memory for items whose number is known when it is made. */
    HEAP,
    /** An array whose length the code says. */
    ARRAY,
    /** A record that belongs to a list. */
    POINTER,
    /** A text that belongs to something else. */
    TEXT,
    /** A text that is freed. */
    OWN_TEXT,
    /** A text that grows. */
    GROWING_TEXT,
    /** A set or a map. */
    MAP,
    /** A map from characters, as an array. */
    TABLE
  }

  private final Function function;
  private final CProgram program;
  private final Lending lending;
  private final Map<String, Kind> kinds = new HashMap<>();
  private final Map<String, Expr> counts = new HashMap<>();

  /**
   * @param program the program that the function is of
   */
  CVariables(Function function, CProgram program) {
    this.function = function;
    this.program = program;
    this.lending = new Lending(function);
    for (Expr.Variable parameter : function.parameters()) {
      kinds.put(
          parameter.name(),
          parameter.type() instanceof Type.ListOf
              ? Kind.PARAMETER
              : parameter.type() == Type.TEXT ? Kind.TEXT : Kind.PLAIN);
    }
    Uses.statements(
        function.body(),
        statement -> {
          if (statement instanceof Stmt.Let let && !let.name().isEmpty()) {
            kinds.put(let.name(), kind(let));
          } else if (statement instanceof Stmt.Each each) {
            kinds.put(
                each.name(),
                each.type() instanceof Type.ListOf
                    ? Kind.BORROWED
                    : each.type() == Type.TEXT
                        ? Kind.TEXT
                        : each.type() instanceof Type.RecordOf ? Kind.POINTER : Kind.PLAIN);
          }
        });
  }

  /** Returns how a variable is kept. */
  Kind kind(String name) {
    return kinds.getOrDefault(name, Kind.PLAIN);
  }

  /** Tells whether a variable's memory must be given back. */
  boolean isOwn(String name) {
    return switch (kind(name)) {
      case LIST, HEAP, OWN_TEXT, GROWING_TEXT, MAP -> true;
      default -> false;
    };
  }

  /** Returns the number of items of an array. */
  Expr count(String name) {
    return counts.get(name);
  }

  /** Tells whether the function returns texts of the code itself. */
  boolean isConstant() {
    return program.returnsConstant(function.name());
  }

  /** Tells whether an expression makes a text or list that belongs to nobody yet. */
  boolean isNew(Expr expression) {
    boolean large = expression.type() instanceof Type.ListOf || expression.type() == Type.TEXT;
    if (!large || expression instanceof Expr.Variable || expression instanceof Expr.Text) {
      return false;
    } else if (expression instanceof Expr.Builtin call) {
      return switch (call.operation()) {
        case ITEM, LAST, VALUE, VALUE_OR, FIELD -> false;
        default -> true;
      };
    } else if (expression instanceof Expr.Either) {
      return false;
    } else if (expression instanceof Expr.Call call && program.returnsConstant(call.function())) {
      return false;
    }
    return !(expression.type() == Type.TEXT && expression instanceof Expr.Collection);
  }

  private Kind kind(Stmt.Let let) {
    if (let.type() instanceof Type.ListOf list) {
      return list(let, list);
    } else if (let.type() == Type.TEXT) {
      return Uses.isAssigned(let.name(), function) && !lending.isLent(let.name())
          ? Kind.GROWING_TEXT
          : isNew(let.value()) ? Kind.OWN_TEXT : Kind.TEXT;
    } else if (let.type() instanceof Type.RecordOf) {
      return lending.isLent(let.name()) ? Kind.POINTER : Kind.PLAIN;
    } else if (let.type() instanceof Type.MapOf map) {
      return isTable(let.name(), map) ? Kind.TABLE : Kind.MAP;
    }
    return Kind.PLAIN;
  }

  private Kind list(Stmt.Let let, Type.ListOf type) {
    boolean plain = type.element() instanceof Type.Plain && type.element() != Type.TEXT;
    if (!isNew(let.value())) {
      return let.value() instanceof Expr.Variable ? Kind.LIST : Kind.BORROWED;
    } else if (!plain || escapes(let.name())) {
      return Kind.LIST;
    } else if (let.value() instanceof Expr.Collection made && !made.items().isEmpty()) {
      counts.put(let.name(), new Expr.Numeral(made.items().size(), Type.SIZE));
      return Kind.ARRAY;
    } else if (let.value() instanceof Expr.Filled filled && isSteady(filled.count())) {
      counts.put(let.name(), filled.count());
      return filled.count() instanceof Expr.Numeral ? Kind.ARRAY : Kind.HEAP;
    }
    return Kind.LIST;
  }

  /** Tells whether an expression has the same value everywhere. */
  private boolean isSteady(Expr expression) {
    boolean[] steady = {true};
    Uses.visit(
        expression,
        inner -> {
          if (inner instanceof Expr.Variable variable) {
            steady[0] &=
                !Uses.isAssigned(variable.name(), function)
                    && !Uses.isChanged(variable.name(), function)
                    && (variable.type() instanceof Type.Plain
                        || kind(variable.name()) == Kind.PARAMETER);
          }
        });
    return steady[0];
  }

  /** Tells whether a list is more than items that are read, replaced and lent. */
  private boolean escapes(String name) {
    int[] open = {0};
    Uses.statements(
        function.body(),
        statement -> {
          if ((statement instanceof Stmt.Append append && append.name().equals(name))
              || (statement instanceof Stmt.Assign assign && assign.name().equals(name))) {
            open[0]++;
          } else if ((statement instanceof Stmt.SetItem set && isNamed(set.list(), name))
              || (statement instanceof Stmt.UpdateItem update && isNamed(update.list(), name))
              || (statement instanceof Stmt.Each each && isNamed(each.over(), name))
              || (statement instanceof Stmt.Let let
                  && let.name().isEmpty()
                  && isNamed(let.value(), name))) {
            open[0]--;
          }
        });
    Uses.expressions(
        function.body(),
        expression -> {
          if (isNamed(expression, name)) {
            open[0]++;
          } else if (expression instanceof Expr.Builtin call && reads(call.operation())) {
            open[0] -= isNamed(call.argument(0), name) ? 1 : 0;
          } else if (expression instanceof Expr.Call call) {
            call.arguments().forEach(argument -> open[0] -= isNamed(argument, name) ? 1 : 0);
          }
        });
    return open[0] > 0;
  }

  private static boolean reads(Operation operation) {
    return List.of(Operation.ITEM, Operation.LENGTH, Operation.IS_EMPTY, Operation.LAST)
        .contains(operation);
  }

  private static boolean isNamed(Expr expression, String name) {
    return expression instanceof Expr.Variable variable && variable.name().equals(name);
  }

  /** Tells whether a map from characters is only asked for values that are 0 at first. */
  private boolean isTable(String name, Type.MapOf map) {
    if (map.key() != Type.CHAR || (map.value() != Type.BOOL && map.value() != Type.INT)) {
      return false;
    }
    boolean[] table = {true};
    Uses.expressions(
        function.body(),
        expression -> {
          if (expression instanceof Expr.Builtin call && isNamed(call.argument(0), name)) {
            table[0] &=
                switch (call.operation()) {
                  case HAS_KEY -> map.value() == Type.BOOL;
                  case VALUE_OR ->
                      call.argument(2) instanceof Expr.Numeral number && number.value() == 0;
                  case VALUE -> true;
                  default -> false;
                };
          } else if (expression instanceof Expr.Call call) {
            table[0] &= call.arguments().stream().noneMatch(argument -> isNamed(argument, name));
          }
        });
    return table[0];
  }
}
