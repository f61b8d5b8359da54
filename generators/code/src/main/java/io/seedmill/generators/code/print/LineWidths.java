package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.List;

/**
 * Tells from a program's tree whether every line is short enough for the formatter of every
 * language, so that nothing needs to be written to choose a program.
 *
 * <p>Four widths are added up at once, each in {@value #BITS} bits of a number: those of
 * TypeScript, Python, Java and Rust. None is smaller than what is written. JavaScript needs less
 * than TypeScript, and other languages break lines or have no longest line.
 */
final class LineWidths {

  static final int BITS = 12;

  private static final long ONE = all(1);
  private static final long HIGH = ONE << (BITS - 1);

  /** The longest lines of the formatters. */
  private static final long LONGEST = row(80, 88, 100, 100);

  /** The blanks a level. */
  private static final long INDENT = row(2, 4, 4, 4);

  /** The longest chain of calls, or arguments of a call, that rustfmt leaves on one line. */
  private static final long CHAIN = row(2000, 2000, 2000, 60);

  /** The longest choice that rustfmt leaves on one line. */
  private static final long CHOICE = row(2000, 2000, 2000, 50);

  private static final long RUST_ONLY = row(0, 0, 0, LineParts.WHOLE);

  private boolean fit = true;
  private boolean fails;
  private Function function;

  private LineWidths() {}

  /** Tells whether all lines of a program are short enough. */
  static boolean fit(Program program) {
    LineWidths widths = new LineWidths();
    for (Function function : program.functions()) {
      widths.function(function);
    }
    return widths.fit;
  }

  /** Returns a width for each language. */
  static long row(long typeScript, long python, long java, long rust) {
    return ((typeScript << BITS | python) << BITS | java) << BITS | rust;
  }

  /** Returns the same width for all languages. */
  static long all(long width) {
    return row(width, width, width, width);
  }

  private static long all(String name) {
    return ONE * name.length();
  }

  private void most(long width, long limit) {
    // A lane's high bit is lost where the width is larger.
    fit &= (((limit | HIGH) - width) & HIGH) == HIGH;
  }

  private void line(long width, int level) {
    most(width, LONGEST - level * INDENT);
  }

  private void function(Function function) {
    this.function = function;
    fails = function.fails();
    long head = all(function.name()) + type(function.result()) + row(15, 10, 12, 11);
    head += fails ? row(0, 0, 0, 16) : 0;
    for (Expr.Variable parameter : function.parameters()) {
      head += all(parameter.name()) + type(parameter.type()) + row(4, 4, 3, 4);
    }
    // The last parameter has no comma.
    line(head - all(2), 0);
    block(function.body(), 1);
  }

  private static long type(Type type) {
    if (type instanceof Type.ListOf list) {
      return type(list.element()) + row(2, 6, 6, 5);
    } else if (type instanceof Type.RecordOf record) {
      return all(record.name());
    } else if (type instanceof Type.MapOf map) {
      return type(map.key()) + type(map.value()) + row(7, 8, 15, 11);
    }
    return type == Type.CHAR ? row(6, 3, 9, 4) : row(type == Type.BOOL ? 7 : 6, 4, 7, 6);
  }

  private void block(List<Stmt> statements, int level) {
    for (int i = 0; fit && i < statements.size(); i++) {
      statement(statements.get(i), level);
    }
  }

  private void statement(Stmt statement, int level) {
    if (statement instanceof Stmt.Let let) {
      line(all(let.name()) + root(let.value()) + LineParts.kept(let.value()) + let(let), level);
    } else if (statement instanceof Stmt.Assign assign) {
      boolean call = assign.value() instanceof Expr.Builtin;
      long value = call ? width(assign.value()) : root(assign.value());
      line(all(assign.name()) + value + LineParts.kept(assign.value()) + all(4), level);
    } else if (statement instanceof Stmt.Update update) {
      line(changed(update.operator(), all(update.name())) + choice(update.value()), level);
    } else if (statement instanceof Stmt.SetItem set) {
      long place = width(set.list()) + width(set.position());
      line(place + width(set.value()) + row(6, 5, 9, 6), level);
    } else if (statement instanceof Stmt.UpdateItem set) {
      long place = width(set.list()) + width(set.position());
      long java = place & row(0, 0, LineParts.WHOLE, 0);
      line(changed(set.operator(), place) + java + width(set.value()) + row(2, 2, 14, 2), level);
    } else if (statement instanceof Stmt.Append append) {
      long kept = LineParts.kept(append.value());
      line(all(append.name()) + choice(append.value()) + kept + row(8, 9, 10, 14), level);
    } else if (statement instanceof Stmt.Put put) {
      long kept = LineParts.kept(put.key()) + LineParts.kept(put.value());
      long around = kept + row(9, 5, 9, 12);
      long width = all(put.name()) + width(put.key()) + width(put.value()) + around;
      line(width - repeated(put), level);
    } else if (statement instanceof Stmt.If condition) {
      line(width(condition.condition()) + row(13, 6, 13, 12), level);
      block(condition.then(), level + 1);
      boolean chain =
          condition.otherwise().size() == 1 && condition.otherwise().get(0) instanceof Stmt.If;
      block(condition.otherwise(), chain ? level : level + 1);
    } else if (statement instanceof Stmt.While loop) {
      line(width(loop.condition()) + row(10, 7, 10, 8), level);
      block(loop.body(), level + 1);
    } else if (statement instanceof Stmt.Count count) {
      long ends = width(count.from()) + width(count.to()) + width(count.step());
      long name = count.name().length();
      line(ends + row(26 + 3 * name, 20 + name, 26 + 3 * name, 36 + name), level);
      block(count.body(), level + 1);
    } else if (statement instanceof Stmt.CountDown count) {
      long name = count.name().length();
      long ends = width(count.from()) + width(count.to());
      line(ends + row(26 + 3 * name, 27 + name, 26 + 3 * name, 22 + name), level);
      block(count.body(), level + 1);
    } else if (statement instanceof Stmt.Each each) {
      long place = each.position().length();
      long around =
          each.position().isEmpty() ? row(22, 9, 27, 18) : row(36, 22, 34 + 3 * place, 36);
      line(width(each.over()) + all(each.name()) + all(place) + around, level);
      block(each.body(), level + 1);
    } else if (statement instanceof Stmt.Return end) {
      boolean lent = end.value() instanceof Expr.Variable variable && !isPlain(variable.type());
      long around = row(8, 7, 8 + (lent ? 11 : 0), 8 + (lent ? 12 : 0) + (fails ? 4 : 0));
      line((fails ? width(end.value()) : root(end.value())) + around, level);
    } else if (statement instanceof Stmt.Fail fail) {
      line(all(fail.message()) + row(21, 20, 40, 26), level);
    }
  }

  /** Returns what Java and Rust do not write again where it adds to what a map has. */
  private long repeated(Stmt.Put put) {
    return put.value() instanceof Expr.Binary sum
            && sum.operator() == Operator.PLUS
            && sum.left() instanceof Expr.Builtin old
            && old.operation() == Operation.VALUE_OR
            && old.argument(1).equals(put.key())
            && isZero(old.argument(2))
        ? (all(put.name()) + width(put.key())) & row(0, 0, LineParts.WHOLE, LineParts.WHOLE)
        : 0;
  }

  /** Returns the width around the name and the value. */
  private static long let(Stmt.Let let) {
    boolean hint =
        let.value() instanceof Expr.Collection
            || let.value() instanceof Expr.Pass
            || (let.value() instanceof Expr.Builtin call && call.operation() == Operation.SPLIT);
    long java =
        let.type() == Type.TEXT && let.changes()
            ? 35
            : 5; // "StringBuilder name = new StringBuilder(value);"
    return (hint ? type(let.type()) : type(let.type()) & row(0, 0, LineParts.WHOLE, 0))
        + row(12, 5, java, 15);
  }

  private static boolean isPlain(Type type) {
    return type instanceof Type.Plain && type != Type.TEXT;
  }

  /** JavaScript has {@code n = Math.floor(n / value)}. */
  private static long changed(Operator operator, long place) {
    boolean division = operator == Operator.DIVIDE;
    long twice = division ? place & row(LineParts.WHOLE, 0, 0, 0) : 0;
    return place + twice + (division ? row(20, 5, 5, 5) : all(5));
  }

  private long choice(Expr expression) {
    return expression instanceof Expr.Either ? root(expression) : width(expression);
  }

  /** Returns the width of an expression that Rust writes in several lines if it is long. */
  private long root(Expr expression) {
    if (expression instanceof Expr.Either either) {
      fit &= EveryLanguage.has(either);
      long condition = width(either.condition());
      long then = width(either.then());
      long otherwise = width(either.otherwise());
      long rust = (condition + then + otherwise) & RUST_ONLY;
      return condition + then + otherwise + row(6, 10, 6, 0) - rust + (condition & RUST_ONLY);
    } else if (expression instanceof Expr.Pass pass) {
      return (pass(pass) & ~RUST_ONLY) | (width(pass.condition()) & RUST_ONLY);
    } else if (expression instanceof Expr.Builtin call
        && call.operation() == Operation.TO_INT
        && call.argument(0) instanceof Expr.Pass pass) {
      return root(pass);
    }
    return width(expression);
  }

  private long widths(List<Expr> expressions) {
    long width = 0;
    for (int i = 0; i < expressions.size(); i++) {
      width += width(expressions.get(i));
    }
    return width;
  }

  private long width(Expr expression) {
    if (expression instanceof Expr.Numeral number) {
      return all(Long.toString(number.value()));
    } else if (expression instanceof Expr.Truth) {
      return all(5);
    } else if (expression instanceof Expr.Letter) {
      return all(4);
    } else if (expression instanceof Expr.Text text) {
      return 2 * all(text.value()) + row(2, 2, 2, 14);
    } else if (expression instanceof Expr.Variable variable) {
      return all(variable.name());
    } else if (expression instanceof Expr.Binary binary) {
      fit &= EveryLanguage.has(binary);
      return operand(binary.left(), binary.operator())
          + operand(binary.right(), binary.operator())
          + around(binary);
    } else if (expression instanceof Expr.Not not) {
      return closed(not.operand()) + row(1, 4, 2, 1);
    } else if (expression instanceof Expr.Negative negative) {
      return closed(negative.operand()) + all(1);
    } else if (expression instanceof Expr.Either either) {
      fit &= EveryLanguage.has(either);
      long width = width(either.condition()) + width(either.then()) + width(either.otherwise());
      width += row(6, 10, 6, 18);
      most(width, CHOICE);
      return width;
    } else if (expression instanceof Expr.Call call) {
      long arguments = widths(call.arguments()) + call.arguments().size() * row(2, 2, 2, 3);
      most(arguments, CHAIN);
      return all(call.function()) + arguments;
    } else if (expression instanceof Expr.Builtin call && call.operation() == Operation.FIELD) {
      long name = ((Expr.Text) call.argument(1)).value().length();
      return width(call.argument(0)) + all(name) + LineParts.around(Operation.FIELD);
    } else if (expression instanceof Expr.Builtin call && call.operation() == Operation.MAKE) {
      return made(call);
    } else if (expression instanceof Expr.Builtin call
        && call.operation() == Operation.SORTED
        && Shapes.hasKey(call)) {
      long field = ((Expr.Text) call.argument(1)).value().length();
      long record = Shapes.sortedType(call).name().length();
      long around = row(31 + 2 * field, 24 + 2 * record + field, 20 + record + field, 9);
      return width(call.argument(0)) + around;
    } else if (expression instanceof Expr.Builtin call) {
      long first = width(call.argument(0));
      long width =
          (isOpen(call.argument(0)) ? all(2) : 0)
              + widths(call.arguments())
              + (first & LineParts.twice(call.operation()))
              + LineParts.around(call.operation());
      if (call.operation() == Operation.SPLIT) {
        most(width, CHAIN);
      } else if (call.operation() == Operation.CHARACTER && !isParameter(call.argument(0))) {
        width += row(0, 0, 0, isZero(call.argument(1)) ? 15 : 11);
      } else if (call.operation() == Operation.JOINED) {
        width = (width & ~RUST_ONLY) | ((format(call) + row(0, 0, 0, 11)) & RUST_ONLY);
      }
      return width;
    } else if (expression instanceof Expr.Pass pass) {
      long width = pass(pass);
      most(width, CHAIN);
      return width;
    } else if (expression instanceof Expr.Filled filled) {
      if (filled.item() instanceof Expr.Filled inner) {
        // A table is an array of arrays in Java.
        long counts = width(filled.count()) + width(inner.count());
        return counts + width(inner.item()) + row(50, 40, 9, 16);
      }
      return width(filled.item()) + width(filled.count()) + row(18, 20, 40, 8);
    }
    List<Expr> items = ((Expr.Collection) expression).items();
    return widths(items) + items.size() * all(2) + row(26, 5, 26, 14);
  }

  /**
   * Returns the width of a record that is made; Rust may write its fields in lines of their own.
   */
  private long made(Expr.Builtin call) {
    Type.RecordOf type = (Type.RecordOf) call.type();
    long width = 0;
    for (int i = 0; i < call.arguments().size(); i++) {
      long name = type.fields().get(i).name().length();
      width += width(call.argument(i)) + row(name + 4, 2, 2, 0);
    }
    return (width & ~RUST_ONLY) + row(4, type.name().length() + 2, type.name().length() + 6, 40);
  }

  /** Returns the width of what Rust writes for a part of a text that is put together. */
  private long format(Expr part) {
    if (part instanceof Expr.Text text) {
      return 2 * all(text.value());
    } else if (part instanceof Expr.Builtin call && call.operation() == Operation.JOINED) {
      return format(call.argument(0)) + format(call.argument(1));
    }
    return width(part) + row(0, 0, 0, 4);
  }

  private static boolean isZero(Expr number) {
    return number instanceof Expr.Numeral numeral && numeral.value() == 0;
  }

  private boolean isParameter(Expr expression) {
    return expression instanceof Expr.Variable variable && function.parameters().contains(variable);
  }

  private static long around(Expr.Binary binary) {
    if (binary.left().type() == Type.TEXT) {
      return LineParts.aroundTexts(binary.operator());
    }
    // Java compares characters with a literal as they are.
    return binary.right() instanceof Expr.Letter
        ? row(5, 4, 4, 4)
        : LineParts.around(binary.operator());
  }

  private long pass(Expr.Pass pass) {
    fit &= EveryLanguage.has(pass);
    long name = pass.variable().name().length();
    long width = width(pass.list()) + row(5, 10 + name, 9, 7);
    if (!Shapes.takesAll(pass)) {
      width += width(pass.condition()) + row(15 + name, 4, 13 + name, 14 + name);
    }
    if (Shapes.takesItself(pass)) {
      return width + LineParts.around(pass.kind(), name);
    }
    long item = pass.kind() == Expr.Collect.COUNT ? 0 : width(pass.item());
    return width + item + LineParts.aroundItem(pass.kind(), name);
  }

  private static boolean isOpen(Expr operand) {
    return operand instanceof Expr.Binary
        || operand instanceof Expr.Not
        || operand instanceof Expr.Negative
        || operand instanceof Expr.Either;
  }

  /** Returns the width of an operand that needs brackets unless it is one thing. */
  private long closed(Expr operand) {
    return width(operand) + (isOpen(operand) ? all(2) : 0);
  }

  private long operand(Expr operand, Operator of) {
    if (!(operand instanceof Expr.Binary inner)) {
      return closed(operand);
    }
    boolean stronger = inner.operator().binds() > of.binds();
    boolean brackets =
        (of == Operator.OR && inner.operator() == Operator.AND)
            || !stronger
            || (of.isArithmetic() && inner.operator() == Operator.REST);
    return width(operand) + (brackets ? all(2) : 0);
  }
}
