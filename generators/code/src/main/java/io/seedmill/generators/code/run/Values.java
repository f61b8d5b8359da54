package io.seedmill.generators.code.run;

import static io.seedmill.generators.code.run.Checked.arithmetic;
import static io.seedmill.generators.code.run.Checked.compare;
import static io.seedmill.generators.code.run.Checked.list;
import static io.seedmill.generators.code.run.Checked.number;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Makes the expressions of one function ready to be evaluated. */
final class Values {

  private final Interpreter interpreter;
  private final Compiled function;

  Values(Interpreter interpreter, Compiled function) {
    this.interpreter = interpreter;
    this.function = function;
  }

  /** Returns an expression, ready to be evaluated. */
  Value value(Expr expression) {
    if (expression instanceof Expr.Numeral number) {
      Integer value = (int) number.value();
      return frame -> value;
    } else if (expression instanceof Expr.Truth truth) {
      Boolean value = truth.value();
      return frame -> value;
    } else if (expression instanceof Expr.Letter letter) {
      Character value = letter.value();
      return frame -> value;
    } else if (expression instanceof Expr.Text text) {
      return frame -> text.value();
    } else if (expression instanceof Expr.Variable variable) {
      int slot = function.slot(variable.name());
      return frame -> frame[slot];
    } else if (expression instanceof Expr.Collection collection) {
      return collection(collection);
    } else if (expression instanceof Expr.Filled filled) {
      Value item = value(filled.item());
      Value count = value(filled.count());
      boolean lists = filled.item().type() instanceof Type.ListOf;
      return frame -> {
        int size = (Integer) count.of(frame);
        if (size < 0 || size > 2_000) {
          throw new RejectedException("a list of " + size);
        }
        List<Object> items = new ArrayList<>(size);
        Object first = item.of(frame);
        for (int i = 0; i < size; i++) {
          items.add(lists ? new ArrayList<>(list(first)) : first);
        }
        return items;
      };
    } else if (expression instanceof Expr.Binary binary) {
      return binary(binary);
    } else if (expression instanceof Expr.Not not) {
      Value operand = value(not.operand());
      return frame -> !(Boolean) operand.of(frame);
    } else if (expression instanceof Expr.Negative negative) {
      Value operand = value(negative.operand());
      return frame -> number(-(long) (Integer) operand.of(frame));
    } else if (expression instanceof Expr.Either either) {
      Value test = value(either.condition());
      Value then = value(either.then());
      Value otherwise = value(either.otherwise());
      return frame -> (Boolean) test.of(frame) ? then.of(frame) : otherwise.of(frame);
    } else if (expression instanceof Expr.Call call) {
      Compiled called = interpreter.function(call.function());
      Value[] arguments = values(call.arguments());
      return frame -> {
        Object[] given = new Object[arguments.length];
        for (int i = 0; i < given.length; i++) {
          given[i] = arguments[i].of(frame);
        }
        return called.call(given);
      };
    } else if (expression instanceof Expr.Pass pass) {
      return pass(pass);
    }
    Expr.Builtin call = (Expr.Builtin) expression;
    if (call.type() instanceof Type.RecordOf type && call.operation() == Operation.MAKE) {
      Value[] values = values(call.arguments());
      return frame -> {
        List<Object> made = new ArrayList<>();
        for (Value value : values) {
          made.add(value.of(frame));
        }
        return new Struct(type, made);
      };
    } else if (call.operation() == Operation.FIELD) {
      Value of = value(call.argument(0));
      String name = ((Expr.Text) call.argument(1)).value();
      int position = ((Type.RecordOf) call.argument(0).type()).position(name);
      return frame -> ((Struct) of.of(frame)).values().get(position);
    }
    return Builtins.of(call.operation(), values(call.arguments()));
  }

  private Value[] values(List<Expr> expressions) {
    Value[] values = new Value[expressions.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(expressions.get(i));
    }
    return values;
  }

  private Value collection(Expr.Collection collection) {
    if (collection.type() instanceof Type.MapOf) {
      return frame -> new HashMap<Object, Object>();
    }
    if (collection.type() == Type.TEXT) {
      return frame -> "";
    }
    Value[] items = values(collection.items());
    return frame -> {
      List<Object> made = new ArrayList<>();
      for (Value item : items) {
        made.add(item.of(frame));
      }
      return made;
    };
  }

  private Value binary(Expr.Binary binary) {
    Value left = value(binary.left());
    Value right = value(binary.right());
    Operator operator = binary.operator();
    boolean size = binary.left().type() == Type.SIZE;
    return switch (operator) {
      case OR -> frame -> (Boolean) left.of(frame) || (Boolean) right.of(frame);
      case AND -> frame -> (Boolean) left.of(frame) && (Boolean) right.of(frame);
      case EQUAL -> frame -> left.of(frame).equals(right.of(frame));
      case DIFFERENT -> frame -> !left.of(frame).equals(right.of(frame));
      case LESS -> frame -> compare(left.of(frame), right.of(frame)) < 0;
      case AT_MOST -> frame -> compare(left.of(frame), right.of(frame)) <= 0;
      case MORE -> frame -> compare(left.of(frame), right.of(frame)) > 0;
      case AT_LEAST -> frame -> compare(left.of(frame), right.of(frame)) >= 0;
      default ->
          frame -> {
            Integer value =
                arithmetic(operator, (Integer) left.of(frame), (Integer) right.of(frame));
            if (size && value < 0) {
              throw new RejectedException("a negative size");
            }
            return value;
          };
    };
  }

  private Value pass(Expr.Pass pass) {
    Value over = value(pass.list());
    int slot = function.slot(pass.variable().name());
    Value condition = value(pass.condition());
    Value item = value(pass.item());
    return frame -> {
      Object all = over.of(frame);
      int size = all instanceof String text ? text.length() : list(all).size();
      List<Object> kept = new ArrayList<>();
      long sum = 0;
      int count = 0;
      for (int i = 0; i < size; i++) {
        interpreter.step();
        frame[slot] = all instanceof String text ? (Object) text.charAt(i) : list(all).get(i);
        if (!(Boolean) condition.of(frame)) {
          continue;
        }
        count++;
        switch (pass.kind()) {
          case LIST -> kept.add(item.of(frame));
          case SUM -> sum = number(sum + (Integer) item.of(frame));
          case ANY -> {
            if ((Boolean) item.of(frame)) {
              return true;
            }
          }
          case ALL -> {
            if (!(Boolean) item.of(frame)) {
              return false;
            }
          }
          case COUNT -> {}
        }
      }
      return switch (pass.kind()) {
        case LIST -> kept;
        case SUM -> (int) sum;
        case COUNT -> count;
        case ANY -> false;
        case ALL -> true;
      };
    };
  }
}
