package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.isNumber;
import static io.seedmill.generators.code.print.Shapes.oneLess;
import static io.seedmill.generators.code.print.Shapes.plusOne;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Writes Swift 5.5 or later, as swift-format formats it. */
public final class SwiftPrinter extends SwiftExpressions {

  private static final String ERROR = "InvalidInput";

  /** The loops around a statement, the innermost first. */
  private final Deque<Counter> around = new ArrayDeque<>();

  /**
   * A position within a loop.
   *
   * @param end which it never reaches
   */
  private record Counter(String name, Expr end) {}

  /** Creates a printer. */
  public SwiftPrinter() {}

  @Override
  protected String imports(CharSequence code) {
    boolean fails = program.functions().stream().anyMatch(Function::fails);
    return (code.toString().contains(".components(separatedBy:") ? "import Foundation\n\n" : "")
        + (fails ? "struct " + ERROR + ": Error {\n  let message: String\n}\n\n" : "");
  }

  @Override
  protected String declaration(Type.RecordOf record) {
    StringBuilder lines = new StringBuilder("struct " + title(record) + " {\n");
    for (Type.Field field : record.fields()) {
      lines.append("  let ").append(name(field.name())).append(": ").append(type(field.type()));
      lines.append('\n');
    }
    return lines.append("}\n").toString();
  }

  @Override
  protected void function(Function written) {
    around.clear();
    line(head(written) + " {");
    deeper(
        () -> {
          for (Expr.Variable parameter : written.parameters()) {
            if (isIndexed(parameter)) {
              line("let " + characters(parameter) + " = Array(" + name(parameter.name()) + ")");
            }
          }
        });
    block(written.body());
    line("}");
  }

  @Override
  protected String head(Function written) {
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < written.parameters().size(); i++) {
      Expr.Variable parameter = written.parameters().get(i);
      String without = label(written, i).isEmpty() ? "_ " : "";
      parameters.add(without + name(parameter.name()) + ": " + type(parameter.type()));
    }
    return "func "
        + name(written.name())
        + "("
        + String.join(", ", parameters)
        + ")"
        + (written.fails() ? " throws" : "")
        + " -> "
        + type(written.result());
  }

  /**
   * Returns a line with its value on the next one, if that is short enough; else it stays as it is,
   * for the programs are chosen by the widths of other languages.
   */
  @Override
  protected List<String> wrapped(String text, int used) {
    int end = text.indexOf(" = ");
    String indent = " ".repeat(used);
    if (end < 0 || used + INDENT + text.length() - end - 3 > WIDTH) {
      return List.of(indent + text);
    }
    return List.of(
        indent + text.substring(0, end + 2), indent + " ".repeat(INDENT) + text.substring(end + 3));
  }

  @Override
  String end() {
    return "";
  }

  @Override
  String condition(Expr condition) {
    return head(() -> text(condition));
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
    boolean changes = Uses.isAssigned(let.name(), function) || Uses.isChanged(let.name(), function);
    return (changes ? "var " : "let ")
        + name(let.name())
        + (needsType(let) ? ": " + type(let.type()) : "")
        + " = "
        + text(let.value());
  }

  /** Tells whether a value does not say of which type it is. */
  private static boolean needsType(Stmt.Let let) {
    Expr value = let.value();
    boolean empty =
        value instanceof Expr.Collection made && made.items().isEmpty() && made.type() != Type.TEXT;
    boolean made =
        value instanceof Expr.Collection
            || value instanceof Expr.Filled
            || value instanceof Expr.Pass
            || (value.type() == Type.CHAR && mayBeText(value));
    return empty || (made && hasLetters(let.type()));
  }

  private static boolean hasLetters(Type type) {
    return type == Type.CHAR || (type instanceof Type.ListOf list && hasLetters(list.element()));
  }

  @Override
  protected void statement(Stmt statement) {
    if (statement instanceof Stmt.Count count) {
      String head = count(count);
      around.push(new Counter(count.name(), count.to()));
      braces(head, count.body());
      around.pop();
    } else {
      super.statement(statement);
    }
  }

  @Override
  String count(Stmt.Count count) {
    String i = Uses.of(count.name(), count.body()) ? name(count.name()) : "_";
    return "for " + i + " in " + head(() -> range(count));
  }

  private String range(Stmt.Count count) {
    boolean one = isNumber(count.step(), 1);
    if (one && count.to() instanceof Expr.Builtin end && end.operation() == Operation.LENGTH) {
      Optional<String> indices = indices(end.argument(0));
      if (indices.isPresent() && isNumber(count.from(), 0)) {
        return indices.get();
      } else if (indices.isPresent() && isNumber(count.from(), 1)) {
        return indices.get() + ".dropFirst()";
      }
    }
    Optional<Expr> last = oneLess(count.to());
    if (one && last.isPresent() && isFrom0(count.from(), last.get())) {
      return "0..." + text(last.get(), 7);
    } else if (one && isOrdered(count.from(), count.to())) {
      return text(count.from(), 7) + "..<" + text(count.to(), 7);
    }
    return "stride(from: "
        + text(count.from())
        + last.map(value -> ", through: " + text(value))
            .orElseGet(() -> ", to: " + text(count.to()))
        + ", by: "
        + text(count.step())
        + ")";
  }

  private static boolean isSize(Expr number) {
    return number.type() == Type.SIZE;
  }

  private static boolean isFrom0(Expr from, Expr to) {
    return isNumber(from, 0) && (isSize(to) || to instanceof Expr.Numeral);
  }

  /**
   * Tells whether a number is never more than another one: a range ends the program where it is.
   */
  private boolean isOrdered(Expr from, Expr to) {
    if (isFrom0(from, to)) {
      return true;
    }
    Expr position = oneLess(from).orElse(from);
    return position instanceof Expr.Variable variable
        && around.stream()
            .anyMatch(loop -> loop.name().equals(variable.name()) && loop.end().equals(to))
        && !Uses.isAssigned(variable.name(), function)
        && Uses.names(to).keySet().stream().noneMatch(name -> Uses.isAssigned(name, function));
  }

  @Override
  String countDown(Stmt.CountDown count) {
    String i = Uses.of(count.name(), count.body()) ? name(count.name()) : "_";
    return "for " + i + " in " + head(() -> backwards(count));
  }

  private String backwards(Stmt.CountDown count) {
    Expr end = plusOne(count.from());
    boolean whole = isNumber(count.to(), 0) && isSize(end);
    if (whole && end instanceof Expr.Builtin length && length.operation() == Operation.LENGTH) {
      Optional<String> indices = indices(length.argument(0));
      if (indices.isPresent()) {
        return indices.get() + ".reversed()";
      }
    }
    if (whole && count.from() instanceof Expr.Binary from && from.operator() == Operator.MINUS) {
      return "(0..<" + text(end, 7) + ").reversed()";
    }
    return "stride(from: " + text(count.from()) + ", through: " + text(count.to()) + ", by: -1)";
  }

  @Override
  void each(Stmt.Each each) {
    boolean isUsed = Uses.of(each.name(), each.body());
    String item = isUsed ? name(each.name()) : "_";
    String over = head(() -> text(each.over(), CLOSED));
    if (each.position().isEmpty() || !Uses.of(each.position(), each.body())) {
      braces("for " + item + " in " + over, each.body());
      return;
    }
    String position = name(each.position());
    around.push(
        new Counter(
            each.position(), new Expr.Builtin(Operation.LENGTH, List.of(each.over()), Type.SIZE)));
    Optional<String> indices = isUsed ? Optional.empty() : indices(each.over());
    braces(
        indices
            .map(all -> "for " + position + " in " + all)
            .orElse("for (" + position + ", " + item + ") in " + over + ".enumerated()"),
        each.body());
    around.pop();
  }

  @Override
  String append(Stmt.Append append) {
    boolean text = Uses.typeOf(append.name(), function) == Type.TEXT;
    return text && append.value().type() == Type.TEXT
        ? name(append.name()) + " += " + text(append.value())
        : name(append.name()) + ".append(" + text(append.value()) + ")";
  }

  @Override
  String put(Stmt.Put put) {
    String map = name(put.name());
    if (isSet(put.name())) {
      return map + ".insert(" + text(put.key()) + ")";
    }
    if (put.value() instanceof Expr.Binary sum
        && sum.operator().isArithmetic()
        && sum.left() instanceof Expr.Builtin old
        && (old.operation() == Operation.VALUE_OR || old.operation() == Operation.VALUE)
        && old.argument(0) instanceof Expr.Variable variable
        && variable.name().equals(put.name())
        && old.argument(1).equals(put.key())) {
      return changed(text(old), sum.operator(), sum.right());
    }
    return map + "[" + text(put.key()) + "] = " + text(put.value());
  }

  @Override
  String fail(Stmt.Fail fail) {
    return "throw " + ERROR + "(message: " + quoted(fail.message()) + ")";
  }

  @Override
  String giveBack(Expr value) {
    boolean fails = value instanceof Expr.Call call && program.function(call.function()).fails();
    return "return " + (fails ? "try " : "") + text(value);
  }
}
