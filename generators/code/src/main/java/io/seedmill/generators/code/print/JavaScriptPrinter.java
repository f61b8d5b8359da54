package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.hasKey;
import static io.seedmill.generators.code.print.Shapes.isLengthOf;
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
import java.util.Optional;

/** Writes JavaScript or TypeScript, as Prettier formats it. */
public final class JavaScriptPrinter extends BracePrinter {

  private final boolean typed;

  /**
   * @param typed TypeScript
   */
  public JavaScriptPrinter(boolean typed) {
    super(2, 80);
    this.typed = typed;
  }

  @Override
  protected String name(String name) {
    return camel(name);
  }

  @Override
  protected void function(Function written) {
    boolean records =
        written.parameters().stream()
            .anyMatch(
                each ->
                    each.type() instanceof Type.ListOf list
                        && list.element() instanceof Type.RecordOf);
    if (!typed && records) {
      line("/**");
      for (Expr.Variable parameter : written.parameters()) {
        line(" * @param {" + type(parameter.type()) + "} " + name(parameter.name()));
      }
      line(" * @returns {" + type(written.result()) + "}");
      line(" */");
    }
    braces(head(written), written.body());
  }

  @Override
  protected String head(Function written) {
    List<String> parameters = new ArrayList<>();
    for (Expr.Variable parameter : written.parameters()) {
      parameters.add(name(parameter.name()) + hint(parameter.type()));
    }
    return "function "
        + name(written.name())
        + "("
        + String.join(", ", parameters)
        + ")"
        + hint(written.result());
  }

  @Override
  protected String declaration(Type.RecordOf record) {
    StringBuilder lines = new StringBuilder();
    lines.append(typed ? "interface " + title(record) + " {\n" : "/**\n * @typedef {Object} ");
    lines.append(typed ? "" : title(record) + "\n");
    for (Type.Field field : record.fields()) {
      String name = name(field.name());
      lines.append(
          typed
              ? "  " + name + ": " + type(field.type()) + ";\n"
              : " * @property {" + type(field.type()) + "} " + name + "\n");
    }
    return lines.append(typed ? "}\n" : " */\n").toString();
  }

  @Override
  protected String made(Type.RecordOf type, List<String> values) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String name = name(type.fields().get(i).name());
      fields.add(name.equals(values.get(i)) ? name : name + ": " + values.get(i));
    }
    return "{ " + String.join(", ", fields) + " }";
  }

  private String hint(Type type) {
    return typed ? ": " + type(type) : "";
  }

  private static String type(Type type) {
    if (type instanceof Type.ListOf list) {
      return type(list.element()) + "[]";
    } else if (type instanceof Type.MapOf map && isSet(type)) {
      return "Set<" + type(map.key()) + ">";
    } else if (type instanceof Type.MapOf map) {
      return "Map<" + type(map.key()) + ", " + type(map.value()) + ">";
    }
    if (type instanceof Type.RecordOf record) {
      return title(record);
    }
    return switch ((Type.Plain) type) {
      case INT, SIZE -> "number";
      case BOOL -> "boolean";
      case CHAR, TEXT -> "string";
      case NOTHING -> "void";
    };
  }

  @Override
  String let(Stmt.Let let) {
    boolean empty =
        let.value() instanceof Expr.Collection made
            && made.items().isEmpty()
            && made.type() instanceof Type.ListOf;
    return (Uses.isAssigned(let.name(), function) ? "let " : "const ")
        + name(let.name())
        + (empty ? hint(let.type()) : "")
        + " = "
        + text(let.value());
  }

  @Override
  String counter(Type type) {
    return "let";
  }

  @Override
  void each(Stmt.Each each) {
    String item = name(each.name());
    if (each.position().isEmpty()) {
      braces("for (const " + item + " of " + text(each.over()) + ")", each.body());
    } else {
      String over = text(each.over(), CLOSED);
      if (each.over().type() == Type.TEXT) {
        over = "[..." + over + "]";
      }
      braces(
          "for (const [" + name(each.position()) + ", " + item + "] of " + over + ".entries())",
          each.body());
    }
  }

  @Override
  String append(Stmt.Append append) {
    boolean list = Uses.typeOf(append.name(), function) instanceof Type.ListOf;
    return list
        ? name(append.name()) + ".push(" + text(append.value()) + ")"
        : name(append.name()) + " += " + text(append.value());
  }

  @Override
  String put(Stmt.Put put) {
    if (isSet(put.name())) {
      return name(put.name()) + ".add(" + text(put.key()) + ")";
    }
    return name(put.name()) + ".set(" + text(put.key()) + ", " + text(put.value()) + ")";
  }

  @Override
  String fail(Stmt.Fail fail) {
    return "throw new Error(" + quoted(fail.message()) + ")";
  }

  @Override
  protected String symbol(Operator operator) {
    return switch (operator) {
      case EQUAL -> "===";
      case DIFFERENT -> "!==";
      default -> operator.symbol();
    };
  }

  @Override
  String changed(String place, Operator operator, Expr value) {
    if (operator == Operator.DIVIDE) {
      return place + " = Math.floor(" + place + " / " + text(value, 7) + ")";
    }
    return super.changed(place, operator, value);
  }

  @Override
  protected int binds(Expr expression) {
    if (expression instanceof Expr.Binary binary && binary.operator() == Operator.DIVIDE) {
      return CLOSED;
    } else if (expression instanceof Expr.Builtin call) {
      return switch (call.operation()) {
        case IS_EMPTY -> 3;
        case IS_DIGIT, IS_UPPER -> 2;
        case IS_LETTER -> CLOSED;
        case VALUE_OR -> 0;
        case JOINED -> 5;
        case TO_INT, TO_SIZE, AS_TEXT -> binds(call.argument(0));
        default -> super.binds(expression);
      };
    }
    return super.binds(expression);
  }

  @Override
  protected String binary(Expr.Binary binary) {
    Operator operator = binary.operator();
    String left = operand(binary.left(), operator, operator.binds());
    String right = operand(binary.right(), operator, operator.binds() + 1);
    if (operator == Operator.AND) {
      int binds = operator.binds();
      return text(binary.left(), binds) + " && " + text(binary.right(), binds);
    }
    if (operator == Operator.DIVIDE) {
      return "Math.floor(" + left + " / " + right + ")";
    }
    return operator.isArithmetic()
        ? left + " " + symbol(operator) + " " + right
        : super.binary(binary);
  }

  /**
   * Prettier wants brackets where a rest, or another operator of the same strength, is an operand.
   */
  private String operand(Expr operand, Operator of, int binds) {
    boolean mixed =
        operand instanceof Expr.Binary inner
            && inner.operator() != Operator.DIVIDE
            && (inner.operator() == Operator.REST
                || (inner.operator() == Operator.TIMES
                    && of.binds() == Operator.TIMES.binds()
                    && of != Operator.TIMES));
    return of.isArithmetic() ? text(operand, mixed ? CLOSED : binds) : "";
  }

  @Override
  protected String not(Expr operand) {
    if (operand instanceof Expr.Builtin call && call.operation() == Operation.IS_EMPTY) {
      return text(call.argument(0), CLOSED) + ".length > 0";
    }
    return super.not(operand);
  }

  @Override
  protected String letter(char value) {
    return quoted(Character.toString(value));
  }

  @Override
  protected String pass(Expr.Pass pass) {
    String over = text(pass.list(), CLOSED);
    if (pass.list().type() == Type.TEXT) {
      over = "[..." + over + "]";
    }
    String arrow = "(" + name(pass.variable().name()) + ") => ";
    String kept = takesAll(pass) ? over : over + ".filter(" + arrow + text(pass.condition()) + ")";
    return switch (pass.kind()) {
      case LIST ->
          takesItself(pass)
              ? takesAll(pass) ? "[..." + over + "]" : kept
              : kept + ".map(" + arrow + text(pass.item()) + ")";
      case SUM ->
          kept
              + ".reduce((sum, "
              + name(pass.variable().name())
              + ") => sum + "
              + operand(pass.item(), Operator.PLUS, Operator.TIMES.binds())
              + ", 0)";
      case COUNT -> kept + ".length";
      case ANY -> {
        Optional<Expr> sought = sought(pass, pass.item());
        yield sought.isPresent()
            ? text(pass.list(), CLOSED) + ".includes(" + text(sought.get()) + ")"
            : kept + ".some(" + arrow + text(pass.item()) + ")";
      }
      case ALL -> kept + ".every(" + arrow + text(pass.item()) + ")";
    };
  }

  @Override
  protected String filled(Expr.Filled filled) {
    if (filled.item() instanceof Expr.Filled) {
      return "Array.from({ length: "
          + text(filled.count())
          + " }, () => "
          + text(filled.item())
          + ")";
    }
    return "new Array(" + text(filled.count()) + ").fill(" + text(filled.item()) + ")";
  }

  @Override
  protected String collection(Expr.Collection collection) {
    if (collection.type() == Type.TEXT) {
      return "\"\"";
    } else if (collection.type() instanceof Type.MapOf map && isSet(map)) {
      return typed ? "new Set<" + type(map.key()) + ">()" : "new Set()";
    } else if (collection.type() instanceof Type.MapOf map) {
      return typed ? "new Map<" + type(map.key()) + ", " + type(map.value()) + ">()" : "new Map()";
    }
    return "[" + texts(collection.items()) + "]";
  }

  @Override
  protected String builtin(Expr.Builtin call) {
    String a = text(call.argument(0), CLOSED);
    return switch (call.operation()) {
      case LENGTH -> a + ".length";
      case IS_EMPTY -> a + ".length === 0";
      case ITEM, CHARACTER -> a + "[" + text(call.argument(1)) + "]";
      case LAST -> a + "[" + a + ".length - 1]";
      case POP -> a + ".pop()" + (typed ? "!" : "");
      case PART -> {
        boolean toEnd = isLengthOf(call.argument(2), call.argument(0));
        yield a
            + ".slice("
            + text(call.argument(1))
            + (toEnd ? "" : ", " + text(call.argument(2)))
            + ")";
      }
      case VALUE -> a + ".get(" + text(call.argument(1)) + ")" + (typed ? "!" : "");
      case VALUE_OR -> a + ".get(" + text(call.argument(1)) + ") ?? " + text(call.argument(2), 1);
      case HAS_KEY -> a + ".has(" + text(call.argument(1)) + ")";
      case MIN -> "Math.min(" + texts(call.arguments()) + ")";
      case MAX -> "Math.max(" + texts(call.arguments()) + ")";
      case ABSOLUTE -> "Math.abs(" + texts(call.arguments()) + ")";
      case TO_INT, TO_SIZE, AS_TEXT -> text(call.argument(0));
      case IS_DIGIT -> a + " >= \"0\" && " + a + " <= \"9\"";
      case IS_UPPER -> a + " >= \"A\" && " + a + " <= \"Z\"";
      case IS_LETTER -> "/[a-z]/i.test(" + text(call.argument(0)) + ")";
      case UPPER -> a + ".toUpperCase()";
      case LOWER -> a + ".toLowerCase()";
      case CODE -> a + ".charCodeAt(0)";
      case FROM_CODE -> "String.fromCharCode(" + texts(call.arguments()) + ")";
      case DIGIT -> "Number(" + texts(call.arguments()) + ")";
      case DECIMAL -> "String(" + texts(call.arguments()) + ")";
      case JOINED -> text(call.argument(0), 5) + " + " + text(call.argument(1), 6);
      case SPLIT -> a + ".split(" + text(call.argument(1)) + ")";
      case JOIN -> a + ".join(" + text(call.argument(1)) + ")";
      case SORTED -> "[..." + text(call.argument(0)) + "].sort(" + order(call) + ")";
      case FIELD -> a + "." + field(call);
      case MAKE -> made(call);
      case NUMBER -> "Number(" + texts(call.arguments()) + ")";
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> bits(call);
    };
  }

  @Override
  protected String list(String items, Type type) {
    return "[" + items + "]";
  }

  /** Returns what compares two items of a list, or nothing. */
  private String order(Expr.Builtin call) {
    if (hasKey(call)) {
      return "(a, b) => a." + field(call) + " - b." + field(call);
    }
    return call.type().equals(new Type.ListOf(Type.INT)) ? "(a, b) => a - b" : "";
  }
}
