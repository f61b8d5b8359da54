package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.sought;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes passes over lists with the algorithms of C++. */
final class CppPasses {

  private final CppExpressions printer;

  CppPasses(CppExpressions printer) {
    this.printer = printer;
  }

  /** Tells whether a person would write a loop, and no algorithm. */
  static boolean isLoop(Expr.Pass pass) {
    return !(pass.list() instanceof Expr.Variable)
        || (pass.kind() == Expr.Collect.SUM && !Shapes.takesAll(pass));
  }

  /** Declares a list and fills it. */
  void list(String name, Expr.Pass pass) {
    String list = printer.name(name);
    String type = printer.type(pass.type());
    boolean all = Shapes.takesAll(pass);
    boolean itself = Shapes.takesItself(pass);
    if (all && itself) {
      printer.line(type + " " + list + " = " + printer.text(pass.list()) + ";");
      return;
    }
    String over = printer.text(pass.list());
    if (all) {
      printer.line(type + " " + list + "(" + over + ".size());");
      String to = list + ".begin(), ";
      printer.line("std::transform(" + range(pass) + to + function(pass, pass.item()) + ");");
      return;
    }
    printer.line(type + " " + list + ";");
    if (itself) {
      String to = "std::back_inserter(" + list + "), ";
      printer.line("std::copy_if(" + range(pass) + to + function(pass, pass.condition()) + ");");
    } else {
      loop(pass, () -> printer.line(list + ".push_back(" + printer.text(pass.item()) + ");"));
    }
  }

  /** Writes a loop over the items that fulfil the condition. */
  void loop(Expr.Pass pass, Runnable body) {
    Expr.Variable item = pass.variable();
    printer.line(
        "for ("
            + printer.constant(item.type())
            + " "
            + printer.name(item.name())
            + " : "
            + printer.text(pass.list())
            + ") {");
    printer.deeper(
        () -> {
          printer.line("if (" + printer.text(pass.condition()) + ") {");
          printer.deeper(body);
          printer.line("}");
        });
    printer.line("}");
  }

  /** Returns how strongly a pass binds. */
  int binds(Expr.Pass pass) {
    return Shapes.isSearch(pass) ? Operator.EQUAL.binds() : Printer.CLOSED;
  }

  /** Returns a pass as an expression. */
  String text(Expr.Pass pass) {
    return switch (pass.kind()) {
      case LIST -> throw new UnsupportedOperationException("a list within an expression");
      case COUNT ->
          Shapes.takesAll(pass)
              ? printer.text(pass.list(), Printer.CLOSED) + ".size()"
              : sought(pass, pass.condition())
                  .map(value -> "std::count(" + range(pass) + value + ")")
                  .orElseGet(() -> call("count_if", pass, pass.condition()));
      case SUM -> "std::accumulate(" + range(pass) + "0" + added(pass) + ")";
      case ANY ->
          sought(pass, pass.item())
              .map(value -> found(pass, value, " != "))
              .orElseGet(() -> call("any_of", pass, joined(pass, Operator.AND)));
      case ALL -> call("all_of", pass, joined(pass, Operator.OR));
    };
  }

  /** Returns whether no item is as the pass says. */
  String none(Expr.Pass pass) {
    return sought(pass, pass.item())
        .map(value -> found(pass, value, " == "))
        .orElseGet(() -> call("none_of", pass, joined(pass, Operator.AND)));
  }

  private String call(String algorithm, Expr.Pass pass, Expr test) {
    return "std::" + algorithm + "(" + range(pass) + function(pass, test) + ")";
  }

  private String found(Expr.Pass pass, String value, String compared) {
    String list = printer.text(pass.list(), Printer.CLOSED);
    return "std::find(" + range(pass) + value + ")" + compared + list + ".end()";
  }

  /** Returns a condition with what the pass says about its items. */
  private static Expr joined(Expr.Pass pass, Operator operator) {
    if (Shapes.takesAll(pass)) {
      return pass.item();
    }
    Expr condition = operator == Operator.AND ? pass.condition() : new Expr.Not(pass.condition());
    return new Expr.Binary(operator, condition, pass.item());
  }

  private Optional<String> sought(Expr.Pass pass, Expr test) {
    return Shapes.sought(pass, test).map(printer::text);
  }

  private String added(Expr.Pass pass) {
    if (Shapes.takesAll(pass) && Shapes.takesItself(pass)) {
      return "";
    }
    String sum = pass.variable().name().equals("sum") ? "total" : "sum";
    Expr.Variable so = new Expr.Variable(sum, Type.INT);
    return ", "
        + lambda(List.of(so, pass.variable()), new Expr.Binary(Operator.PLUS, so, pass.item()));
  }

  private String range(Expr.Pass pass) {
    String list = printer.text(pass.list());
    return list + ".begin(), " + list + ".end(), ";
  }

  private String function(Expr.Pass pass, Expr value) {
    return value instanceof Expr.Call call && call.arguments().equals(List.of(pass.variable()))
        ? printer.name(call.function())
        : lambda(List.of(pass.variable()), value);
  }

  private String lambda(List<Expr.Variable> parameters, Expr value) {
    Map<String, Type> captured = new TreeMap<>(Uses.names(value));
    List<String> declared = new ArrayList<>();
    for (Expr.Variable parameter : parameters) {
      captured.remove(parameter.name());
      declared.add(printer.constant(parameter.type()) + " " + printer.name(parameter.name()));
    }
    List<String> captures = new ArrayList<>();
    captured.forEach(
        (name, type) ->
            captures.add((CppExpressions.isCopied(type) ? "" : "&") + printer.name(name)));
    return "["
        + String.join(", ", captures)
        + "]("
        + String.join(", ", declared)
        + ") { return "
        + printer.text(value)
        + "; }";
  }
}
