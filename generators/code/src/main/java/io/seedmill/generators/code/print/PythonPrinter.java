package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.hasKey;
import static io.seedmill.generators.code.print.Shapes.isLengthOf;
import static io.seedmill.generators.code.print.Shapes.isNumber;
import static io.seedmill.generators.code.print.Shapes.isSearch;
import static io.seedmill.generators.code.print.Shapes.minusOne;
import static io.seedmill.generators.code.print.Shapes.sortedType;
import static io.seedmill.generators.code.print.Shapes.sought;
import static io.seedmill.generators.code.print.Shapes.takesAll;
import static io.seedmill.generators.code.print.Shapes.takesItself;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;

/** Writes Python 3.9 or later, as Black formats it. */
public final class PythonPrinter extends Printer {

  /** Creates a printer. */
  public PythonPrinter() {
    super(4, 88);
  }

  @Override
  protected String name(String name) {
    return name;
  }

  @Override
  protected void between() {
    line("");
    line("");
  }

  @Override
  protected void function(Function written) {
    line(head(written) + ":");
    block(written.body());
  }

  @Override
  protected String declaration(Type.RecordOf record) {
    StringBuilder lines = new StringBuilder("@dataclass(frozen=True)\nclass ");
    lines.append(title(record)).append(":\n");
    for (Type.Field field : record.fields()) {
      lines.append("    ").append(field.name()).append(": ").append(type(field.type()));
      lines.append('\n');
    }
    return lines.toString();
  }

  @Override
  protected String before(CharSequence code, String declared) {
    return "from dataclasses import dataclass\n\n\n" + declared + "\n";
  }

  @Override
  protected String made(Type.RecordOf type, List<String> values) {
    return title(type) + "(" + String.join(", ", values) + ")";
  }

  @Override
  protected String head(Function written) {
    List<String> parameters = new ArrayList<>();
    for (Expr.Variable parameter : written.parameters()) {
      parameters.add(parameter.name() + ": " + type(parameter.type()));
    }
    return "def %s(%s) -> %s"
        .formatted(written.name(), String.join(", ", parameters), type(written.result()));
  }

  private static String type(Type type) {
    if (type instanceof Type.ListOf list) {
      return "list[" + type(list.element()) + "]";
    } else if (type instanceof Type.MapOf map && isSet(type)) {
      return "set[" + type(map.key()) + "]";
    } else if (type instanceof Type.MapOf map) {
      return "dict[" + type(map.key()) + ", " + type(map.value()) + "]";
    }
    if (type instanceof Type.RecordOf record) {
      return title(record);
    }
    return switch ((Type.Plain) type) {
      case INT, SIZE -> "int";
      case BOOL -> "bool";
      case CHAR, TEXT -> "str";
      case NOTHING -> "None";
    };
  }

  @Override
  protected void statement(Stmt statement) {
    if (statement instanceof Stmt.Let let) {
      String hint =
          let.value() instanceof Expr.Collection made
                  && made.items().isEmpty()
                  && made.type() != Type.TEXT
              ? ": " + type(let.type())
              : "";
      line(let.name() + hint + " = " + text(let.value()));
    } else if (statement instanceof Stmt.Assign assign) {
      line(assign(assign));
    } else if (statement instanceof Stmt.Update update) {
      line(update.name() + " " + symbol(update.operator()) + "= " + text(update.value()));
    } else if (statement instanceof Stmt.SetItem set) {
      line(text(set.list()) + "[" + text(set.position()) + "] = " + text(set.value()));
    } else if (statement instanceof Stmt.UpdateItem set) {
      line(
          text(set.list())
              + "["
              + text(set.position())
              + "] "
              + symbol(set.operator())
              + "= "
              + text(set.value()));
    } else if (statement instanceof Stmt.Append append) {
      line(
          isList(append.name())
              ? append.name() + ".append(" + text(append.value()) + ")"
              : append.name() + " += " + text(append.value()));
    } else if (statement instanceof Stmt.Put put && isSet(put.name())) {
      line(put.name() + ".add(" + text(put.key()) + ")");
    } else if (statement instanceof Stmt.Put put) {
      line(put.name() + "[" + text(put.key()) + "] = " + text(put.value()));
    } else if (statement instanceof Stmt.If condition) {
      branch("if ", condition);
    } else if (statement instanceof Stmt.While loop) {
      line("while " + text(loop.condition()) + ":");
      block(loop.body());
    } else if (statement instanceof Stmt.Count count) {
      String range;
      if (!isNumber(count.step(), 1)) {
        range = text(count.from()) + ", " + text(count.to()) + ", " + text(count.step());
      } else if (isNumber(count.from(), 0)) {
        range = text(count.to());
      } else {
        range = text(count.from()) + ", " + text(count.to());
      }
      line("for " + loopName(count.name(), count.body()) + " in range(" + range + "):");
      block(count.body());
    } else if (statement instanceof Stmt.CountDown count) {
      line(
          "for "
              + loopName(count.name(), count.body())
              + " in range("
              + text(count.from())
              + ", "
              + text(minusOne(count.to()))
              + ", -1):");
      block(count.body());
    } else if (statement instanceof Stmt.Each each) {
      line(
          each.position().isEmpty()
              ? "for " + each.name() + " in " + text(each.over()) + ":"
              : "for "
                  + each.position()
                  + ", "
                  + each.name()
                  + " in enumerate("
                  + text(each.over())
                  + "):");
      block(each.body());
    } else if (statement instanceof Stmt.Return end) {
      line("return " + text(end.value()));
    } else if (statement instanceof Stmt.Fail fail) {
      line("raise ValueError(" + quoted(fail.message()) + ")");
    } else if (statement instanceof Stmt.Break) {
      line("break");
    } else {
      line("continue");
    }
  }

  private static String loopName(String name, List<Stmt> body) {
    return Uses.of(name, body) ? name : "_";
  }

  private boolean isList(String name) {
    return Uses.typeOf(name, function) instanceof Type.ListOf;
  }

  private void branch(String keyword, Stmt.If condition) {
    line(keyword + text(condition.condition()) + ":");
    block(condition.then());
    if (condition.otherwise().size() == 1 && condition.otherwise().get(0) instanceof Stmt.If more) {
      branch("elif ", more);
    } else if (!condition.otherwise().isEmpty()) {
      line("else:");
      block(condition.otherwise());
    }
  }

  @Override
  protected int binds(Expr expression) {
    if (expression instanceof Expr.Not not && isSearch(not.operand())) {
      return 3;
    } else if (expression instanceof Expr.Not not && !isTurned(not.operand())) {
      return 2;
    } else if (isSearch(expression)) {
      return 3;
    } else if (expression instanceof Expr.Builtin call
        && (call.operation() == Operation.IS_EMPTY)) {
      return 2;
    } else if (expression instanceof Expr.Builtin call && (call.operation() == Operation.HAS_KEY)) {
      return 3;
    } else if (expression instanceof Expr.Builtin call && call.operation() == Operation.JOINED) {
      return 5;
    }
    return super.binds(expression);
  }

  private static boolean isTurned(Expr operand) {
    return operand instanceof Expr.Binary binary && binary.operator() == Operator.EQUAL;
  }

  @Override
  protected String not(Expr operand) {
    if (isTurned(operand)) {
      return super.not(operand);
    }
    if (operand instanceof Expr.Builtin call && call.operation() == Operation.HAS_KEY) {
      return text(call.argument(1), 4) + " not in " + text(call.argument(0));
    } else if (operand instanceof Expr.Builtin call && call.operation() == Operation.IS_EMPTY) {
      return text(call.argument(0));
    }
    if (isSearch(operand)) {
      Expr.Pass pass = (Expr.Pass) operand;
      return text(sought(pass, pass.item()).orElseThrow(), 4) + " not in " + text(pass.list());
    }
    return "not " + text(operand, 3);
  }

  @Override
  protected String binary(Expr.Binary binary) {
    // What is between two ends is one comparison.
    if (binary.operator() == Operator.AND
        && binary.left() instanceof Expr.Binary low
        && binary.right() instanceof Expr.Binary high
        && low.operator() == Operator.AT_MOST
        && high.operator() == Operator.AT_MOST
        && low.right() instanceof Expr.Variable
        && low.right().equals(high.left())) {
      return super.binary(low) + " <= " + text(high.right(), Operator.AT_MOST.binds() + 1);
    }
    return super.binary(binary);
  }

  @Override
  protected int bindsOfAndInOr() {
    return Operator.AND.binds();
  }

  @Override
  protected String truth(boolean value) {
    return value ? "True" : "False";
  }

  @Override
  protected String letter(char value) {
    return quoted(Character.toString(value));
  }

  @Override
  protected String symbol(Operator operator) {
    return switch (operator) {
      case AND -> "and";
      case OR -> "or";
      case DIVIDE -> "//";
      default -> operator.symbol();
    };
  }

  @Override
  protected String either(Expr.Either either) {
    return text(either.then(), 1)
        + " if "
        + text(either.condition(), 1)
        + " else "
        + text(either.otherwise(), 0);
  }

  @Override
  protected String pass(Expr.Pass pass) {
    String rest =
        " for "
            + pass.variable().name()
            + " in "
            + text(pass.list(), 1)
            + (takesAll(pass) ? "" : " if " + text(pass.condition(), 1));
    String item = text(pass.item(), 1);
    return switch (pass.kind()) {
      case LIST ->
          takesAll(pass) && takesItself(pass)
              ? "list(" + text(pass.list()) + ")"
              : "[" + item + rest + "]";
      case SUM ->
          takesAll(pass) && takesItself(pass)
              ? "sum(" + text(pass.list()) + ")"
              : "sum(" + item + rest + ")";
      case COUNT -> "sum(1" + rest + ")";
      case ANY ->
          sought(pass, pass.item())
              .map(value -> text(value, 4) + " in " + text(pass.list()))
              .orElse("any(" + item + rest + ")");
      case ALL -> "all(" + item + rest + ")";
    };
  }

  @Override
  protected String filled(Expr.Filled filled) {
    if (filled.item() instanceof Expr.Filled) {
      return "[" + text(filled.item()) + " for _ in range(" + text(filled.count()) + ")]";
    }
    return "[" + text(filled.item()) + "] * " + text(filled.count(), Operator.TIMES.binds() + 1);
  }

  @Override
  protected String collection(Expr.Collection collection) {
    if (collection.type() == Type.TEXT) {
      return "\"\"";
    }
    if (isSet(collection.type())) {
      return "set()";
    }
    return collection.type() instanceof Type.MapOf ? "{}" : "[" + texts(collection.items()) + "]";
  }

  @Override
  protected String builtin(Expr.Builtin call) {
    String a = text(call.argument(0), CLOSED);
    return switch (call.operation()) {
      case LENGTH -> "len(" + text(call.argument(0)) + ")";
      case IS_EMPTY -> "not " + a;
      case VALUE -> a + "[" + text(call.argument(1)) + "]";
      case ITEM, CHARACTER -> a + "[" + position(call.argument(1), call.argument(0)) + "]";
      case LAST -> a + "[-1]";
      case POP -> a + ".pop()";
      case PART -> {
        Expr from = call.argument(1);
        Expr to = call.argument(2);
        // Black puts blanks around the colon where an end is more than a name or a number.
        String colon = isSimple(from) && isSimple(to) ? ":" : " : ";
        String first = isNumber(from, 0) ? "" : text(from);
        String end = isLengthOf(to, call.argument(0)) ? "" : text(to);
        if (colon.length() > 1) {
          colon = (first.isEmpty() ? "" : " ") + ":" + (end.isEmpty() ? "" : " ");
          if ((isSimple(from) && end.isEmpty()) || (isSimple(to) && first.isEmpty())) {
            colon = ":";
          }
        }
        yield a + "[" + first + colon + end + "]";
      }
      case VALUE_OR -> a + ".get(" + text(call.argument(1)) + ", " + text(call.argument(2)) + ")";
      case HAS_KEY -> text(call.argument(1), 4) + " in " + a;
      case MIN -> "min(" + texts(call.arguments()) + ")";
      case MAX -> "max(" + texts(call.arguments()) + ")";
      case ABSOLUTE -> "abs(" + texts(call.arguments()) + ")";
      case TO_INT, TO_SIZE -> text(call.argument(0));
      case IS_DIGIT -> a + ".isdigit()";
      case IS_LETTER -> a + ".isalpha()";
      case IS_UPPER -> a + ".isupper()";
      case UPPER -> a + ".upper()";
      case LOWER -> a + ".lower()";
      case CODE -> "ord(" + texts(call.arguments()) + ")";
      case FROM_CODE -> "chr(" + texts(call.arguments()) + ")";
      case DIGIT -> "int(" + texts(call.arguments()) + ")";
      case DECIMAL -> "str(" + texts(call.arguments()) + ")";
      case JOINED -> text(call.argument(0), 5) + " + " + text(call.argument(1), 6);
      case AS_TEXT -> text(call.argument(0));
      case SPLIT -> a + ".split(" + text(call.argument(1)) + ")";
      case JOIN -> text(call.argument(1), CLOSED) + ".join(" + text(call.argument(0)) + ")";
      case SORTED -> "sorted(" + text(call.argument(0)) + key(call) + ")";
      case FIELD -> a + "." + field(call);
      case MAKE -> made(call);
      case NUMBER -> "int(" + texts(call.arguments()) + ")";
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> bits(call);
    };
  }

  /** Returns what a list of records is sorted by, or nothing. */
  private String key(Expr.Builtin call) {
    if (!hasKey(call)) {
      return "";
    }
    String name = sortedType(call).name();
    return ", key=lambda " + name + ": " + name + "." + field(call);
  }

  /** Returns a position, one that is counted from the end as a negative number. */
  private String position(Expr position, Expr list) {
    return position instanceof Expr.Binary from
            && from.operator() == Operator.MINUS
            && isLengthOf(from.left(), list)
            && from.right() instanceof Expr.Numeral behind
        ? "-" + text(behind)
        : text(position);
  }

  private static boolean isSimple(Expr expression) {
    return expression instanceof Expr.Variable || expression instanceof Expr.Numeral;
  }

  @Override
  protected int binds(Operation operation) {
    return switch (operation) {
      case TO_INT, TO_SIZE, AS_TEXT -> 5;
      default -> super.binds(operation);
    };
  }

  @Override
  protected String list(String items, Type type) {
    return "[" + items + "]";
  }
}
