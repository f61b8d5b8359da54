package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.isNumber;
import static io.seedmill.generators.code.print.Shapes.oneLess;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.List;
import java.util.Optional;

/** Writes the statements that languages with braces have in common. */
abstract class BracePrinter extends Printer {

  BracePrinter(int indent, int width) {
    super(indent, width);
  }

  /** Returns what ends a statement. */
  String end() {
    return ";";
  }

  /** Returns a condition as a statement has it. */
  String condition(Expr condition) {
    return "(" + text(condition) + ")";
  }

  /** Returns the declaration of a variable. */
  abstract String let(Stmt.Let let);

  /** Returns how the head of a loop declares its variable. */
  String counter(Type type) {
    throw new UnsupportedOperationException("a loop in three parts");
  }

  /** Returns the head of a loop. */
  final String loop(Type type, String i, String from, String condition, String step) {
    return "for ("
        + counter(type)
        + " "
        + i
        + " = "
        + from
        + "; "
        + condition
        + (step.isEmpty() ? ";)" : "; " + step + ")");
  }

  /** Returns the head of a loop that counts up. */
  String count(Stmt.Count count) {
    String i = name(count.name());
    String step = changed(i, Expr.Operator.PLUS, count.step());
    return loop(count.type(), i, text(count.from()), i + upTo(count.to()), step);
  }

  /** Returns the condition of a loop that counts up, behind its variable. */
  final String upTo(Expr end) {
    Optional<Expr> last = oneLess(end);
    return last.isPresent() ? " <= " + text(last.get(), 5) : " < " + text(end, 5);
  }

  /** Returns the head of a loop that counts down. */
  String countDown(Stmt.CountDown count) {
    String i = name(count.name());
    String last = i + " >= " + text(count.to(), Expr.Operator.PLUS.binds());
    return loop(count.type(), i, text(count.from()), last, decrement(i));
  }

  /** Writes a loop over a list or text. */
  abstract void each(Stmt.Each each);

  /** Returns what adds an item. */
  abstract String append(Stmt.Append append);

  /** Returns what puts a value into a map. */
  abstract String put(Stmt.Put put);

  /** Returns what ends the program's work with an error. */
  abstract String fail(Stmt.Fail fail);

  /** Returns a place in a list that can be assigned to. */
  String place(Expr list, Expr position) {
    return text(list, CLOSED) + "[" + text(position) + "]";
  }

  /** Returns what gives a place in a list another value. */
  String set(Stmt.SetItem set) {
    return place(set.list(), set.position()) + " = " + text(set.value());
  }

  /** Returns what changes a place in a list. */
  String update(Stmt.UpdateItem set) {
    return changed(place(set.list(), set.position()), set.operator(), set.value());
  }

  /** Returns what changes a variable or place. */
  String changed(String place, Expr.Operator operator, Expr value) {
    boolean one = isNumber(value, 1);
    if (one && operator == Expr.Operator.PLUS) {
      return increment(place);
    } else if (one && operator == Expr.Operator.MINUS) {
      return decrement(place);
    }
    return place + " " + symbol(operator) + "= " + text(value);
  }

  /** Returns what adds 1. */
  String increment(String place) {
    return place + "++";
  }

  /** Returns what takes 1 away. */
  String decrement(String place) {
    return place + "--";
  }

  /** Returns the end of a function. */
  String giveBack(Expr value) {
    return "return " + text(value);
  }

  @Override
  protected void statement(Stmt statement) {
    if (statement instanceof Stmt.Let let) {
      line(let(let) + end());
    } else if (statement instanceof Stmt.Assign assign) {
      line(assign(assign) + end());
    } else if (statement instanceof Stmt.Update update) {
      line(changed(name(update.name()), update.operator(), update.value()) + end());
    } else if (statement instanceof Stmt.SetItem set) {
      line(set(set) + end());
    } else if (statement instanceof Stmt.UpdateItem set) {
      line(update(set) + end());
    } else if (statement instanceof Stmt.Append append) {
      line(append(append) + end());
    } else if (statement instanceof Stmt.Put put) {
      line(put(put) + end());
    } else if (statement instanceof Stmt.If condition) {
      branch("if ", condition);
    } else if (statement instanceof Stmt.While loop) {
      braces("while " + condition(loop.condition()), loop.body());
    } else if (statement instanceof Stmt.Count count) {
      braces(count(count), count.body());
    } else if (statement instanceof Stmt.CountDown count) {
      braces(countDown(count), count.body());
    } else if (statement instanceof Stmt.Each each) {
      each(each);
    } else if (statement instanceof Stmt.Return end) {
      line(giveBack(end.value()) + end());
    } else if (statement instanceof Stmt.Fail fail) {
      line(fail(fail) + end());
    } else if (statement instanceof Stmt.Break) {
      line("break" + end());
    } else {
      line("continue" + end());
    }
  }

  /** Writes a block behind a head. */
  final void braces(String head, List<Stmt> body) {
    line(head + " {");
    block(body);
    line("}");
  }

  /** Writes lines in braces behind a head. */
  final void braces(String head, Runnable lines) {
    line(head + " {");
    deeper(lines);
    line("}");
  }

  private void branch(String keyword, Stmt.If condition) {
    line(keyword + condition(condition.condition()) + " {");
    block(condition.then());
    Stmt.If last = condition;
    while (last.otherwise().size() == 1 && last.otherwise().get(0) instanceof Stmt.If more) {
      line("} else if " + condition(more.condition()) + " {");
      block(more.then());
      last = more;
    }
    if (!last.otherwise().isEmpty()) {
      line("} else {");
      block(last.otherwise());
    }
    line("}");
  }
}
