package io.seedmill.generators.code.run;

import static io.seedmill.generators.code.run.Checked.arithmetic;
import static io.seedmill.generators.code.run.Checked.list;
import static io.seedmill.generators.code.run.Checked.map;
import static io.seedmill.generators.code.run.Checked.position;

import io.seedmill.generators.code.tree.Stmt;
import java.util.List;

/** Makes the statements of one function ready to be carried out. */
final class Actions {

  private final Interpreter interpreter;
  private final Compiled function;
  private final Values values;

  Actions(Interpreter interpreter, Compiled function) {
    this.interpreter = interpreter;
    this.function = function;
    this.values = new Values(interpreter, function);
  }

  /** Returns a block, ready to be carried out. */
  Action[] block(List<Stmt> statements) {
    Action[] actions = new Action[statements.size()];
    for (int i = 0; i < actions.length; i++) {
      actions[i] = action(statements.get(i));
    }
    return actions;
  }

  /** Carries out a block; returns null, or what ended it. */
  Object runAll(Action[] actions, Object[] frame) {
    for (Action action : actions) {
      interpreter.step();
      Object end = action.run(frame);
      if (end != null) {
        return end;
      }
    }
    return null;
  }

  private Action action(Stmt statement) {
    if (statement instanceof Stmt.Let let) {
      Value value = values.value(let.value());
      int slot = function.slot(let.name());
      return frame -> {
        frame[slot] = value.of(frame);
        return null;
      };
    } else if (statement instanceof Stmt.Assign assign) {
      Value value = values.value(assign.value());
      int slot = function.slot(assign.name());
      return frame -> {
        frame[slot] = value.of(frame);
        return null;
      };
    } else if (statement instanceof Stmt.Update update) {
      Value value = values.value(update.value());
      int slot = function.slot(update.name());
      return frame -> {
        frame[slot] =
            arithmetic(update.operator(), (Integer) frame[slot], (Integer) value.of(frame));
        return null;
      };
    } else if (statement instanceof Stmt.SetItem set) {
      Value list = values.value(set.list());
      Value position = values.value(set.position());
      Value value = values.value(set.value());
      return frame -> {
        List<Object> items = list(list.of(frame));
        items.set(position(position.of(frame), items.size()), value.of(frame));
        return null;
      };
    } else if (statement instanceof Stmt.UpdateItem update) {
      Value list = values.value(update.list());
      Value position = values.value(update.position());
      Value value = values.value(update.value());
      return frame -> {
        List<Object> items = list(list.of(frame));
        int at = position(position.of(frame), items.size());
        items.set(
            at, arithmetic(update.operator(), (Integer) items.get(at), (Integer) value.of(frame)));
        return null;
      };
    } else if (statement instanceof Stmt.Append append) {
      Value value = values.value(append.value());
      int slot = function.slot(append.name());
      return frame -> {
        if (frame[slot] instanceof String text) {
          frame[slot] = text + value.of(frame);
        } else {
          list(frame[slot]).add(value.of(frame));
        }
        return null;
      };
    } else if (statement instanceof Stmt.Put put) {
      Value key = values.value(put.key());
      Value value = values.value(put.value());
      int slot = function.slot(put.name());
      return frame -> {
        map(frame[slot]).put(key.of(frame), value.of(frame));
        return null;
      };
    } else if (statement instanceof Stmt.If condition) {
      Value test = values.value(condition.condition());
      Action[] then = block(condition.then());
      Action[] otherwise = block(condition.otherwise());
      return frame -> runAll((Boolean) test.of(frame) ? then : otherwise, frame);
    } else if (statement instanceof Stmt.While loop) {
      Value test = values.value(loop.condition());
      Action[] body = block(loop.body());
      return frame -> {
        while ((Boolean) test.of(frame)) {
          Object end = runAll(body, frame);
          if (end == Action.BREAK) {
            break;
          } else if (end != null && end != Action.CONTINUE) {
            return end;
          }
          interpreter.step();
        }
        return null;
      };
    } else if (statement instanceof Stmt.Count count) {
      return counting(
          count.name(),
          values.value(count.from()),
          values.value(count.to()),
          values.value(count.step()),
          count.body());
    } else if (statement instanceof Stmt.CountDown count) {
      return countingDown(count);
    } else if (statement instanceof Stmt.Each each) {
      return each(each);
    } else if (statement instanceof Stmt.Return end) {
      return values.value(end.value())::of;
    } else if (statement instanceof Stmt.Fail fail) {
      return frame -> {
        throw new Interpreter.Failure(fail.message());
      };
    } else if (statement instanceof Stmt.Break) {
      return frame -> Action.BREAK;
    }
    return frame -> Action.CONTINUE;
  }

  private Action counting(String name, Value from, Value to, Value by, List<Stmt> statements) {
    int slot = function.slot(name);
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
        if (ended == Action.BREAK) {
          break;
        } else if (ended != null && ended != Action.CONTINUE) {
          return ended;
        }
        interpreter.step();
      }
      return null;
    };
  }

  private Action countingDown(Stmt.CountDown count) {
    Value from = values.value(count.from());
    Value to = values.value(count.to());
    int slot = function.slot(count.name());
    Action[] body = block(count.body());
    return frame -> {
      int end = (Integer) to.of(frame);
      for (int i = (Integer) from.of(frame); i >= end; i--) {
        frame[slot] = i;
        Object ended = runAll(body, frame);
        if (ended == Action.BREAK) {
          break;
        } else if (ended != null && ended != Action.CONTINUE) {
          return ended;
        }
        interpreter.step();
      }
      return null;
    };
  }

  private Action each(Stmt.Each each) {
    Value over = values.value(each.over());
    int position = each.position().isEmpty() ? -1 : function.slot(each.position());
    int slot = function.slot(each.name());
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
        if (ended == Action.BREAK) {
          break;
        } else if (ended != null && ended != Action.CONTINUE) {
          return ended;
        }
        interpreter.step();
      }
      return null;
    };
  }
}
