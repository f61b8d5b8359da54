package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.isNumber;
import static io.seedmill.generators.code.print.Shapes.isParts;
import static io.seedmill.generators.code.print.Shapes.oneLess;
import static io.seedmill.generators.code.print.Shapes.plusOne;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes Rust of edition 2021, as rustfmt formats it. */
public final class RustPrinter extends RustExpressions {

  private Stmt last;

  /** Creates a printer. */
  public RustPrinter() {}

  @Override
  protected String name(String name) {
    return name;
  }

  @Override
  protected String imports(CharSequence code) {
    Set<String> used = new TreeSet<>();
    for (Function any : program.functions()) {
      Uses.statements(
          any.body(),
          statement -> {
            if (statement instanceof Stmt.Let let && let.type() instanceof Type.MapOf) {
              used.add(isSet(let.type()) ? "HashSet" : "HashMap");
            }
          });
    }
    String names = used.size() == 1 ? used.iterator().next() : "{" + String.join(", ", used) + "}";
    return used.isEmpty() ? "" : "use std::collections::" + names + ";\n\n";
  }

  @Override
  protected String declaration(Type.RecordOf record) {
    StringBuilder lines = new StringBuilder("#[derive(Debug, Clone, PartialEq)]\nstruct ");
    lines.append(title(record)).append(" {\n");
    for (Type.Field field : record.fields()) {
      lines.append("    ").append(field.name()).append(": ").append(type(field.type()));
      lines.append(",\n");
    }
    return lines.append("}\n").toString();
  }

  @Override
  protected void function(Function written) {
    prepare(written);
    last = written.body().get(written.body().size() - 1);
    line(head(written) + " {");
    deeper(
        () -> {
          for (Expr.Variable parameter : written.parameters()) {
            if (isIndexed(parameter)) {
              line(
                  "let "
                      + characters(parameter)
                      + ": Vec<char> = "
                      + parameter.name()
                      + ".chars().collect();");
            }
          }
        });
    block(written.body());
    line("}");
  }

  @Override
  protected String head(Function written) {
    List<String> parameters = new ArrayList<>();
    for (Expr.Variable parameter : written.parameters()) {
      parameters.add(parameter.name() + ": " + parameterType(parameter.type()));
    }
    String result = type(written.result());
    return "fn "
        + written.name()
        + "("
        + String.join(", ", parameters)
        + ") -> "
        + (written.fails() ? "Result<" + result + ", String>" : result);
  }

  @Override
  String condition(Expr condition) {
    return text(condition);
  }

  @Override
  String increment(String place) {
    return place + " += 1";
  }

  @Override
  String decrement(String place) {
    return place + " -= 1";
  }

  @Override
  String let(Stmt.Let let) {
    return declared(let) + given(let.name(), let.value());
  }

  /** Returns what a variable is given: a text to look at, or a value of its own. */
  private String given(String name, Expr value) {
    if (isSlices(name)) {
      return text(((Expr.Builtin) value).argument(0), CLOSED) + parts(value) + ".collect()";
    }
    return isLentWhole(value.type()) && isBorrowed(new Expr.Variable(name, value.type()))
        ? looked(name, value)
        : owned(value);
  }

  private String declared(Stmt.Let let) {
    boolean sorted =
        let.value() instanceof Expr.Builtin call && call.operation() == Operation.SORTED;
    boolean mutable =
        sorted || Uses.isAssigned(let.name(), function) || Uses.isChanged(let.name(), function);
    String hint = isParts(let.value()) ? ": " + type(let.type()) : "";
    if (isSlices(let.name())) {
      hint = ": Vec<&str>";
    }
    if (let.value() instanceof Expr.Pass pass
        && (pass.kind() == Expr.Collect.LIST || pass.kind() == Expr.Collect.SUM)) {
      hint = ": " + type(let.type());
    } else if (let.value() instanceof Expr.Collection
        && let.type() instanceof Type.ListOf list
        && list.element() instanceof Type.ListOf) {
      hint = ": " + type(let.type());
    } else if (let.value() instanceof Expr.Numeral && isAskedForItsSize(let.name())) {
      hint = ": i32";
    }
    return "let " + (mutable ? "mut " : "") + let.name() + hint + " = ";
  }

  /** Tells whether a variable's absolute value is taken, for which its type must be known. */
  private boolean isAskedForItsSize(String name) {
    boolean[] found = {false};
    Uses.expressions(
        function.body(),
        expression ->
            found[0] |=
                expression instanceof Expr.Builtin call
                    && call.operation() == Operation.ABSOLUTE
                    && call.argument(0) instanceof Expr.Variable variable
                    && variable.name().equals(name));
    return found[0];
  }

  @Override
  String count(Stmt.Count count) {
    String i = Uses.of(count.name(), count.body()) ? count.name() : "_";
    String range =
        text(count.from(), 7)
            + oneLess(count.to())
                .map(last -> "..=" + text(last, 7))
                .orElseGet(() -> ".." + text(count.to(), 7));
    if (!isNumber(count.step(), 1)) {
      range = "(" + range + ").step_by(" + text(toSize(count.step())) + ")";
    }
    return "for " + i + " in " + range;
  }

  @Override
  String countDown(Stmt.CountDown count) {
    Expr end = plusOne(count.from());
    boolean isPart = count.from() instanceof Expr.Binary from && from.left().equals(end);
    return "for "
        + (Uses.of(count.name(), count.body()) ? count.name() : "_")
        + " in ("
        + text(count.to(), 7)
        + (isPart ? ".." + text(end, 7) : "..=" + text(count.from(), 7))
        + ").rev()";
  }

  @Override
  void each(Stmt.Each each) {
    String over = text(each.over(), CLOSED);
    boolean text = each.over().type() == Type.TEXT;
    if (isParts(each.over())) {
      text = true;
      over = text(((Expr.Builtin) each.over()).argument(0), CLOSED) + parts(each.over());
    } else if (text) {
      over += ".chars()";
    }
    boolean copies = text || hasCopies(each.over());
    String item = (copies && !text ? "&" : "") + each.name();
    if (each.position().isEmpty()) {
      String all = text ? over : isBorrowed(each.over()) ? over : "&" + over;
      braces("for " + item + " in " + all, each.body());
    } else {
      String all = text ? over : over + ".iter()";
      braces("for (" + each.position() + ", " + item + ") in " + all + ".enumerate()", each.body());
    }
  }

  @Override
  String append(Stmt.Append append) {
    if (append.value().type() == Type.TEXT && Uses.typeOf(append.name(), function) == Type.TEXT) {
      return append.name() + ".push_str(" + lent(append.value()) + ")";
    }
    return append.name() + ".push(" + kept(append.value()) + ")";
  }

  /** Returns a value that goes into a list; a variable that grows goes on with its own text. */
  private String kept(Expr value) {
    boolean grows =
        value.type() == Type.TEXT
            && value instanceof Expr.Variable variable
            && form(value) == Form.OWNED
            && Uses.isAssigned(variable.name(), function);
    return owned(value) + (grows ? ".clone()" : "");
  }

  @Override
  String put(Stmt.Put put) {
    if (isSet(put.name())) {
      return put.name() + ".insert(" + owned(put.key()) + ")";
    }
    if (put.value() instanceof Expr.Binary sum
        && sum.operator() == Operator.PLUS
        && sum.left() instanceof Expr.Builtin old
        && old.operation() == Operation.VALUE_OR
        && old.argument(1).equals(put.key())) {
      return "*"
          + put.name()
          + ".entry("
          + owned(put.key())
          + ").or_insert("
          + text(old.argument(2))
          + ") += "
          + text(sum.right());
    }
    return put.name() + ".insert(" + owned(put.key()) + ", " + owned(put.value()) + ")";
  }

  @Override
  String fail(Stmt.Fail fail) {
    return "return Err(" + quoted(fail.message()) + ".to_string())";
  }

  @Override
  protected void statement(Stmt statement) {
    if (statement instanceof Stmt.Return end) {
      boolean tail = statement == last;
      if (end.value() instanceof Expr.Either either
          && !function.fails()
          && (tail || isLong(either))) {
        choice(tail ? "" : "return ", either, tail ? "" : ";");
      } else if (function.fails()) {
        String value = returned(end.value());
        line(tail ? value : "return " + value + ";");
      } else {
        chain(tail ? "" : "return ", end.value(), tail ? "" : ";");
      }
      return;
    }
    if (statement instanceof Stmt.Let let
        && let.value() instanceof Expr.Builtin call
        && call.operation() == Operation.SORTED) {
      Expr list = call.argument(0);
      line(declared(let) + text(list, CLOSED) + (isBorrowed(list) ? ".to_vec();" : ".clone();"));
      line(let.name() + "." + sort(call) + ";");
      return;
    }
    if (statement instanceof Stmt.Let let
        && (isSlices(let.name()) || isBorrowed(new Expr.Variable(let.name(), let.type())))) {
      line(let(let) + ";");
      return;
    }
    if (statement instanceof Stmt.Assign assign
        && isLentWhole(assign.value().type())
        && isBorrowed(new Expr.Variable(assign.name(), assign.value().type()))) {
      line(assign.name() + " = " + lent(assign.value()) + ";");
      return;
    }
    if (statement instanceof Stmt.Let let && !(let.value() instanceof Expr.Filled)) {
      value(declared(let), let.value());
      return;
    }
    if (statement == last && statement instanceof Stmt.Fail fail) {
      line("Err(" + quoted(fail.message()) + ".to_string())");
      return;
    }
    if (statement instanceof Stmt.Assign assign && !(assign.value() instanceof Expr.Builtin)) {
      value(assign.name() + " = ", assign.value());
      return;
    }
    if (statement instanceof Stmt.Append append
        && append.value() instanceof Expr.Either either
        && isLong(either)) {
      choice(append.name() + ".push(", either, ");");
      return;
    }
    if (statement instanceof Stmt.Update update
        && update.value() instanceof Expr.Either either
        && isLong(either)) {
      choice(update.name() + " " + symbol(update.operator()) + "= ", either, ";");
      return;
    }
    if (statement == last && statement instanceof Stmt.If) {
      throw new UnsupportedOperationException("a branch at the end");
    }
    super.statement(statement);
  }

  private void value(String head, Expr value) {
    if (value instanceof Expr.Either either && isLong(either)) {
      choice(head, either, ";");
    } else {
      chain(head, value, ";");
    }
  }

  /** Writes a choice of two values, each on a line of its own. */
  private void choice(String head, Expr.Either either, String end) {
    line(head + "if " + text(either.condition()) + " {");
    deeper(() -> line(owned(either.then())));
    line("} else {");
    deeper(() -> line(owned(either.otherwise())));
    line("}" + end);
  }

  /** Writes a value; the calls of a long pass stand on lines of their own. */
  private void chain(String head, Expr value, String end) {
    Expr pass =
        value instanceof Expr.Builtin call && call.operation() == Operation.TO_INT
            ? call.argument(0)
            : value;
    if (!(pass instanceof Expr.Pass over)
        || links(over).stream().mapToInt(String::length).sum() <= CHAIN_WIDTH) {
      line(
          head
              + (head.startsWith("return") || head.isEmpty() ? returned(value) : owned(value))
              + end);
      return;
    }
    List<String> links = new ArrayList<>(links(over));
    // A name no longer than the indentation has the first call on its line.
    String root = links.remove(0);
    boolean isShort = head.isEmpty() && root.length() <= 4;
    line(head + root + (isShort ? links.remove(0) : ""));
    String cast = pass.equals(value) ? "" : " as i32";
    deeper(
        () -> {
          for (int i = 0; i < links.size(); i++) {
            line(links.get(i) + (i == links.size() - 1 ? cast + end : ""));
          }
        });
  }

  private String returned(Expr value) {
    String text = owned(value);
    if (isBorrowed(value) && value.type() instanceof Type.ListOf) {
      text += ".to_vec()";
    }
    boolean passedOn = value instanceof Expr.Call call && program.function(call.function()).fails();
    return function.fails() && !passedOn ? "Ok(" + text + ")" : text;
  }
}
