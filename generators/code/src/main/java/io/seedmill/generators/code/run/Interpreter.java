package io.seedmill.generators.code.run;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a program, and refuses whatever languages do in different ways.
 *
 * <p>Numbers beyond 32 bits, positions outside of a list, a division by 0 or of a negative number,
 * a negative length, and more than {@value #MOST_STEPS} steps end in a {@link RejectedException}.
 * So a program that runs here does the same in every language.
 */
public final class Interpreter {

  /** The largest number of statements and calls of a run. */
  public static final int MOST_STEPS = 20_000;

  private static final int DEEPEST = 60;

  private final Map<String, Compiled> compiled = new HashMap<>();
  private final Compiled main;
  private int steps;
  private int depth;

  /** Prepares a program. */
  public Interpreter(Program program) {
    Compiled last = null;
    for (Function function : program.functions()) {
      last = new Compiled(function);
      compiled.put(function.name(), last);
      last.compile();
    }
    main = last;
  }

  /** Calls the program's main function. */
  public Outcome run(List<Object> arguments) {
    steps = 0;
    depth = 0;
    try {
      Object value = main.call(arguments.toArray());
      return new Outcome(value, null, steps);
    } catch (Failure failure) {
      return new Outcome(null, failure.getMessage(), steps);
    }
  }

  private void step() {
    if (++steps > MOST_STEPS) {
      throw new RejectedException("too many steps");
    }
  }

  /** The error that a program ends with. */
  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message, null, false, false);
    }
  }

  private interface Value {
    Object of(Object[] frame);
  }

  /** Returns null to go on, or what ends the block. */
  private interface Action {
    Object run(Object[] frame);
  }

  private static final Object BREAK = new Object();
  private static final Object CONTINUE = new Object();

  private final class Compiled {
    private final Function function;
    private final Map<String, Integer> slots = new HashMap<>();
    private Action[] body;

    Compiled(Function function) {
      this.function = function;
      for (Expr.Variable parameter : function.parameters()) {
        slot(parameter.name());
      }
    }

    void compile() {
      body = block(function.body());
    }

    Object call(Object[] arguments) {
      step();
      if (++depth > DEEPEST) {
        throw new RejectedException("too deep");
      }
      Object[] frame = new Object[slots.size()];
      System.arraycopy(arguments, 0, frame, 0, arguments.length);
      Object value = runAll(body, frame);
      depth--;
      if (value == null) {
        throw new IllegalStateException(function.name() + " returns nothing");
      }
      return value;
    }

    private int slot(String name) {
      return slots.computeIfAbsent(name, added -> slots.size());
    }

    private Action[] block(List<Stmt> statements) {
      Action[] actions = new Action[statements.size()];
      for (int i = 0; i < actions.length; i++) {
        actions[i] = action(statements.get(i));
      }
      return actions;
    }

    private Object runAll(Action[] actions, Object[] frame) {
      for (Action action : actions) {
        step();
        Object end = action.run(frame);
        if (end != null) {
          return end;
        }
      }
      return null;
    }

    private Action action(Stmt statement) {
      if (statement instanceof Stmt.Let let) {
        Value value = value(let.value());
        int slot = slot(let.name());
        return frame -> {
          frame[slot] = value.of(frame);
          return null;
        };
      } else if (statement instanceof Stmt.Assign assign) {
        Value value = value(assign.value());
        int slot = slot(assign.name());
        return frame -> {
          frame[slot] = value.of(frame);
          return null;
        };
      } else if (statement instanceof Stmt.Update update) {
        Value value = value(update.value());
        int slot = slot(update.name());
        return frame -> {
          frame[slot] =
              arithmetic(update.operator(), (Integer) frame[slot], (Integer) value.of(frame));
          return null;
        };
      } else if (statement instanceof Stmt.SetItem set) {
        Value list = value(set.list());
        Value position = value(set.position());
        Value value = value(set.value());
        return frame -> {
          List<Object> items = list(list.of(frame));
          items.set(position(position.of(frame), items.size()), value.of(frame));
          return null;
        };
      } else if (statement instanceof Stmt.UpdateItem update) {
        Value list = value(update.list());
        Value position = value(update.position());
        Value value = value(update.value());
        return frame -> {
          List<Object> items = list(list.of(frame));
          int at = position(position.of(frame), items.size());
          items.set(
              at,
              arithmetic(update.operator(), (Integer) items.get(at), (Integer) value.of(frame)));
          return null;
        };
      } else if (statement instanceof Stmt.Append append) {
        Value value = value(append.value());
        int slot = slot(append.name());
        return frame -> {
          if (frame[slot] instanceof String text) {
            frame[slot] = text + value.of(frame);
          } else {
            list(frame[slot]).add(value.of(frame));
          }
          return null;
        };
      } else if (statement instanceof Stmt.Put put) {
        Value key = value(put.key());
        Value value = value(put.value());
        int slot = slot(put.name());
        return frame -> {
          map(frame[slot]).put(key.of(frame), value.of(frame));
          return null;
        };
      } else if (statement instanceof Stmt.If condition) {
        Value test = value(condition.condition());
        Action[] then = block(condition.then());
        Action[] otherwise = block(condition.otherwise());
        return frame -> runAll((Boolean) test.of(frame) ? then : otherwise, frame);
      } else if (statement instanceof Stmt.While loop) {
        Value test = value(loop.condition());
        Action[] body = block(loop.body());
        return frame -> {
          while ((Boolean) test.of(frame)) {
            Object end = runAll(body, frame);
            if (end == BREAK) {
              break;
            } else if (end != null && end != CONTINUE) {
              return end;
            }
            step();
          }
          return null;
        };
      } else if (statement instanceof Stmt.Count count) {
        return counting(
            count.name(),
            value(count.from()),
            value(count.to()),
            value(count.step()),
            count.body());
      } else if (statement instanceof Stmt.CountDown count) {
        return countingDown(count);
      } else if (statement instanceof Stmt.Each each) {
        return each(each);
      } else if (statement instanceof Stmt.Return end) {
        return value(end.value())::of;
      } else if (statement instanceof Stmt.Fail fail) {
        return frame -> {
          throw new Failure(fail.message());
        };
      } else if (statement instanceof Stmt.Break) {
        return frame -> BREAK;
      }
      return frame -> CONTINUE;
    }

    private Action counting(String name, Value from, Value to, Value by, List<Stmt> statements) {
      int slot = slot(name);
      Action[] body = block(statements);
      return frame -> {
        int end = (Integer) to.of(frame);
        int step = (Integer) by.of(frame);
        if (step <= 0) {
          throw new RejectedException("a step that is not positive");
        }
        for (int i = (Integer) from.of(frame); i < end; i += step) {
          frame[slot] = i;
          Object ended = runAll(body, frame);
          if (ended == BREAK) {
            break;
          } else if (ended != null && ended != CONTINUE) {
            return ended;
          }
          step();
        }
        return null;
      };
    }

    private Action countingDown(Stmt.CountDown count) {
      Value from = value(count.from());
      Value to = value(count.to());
      int slot = slot(count.name());
      Action[] body = block(count.body());
      return frame -> {
        int end = (Integer) to.of(frame);
        for (int i = (Integer) from.of(frame); i >= end; i--) {
          frame[slot] = i;
          Object ended = runAll(body, frame);
          if (ended == BREAK) {
            break;
          } else if (ended != null && ended != CONTINUE) {
            return ended;
          }
          step();
        }
        return null;
      };
    }

    private Action each(Stmt.Each each) {
      Value over = value(each.over());
      int position = each.position().isEmpty() ? -1 : slot(each.position());
      int slot = slot(each.name());
      Action[] body = block(each.body());
      return frame -> {
        Object all = over.of(frame);
        int size = all instanceof String text ? text.length() : list(all).size();
        for (int i = 0; i < size; i++) {
          frame[slot] = all instanceof String text ? (Object) text.charAt(i) : list(all).get(i);
          if (position >= 0) {
            frame[position] = i;
          }
          Object ended = runAll(body, frame);
          if (ended == BREAK) {
            break;
          } else if (ended != null && ended != CONTINUE) {
            return ended;
          }
          step();
        }
        return null;
      };
    }

    private Value value(Expr expression) {
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
        int slot = slot(variable.name());
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
        return frame -> checked(-(long) (Integer) operand.of(frame));
      } else if (expression instanceof Expr.Either either) {
        Value test = value(either.condition());
        Value then = value(either.then());
        Value otherwise = value(either.otherwise());
        return frame -> (Boolean) test.of(frame) ? then.of(frame) : otherwise.of(frame);
      } else if (expression instanceof Expr.Call call) {
        Compiled function = compiled.get(call.function());
        Value[] arguments = values(call.arguments());
        return frame -> {
          Object[] given = new Object[arguments.length];
          for (int i = 0; i < given.length; i++) {
            given[i] = arguments[i].of(frame);
          }
          return function.call(given);
        };
      } else if (expression instanceof Expr.Pass pass) {
        return pass(pass);
      }
      return builtin((Expr.Builtin) expression);
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
      int slot = slot(pass.variable().name());
      Value condition = value(pass.condition());
      Value item = value(pass.item());
      return frame -> {
        Object all = over.of(frame);
        int size = all instanceof String text ? text.length() : list(all).size();
        List<Object> kept = new ArrayList<>();
        long sum = 0;
        int count = 0;
        for (int i = 0; i < size; i++) {
          step();
          frame[slot] = all instanceof String text ? (Object) text.charAt(i) : list(all).get(i);
          if (!(Boolean) condition.of(frame)) {
            continue;
          }
          count++;
          switch (pass.kind()) {
            case LIST -> kept.add(item.of(frame));
            case SUM -> sum = checked(sum + (Integer) item.of(frame));
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

    private Value builtin(Expr.Builtin call) {
      Value[] arguments = values(call.arguments());
      Value a = arguments[0];
      Value b = arguments.length > 1 ? arguments[1] : null;
      Value c = arguments.length > 2 ? arguments[2] : null;
      return switch (call.operation()) {
        case LENGTH -> frame -> length(a.of(frame));
        case IS_EMPTY -> frame -> length(a.of(frame)) == 0;
        case ITEM ->
            frame -> {
              List<Object> items = list(a.of(frame));
              return items.get(position(b.of(frame), items.size()));
            };
        case CHARACTER ->
            frame -> {
              String text = (String) a.of(frame);
              return text.charAt(position(b.of(frame), text.length()));
            };
        case LAST ->
            frame -> {
              List<Object> items = list(a.of(frame));
              return items.get(position(items.size() - 1, items.size()));
            };
        case POP ->
            frame -> {
              List<Object> items = list(a.of(frame));
              return items.remove(position(items.size() - 1, items.size()));
            };
        case PART ->
            frame -> {
              Object all = a.of(frame);
              int from = (Integer) b.of(frame);
              int to = (Integer) c.of(frame);
              if (from > to || to > length(all)) {
                throw new RejectedException("a part outside");
              }
              return all instanceof String text
                  ? text.substring(from, to)
                  : new ArrayList<>(list(all).subList(from, to));
            };
        case VALUE ->
            frame -> {
              Object found = map(a.of(frame)).get(b.of(frame));
              if (found == null) {
                throw new RejectedException("no such key");
              }
              return found;
            };
        case VALUE_OR -> frame -> map(a.of(frame)).getOrDefault(b.of(frame), c.of(frame));
        case HAS_KEY -> frame -> map(a.of(frame)).containsKey(b.of(frame));
        case MIN -> frame -> Math.min((Integer) a.of(frame), (Integer) b.of(frame));
        case MAX -> frame -> Math.max((Integer) a.of(frame), (Integer) b.of(frame));
        case ABSOLUTE -> frame -> checked(Math.abs((long) (Integer) a.of(frame)));
        case TO_INT, TO_SIZE ->
            frame -> {
              Integer value = (Integer) a.of(frame);
              if (value < 0) {
                throw new RejectedException("a negative size");
              }
              return value;
            };
        case IS_DIGIT -> frame -> isBetween('0', a.of(frame), '9');
        case IS_LETTER ->
            frame -> isBetween('a', a.of(frame), 'z') || isBetween('A', a.of(frame), 'Z');
        case IS_UPPER -> frame -> isBetween('A', a.of(frame), 'Z');
        case UPPER ->
            frame ->
                isBetween('a', a.of(frame), 'z')
                    ? (char) ((Character) a.of(frame) - 32)
                    : a.of(frame);
        case LOWER ->
            frame ->
                isBetween('A', a.of(frame), 'Z')
                    ? (char) ((Character) a.of(frame) + 32)
                    : a.of(frame);
        case DIGIT ->
            frame -> {
              if (!isBetween('0', a.of(frame), '9')) {
                throw new RejectedException("not a digit");
              }
              return (Character) a.of(frame) - '0';
            };
        case DECIMAL -> frame -> a.of(frame).toString();
        case JOINED -> frame -> a.of(frame) + (String) b.of(frame);
        case AS_TEXT -> frame -> a.of(frame).toString();
        case BIT_AND -> frame -> natural(a.of(frame)) & natural(b.of(frame));
        case BIT_XOR -> frame -> natural(a.of(frame)) ^ natural(b.of(frame));
        case SHIFT_RIGHT -> frame -> natural(a.of(frame)) >> shift(b.of(frame));
        case SHIFT_LEFT -> frame -> checked((long) natural(a.of(frame)) << shift(b.of(frame)));
      };
    }
  }

  private static boolean isBetween(char from, Object letter, char to) {
    char value = (Character) letter;
    return from <= value && value <= to;
  }

  private static int natural(Object value) {
    int number = (Integer) value;
    if (number < 0) {
      throw new RejectedException("bits of a negative number");
    }
    return number;
  }

  private static int shift(Object value) {
    int number = (Integer) value;
    if (number < 0 || number > 30) {
      throw new RejectedException("a shift by " + number);
    }
    return number;
  }

  private static int position(Object value, int size) {
    int at = (Integer) value;
    if (at < 0 || at >= size) {
      throw new RejectedException("a position outside");
    }
    return at;
  }

  private static int length(Object value) {
    return value instanceof String text ? text.length() : list(value).size();
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, Object> map(Object value) {
    return (Map<Object, Object>) value;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compare(Object a, Object b) {
    return ((Comparable) a).compareTo(b);
  }

  private static Integer arithmetic(Operator operator, int a, int b) {
    return switch (operator) {
      case PLUS -> checked((long) a + b);
      case MINUS -> checked((long) a - b);
      case TIMES -> checked((long) a * b);
      case DIVIDE -> divisible(a, b) ? a / b : 0;
      case REST -> divisible(a, b) ? a % b : 0;
      default -> throw new IllegalArgumentException(operator.toString());
    };
  }

  private static boolean divisible(int a, int b) {
    if (a < 0 || b <= 0) {
      throw new RejectedException("a division of " + a + " by " + b);
    }
    return true;
  }

  private static int checked(long value) {
    if (value != (int) value) {
      throw new RejectedException("beyond 32 bits");
    }
    return (int) value;
  }
}
