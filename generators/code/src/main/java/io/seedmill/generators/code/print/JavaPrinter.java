package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.hasKey;
import static io.seedmill.generators.code.print.Shapes.isLengthOf;
import static io.seedmill.generators.code.print.Shapes.isNumber;
import static io.seedmill.generators.code.print.Shapes.isParts;
import static io.seedmill.generators.code.print.Shapes.isSearch;
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
import java.util.Optional;

/** Writes static methods of Java 17, as google-java-format does in the style of AOSP. */
public final class JavaPrinter extends BracePrinter {

  /** Creates a printer. */
  public JavaPrinter() {
    super(4, 100);
  }

  @Override
  protected String name(String name) {
    return camel(name);
  }

  @Override
  protected void function(Function written) {
    braces(head(written), written.body());
  }

  @Override
  protected String head(Function written) {
    List<String> parameters = new ArrayList<>();
    for (Expr.Variable parameter : written.parameters()) {
      parameters.add(type(parameter.type()) + " " + name(parameter.name()));
    }
    return "static "
        + type(written.result())
        + " "
        + name(written.name())
        + "("
        + String.join(", ", parameters)
        + ")";
  }

  private static String type(Type type) {
    if (type instanceof Type.ListOf list) {
      return "List<" + boxed(list.element()) + ">";
    } else if (type instanceof Type.MapOf map && isSet(type)) {
      return "Set<" + boxed(map.key()) + ">";
    } else if (type instanceof Type.MapOf map) {
      return "Map<" + boxed(map.key()) + ", " + boxed(map.value()) + ">";
    }
    if (type instanceof Type.RecordOf record) {
      return title(record);
    }
    return switch ((Type.Plain) type) {
      case INT, SIZE -> "int";
      case BOOL -> "boolean";
      case CHAR -> "char";
      case TEXT -> "String";
      case NOTHING -> "void";
    };
  }

  @Override
  protected String declaration(Type.RecordOf record) {
    List<String> fields = new ArrayList<>();
    for (Type.Field field : record.fields()) {
      fields.add(type(field.type()) + " " + name(field.name()));
    }
    return "record " + title(record) + "(" + String.join(", ", fields) + ") {}\n";
  }

  @Override
  protected String made(Type.RecordOf type, List<String> values) {
    return "new " + title(type) + "(" + String.join(", ", values) + ")";
  }

  private static String boxed(Type type) {
    return type == Type.INT || type == Type.SIZE
        ? "Integer"
        : type == Type.BOOL ? "Boolean" : type == Type.CHAR ? "Character" : type(type);
  }

  /** Tells whether a list is an array: it is filled once and stays within its function. */
  private boolean isArray(Expr list) {
    if (list instanceof Expr.Builtin call && call.operation() == Operation.ITEM) {
      return isArray(call.argument(0));
    }
    return list instanceof Expr.Variable variable && isArray(variable.name());
  }

  private boolean isBuilder(String name) {
    return Uses.typeOf(name, function) == Type.TEXT && Uses.isResized(name, function);
  }

  private boolean isArray(String name) {
    boolean[] filled = {false};
    Uses.statements(
        function.body(),
        statement ->
            filled[0] |=
                statement instanceof Stmt.Let let
                    && let.name().equals(name)
                    && let.value() instanceof Expr.Filled);
    return filled[0] && !Uses.escapes(name, function) && !Uses.isResized(name, function);
  }

  @Override
  String let(Stmt.Let let) {
    String name = name(let.name());
    if (let.value() instanceof Expr.Filled filled && isArray(let.name())) {
      String brackets = "";
      String sizes = "";
      Expr item = filled;
      while (item instanceof Expr.Filled inner) {
        brackets += "[]";
        sizes += "[" + text(inner.count()) + "]";
        item = inner.item();
      }
      String type = type(item.type());
      return type + brackets + " " + name + " = new " + type + sizes;
    }
    if (isBuilder(let.name())) {
      return "StringBuilder " + name + " = new StringBuilder(" + initial(let.value()) + ")";
    }
    return type(let.type()) + " " + name + " = " + text(let.value());
  }

  @Override
  protected String text(Expr expression) {
    boolean builder =
        expression instanceof Expr.Variable variable
            && variable.type() == Type.TEXT
            && function != null
            && isBuilder(variable.name());
    return super.text(expression) + (builder ? ".toString()" : "");
  }

  private String initial(Expr text) {
    return isEmptyText(text) ? "" : text(text);
  }

  private static boolean isEmptyText(Expr text) {
    return text instanceof Expr.Text literal && literal.value().isEmpty();
  }

  @Override
  protected void statement(Stmt statement) {
    if (statement instanceof Stmt.Let let
        && let.value() instanceof Expr.Builtin call
        && call.operation() == Operation.SORTED
        && hasKey(call)) {
      String name = name(let.name());
      String getter = title(sortedType(call)) + "::" + field(call);
      line(type(let.type()) + " " + name + " = new ArrayList<>(" + text(call.argument(0)) + ");");
      line(name + ".sort(Comparator.comparingInt(" + getter + "));");
      return;
    }
    if (statement instanceof Stmt.Assign assign && isBuilder(assign.name())) {
      if (!isEmptyText(assign.value())) {
        throw new UnsupportedOperationException("another text for a builder");
      }
      line(name(assign.name()) + ".setLength(0);");
      return;
    }
    super.statement(statement);
    if (statement instanceof Stmt.Let let
        && let.value() instanceof Expr.Filled filled
        && isArray(let.name())
        && !isDefault(filled.item())) {
      fill(let, filled);
    }
  }

  /** Writes what fills a new array. */
  private void fill(Stmt.Let let, Expr.Filled filled) {
    String name = name(let.name());
    if (!(filled.item() instanceof Expr.Filled inner)) {
      line("Arrays.fill(" + name + ", " + text(filled.item()) + ");");
    } else if (!isDefault(inner.item())) {
      String type = type(inner.item().type());
      braces(
          "for (" + type + "[] row : " + name + ")",
          () -> line("Arrays.fill(row, " + text(inner.item()) + ");"));
    }
  }

  /** Tells whether a new array has this item everywhere. */
  private static boolean isDefault(Expr item) {
    return isNumber(item, 0) || (item instanceof Expr.Truth truth && !truth.value());
  }

  @Override
  String counter(Type type) {
    return "int";
  }

  @Override
  void each(Stmt.Each each) {
    String over = text(each.over(), CLOSED);
    String item = type(each.type()) + " " + name(each.name());
    if (each.position().isEmpty()) {
      String all = each.over().type() == Type.TEXT ? over + ".toCharArray()" : over;
      if (each.over() instanceof Expr.Builtin call && call.operation() == Operation.SPLIT) {
        all = parts(call);
      }
      braces("for (" + item + " : " + all + ")", each.body());
      return;
    }
    String i = name(each.position());
    boolean text = each.over().type() == Type.TEXT;
    line(
        "for (int "
            + i
            + " = 0; "
            + i
            + " < "
            + over
            + (text ? ".length()" : ".size()")
            + "; "
            + i
            + "++) {");
    deeper(() -> line(item + " = " + over + (text ? ".charAt(" : ".get(") + i + ");"));
    block(each.body());
    line("}");
  }

  @Override
  String append(Stmt.Append append) {
    boolean list = Uses.typeOf(append.name(), function) instanceof Type.ListOf;
    return name(append.name()) + (list ? ".add(" : ".append(") + text(append.value()) + ")";
  }

  @Override
  String put(Stmt.Put put) {
    if (isSet(put.name())) {
      return name(put.name()) + ".add(" + text(put.key()) + ")";
    }
    // What was there, plus 1: a Java person writes merge.
    if (put.value() instanceof Expr.Binary sum
        && sum.operator() == Operator.PLUS
        && sum.left() instanceof Expr.Builtin old
        && old.operation() == Operation.VALUE_OR
        && old.argument(1).equals(put.key())
        && isNumber(old.argument(2), 0)) {
      return name(put.name())
          + ".merge("
          + text(put.key())
          + ", "
          + text(sum.right())
          + ", Integer::sum)";
    }
    return name(put.name()) + ".put(" + text(put.key()) + ", " + text(put.value()) + ")";
  }

  @Override
  String fail(Stmt.Fail fail) {
    return "throw new IllegalArgumentException(" + quoted(fail.message()) + ")";
  }

  @Override
  String set(Stmt.SetItem set) {
    return isArray(set.list())
        ? super.set(set)
        : text(set.list(), CLOSED)
            + ".set("
            + text(set.position())
            + ", "
            + text(set.value())
            + ")";
  }

  @Override
  String update(Stmt.UpdateItem set) {
    if (isArray(set.list())) {
      return super.update(set);
    }
    String list = text(set.list(), CLOSED);
    String position = text(set.position());
    return list
        + ".set("
        + position
        + ", "
        + list
        + ".get("
        + position
        + ") "
        + symbol(set.operator())
        + " "
        + text(set.value(), 6)
        + ")";
  }

  @Override
  protected String binary(Expr.Binary binary) {
    boolean equality =
        binary.operator() == Operator.EQUAL || binary.operator() == Operator.DIFFERENT;
    if (!equality && binary.left().type() == Type.TEXT) {
      String compared = text(binary.left(), CLOSED) + ".compareTo(" + text(binary.right()) + ")";
      return compared + " " + symbol(binary.operator()) + " 0";
    }
    if (equality
        && ((isBoxed(binary.left()) && isBoxed(binary.right()))
            || binary.left().type() == Type.TEXT)) {
      return (binary.operator() == Operator.DIFFERENT ? "!" : "")
          + text(binary.left(), CLOSED)
          + ".equals("
          + text(binary.right())
          + ")";
    }
    return super.binary(binary);
  }

  @Override
  protected int binds(Expr expression) {
    if (expression instanceof Expr.Builtin call
        && (call.operation() == Operation.DIGIT || call.operation() == Operation.JOINED)) {
      return 5;
    }
    if (expression instanceof Expr.Pass pass && pass.kind() == Expr.Collect.COUNT) {
      return 10;
    }
    return super.binds(expression);
  }

  private boolean isBoxed(Expr expression) {
    return expression instanceof Expr.Builtin call
        && switch (call.operation()) {
          case ITEM -> !isArray(call.argument(0));
          case VALUE, VALUE_OR, LAST, POP -> true;
          default -> false;
        };
  }

  @Override
  protected String not(Expr operand) {
    if (operand instanceof Expr.Pass pass
        && pass.kind() == Expr.Collect.ANY
        && (!isSearch(pass) || pass.list().type() == Type.TEXT)) {
      return pass(pass).replace(".anyMatch(", ".noneMatch(");
    }
    return super.not(operand);
  }

  @Override
  protected String pass(Expr.Pass pass) {
    boolean text = pass.list().type() == Type.TEXT;
    if (pass.kind() == Expr.Collect.LIST && text) {
      throw new UnsupportedOperationException("a list of characters");
    }
    if (text && usesAsCharacter(pass)) {
      throw new UnsupportedOperationException("a stream of characters as numbers");
    }
    String arrow = name(pass.variable().name()) + " -> ";
    String kept =
        text(pass.list(), CLOSED)
            + (text ? ".chars()" : ".stream()")
            + (takesAll(pass) ? "" : ".filter(" + arrow + text(pass.condition()) + ")");
    return switch (pass.kind()) {
      case LIST ->
          kept + (takesItself(pass) ? "" : ".map(" + arrow + text(pass.item()) + ")") + ".toList()";
      case SUM ->
          kept
              + (text ? ".map(" : ".mapToInt(")
              + (takesItself(pass) ? "Integer::intValue" : arrow + text(pass.item()))
              + ").sum()";
      case COUNT -> "(int) " + kept + ".count()";
      case ANY -> {
        Optional<Expr> sought = text ? Optional.empty() : sought(pass, pass.item());
        yield sought.isPresent()
            ? text(pass.list(), CLOSED) + ".contains(" + text(sought.get()) + ")"
            : kept + ".anyMatch(" + arrow + text(pass.item()) + ")";
      }
      case ALL -> kept + ".allMatch(" + arrow + text(pass.item()) + ")";
    };
  }

  /** Tells whether a pass over a text hands a character on, which a stream has as a number. */
  static boolean usesAsCharacter(Expr.Pass pass) {
    boolean[] found = {false};
    Uses.visit(
        new Expr.Binary(Operator.AND, pass.condition(), pass.item()),
        expression ->
            found[0] |=
                (expression instanceof Expr.Call call && call.arguments().contains(pass.variable()))
                    || (expression instanceof Expr.Builtin builtin
                        && (builtin.operation() == Operation.AS_TEXT
                            || builtin.operation() == Operation.HAS_KEY
                            || builtin.operation() == Operation.VALUE_OR)));
    return found[0];
  }

  @Override
  protected String filled(Expr.Filled filled) {
    if (filled.item() instanceof Expr.Filled) {
      throw new UnsupportedOperationException("lists of lists that escape");
    }
    return "new ArrayList<>(Collections.nCopies("
        + text(filled.count())
        + ", "
        + text(filled.item())
        + "))";
  }

  @Override
  protected String collection(Expr.Collection collection) {
    if (collection.type() == Type.TEXT) {
      return "\"\"";
    } else if (isSet(collection.type())) {
      return "new HashSet<>()";
    } else if (collection.type() instanceof Type.MapOf) {
      return "new HashMap<>()";
    }
    return collection.items().isEmpty()
        ? "new ArrayList<>()"
        : "new ArrayList<>(List.of(" + texts(collection.items()) + "))";
  }

  @Override
  protected String builtin(Expr.Builtin call) {
    Expr first = call.argument(0);
    // What builds a text can be asked about it.
    String a = first instanceof Expr.Variable named ? name(named.name()) : text(first, CLOSED);
    boolean text = first.type() == Type.TEXT;
    return switch (call.operation()) {
      case LENGTH -> a + (text ? ".length()" : isArray(call.argument(0)) ? ".length" : ".size()");
      case IS_EMPTY -> a + ".isEmpty()";
      case ITEM ->
          isArray(call.argument(0))
              ? a + "[" + text(call.argument(1)) + "]"
              : isParts(call.argument(0))
                  ? parts((Expr.Builtin) call.argument(0)) + "[" + text(call.argument(1)) + "]"
                  : a + ".get(" + text(call.argument(1)) + ")";
      case CHARACTER -> a + ".charAt(" + text(call.argument(1)) + ")";
      case LAST -> a + ".get(" + a + ".size() - 1)";
      case POP -> a + ".remove(" + a + ".size() - 1)";
      case PART ->
          a
              + (text ? ".substring(" : ".subList(")
              + text(call.argument(1))
              + (text && isLengthOf(call.argument(2), call.argument(0))
                  ? ""
                  : ", " + text(call.argument(2)))
              + ")";
      case VALUE -> a + ".get(" + text(call.argument(1)) + ")";
      case VALUE_OR -> a + ".getOrDefault(" + texts(call.arguments().subList(1, 3)) + ")";
      case HAS_KEY ->
          a
              + (isSet(call.argument(0).type()) ? ".contains(" : ".containsKey(")
              + text(call.argument(1))
              + ")";
      case MIN -> "Math.min(" + texts(call.arguments()) + ")";
      case MAX -> "Math.max(" + texts(call.arguments()) + ")";
      case ABSOLUTE -> "Math.abs(" + texts(call.arguments()) + ")";
      case TO_INT, TO_SIZE -> text(call.argument(0));
      case IS_DIGIT -> "Character.isDigit(" + texts(call.arguments()) + ")";
      case IS_LETTER -> "Character.isLetter(" + texts(call.arguments()) + ")";
      case IS_UPPER -> "Character.isUpperCase(" + texts(call.arguments()) + ")";
      case UPPER -> "Character.toUpperCase(" + texts(call.arguments()) + ")";
      case LOWER -> "Character.toLowerCase(" + texts(call.arguments()) + ")";
      case CODE -> text(call.argument(0));
      case FROM_CODE -> "(char) (" + texts(call.arguments()) + ")";
      case DIGIT -> text(call.argument(0), 5) + " - '0'";
      case DECIMAL, AS_TEXT -> "String.valueOf(" + texts(call.arguments()) + ")";
      case JOINED -> text(call.argument(0), 5) + " + " + text(call.argument(1), 6);
      case SPLIT -> "List.of(" + parts(call) + ")";
      case JOIN -> "String.join(" + text(call.argument(1)) + ", " + text(call.argument(0)) + ")";
      case SORTED -> a + ".stream().sorted().toList()";
      case FIELD -> a + "." + field(call) + "()";
      case MAKE -> made(call);
      case NUMBER -> "Integer.parseInt(" + texts(call.arguments()) + ")";
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> bits(call);
    };
  }

  /** Returns an array of the parts of a text. */
  private String parts(Expr.Builtin split) {
    char separator = ((Expr.Letter) split.argument(1)).value();
    String pattern = (separator == '.' ? "\\" : "") + separator;
    return text(split.argument(0), CLOSED) + ".split(" + quoted(pattern) + ")";
  }

  @Override
  protected int binds(Operation operation) {
    return switch (operation) {
      case TO_INT, TO_SIZE -> 5;
      case FROM_CODE -> 10;
      default -> super.binds(operation);
    };
  }

  @Override
  String giveBack(Expr value) {
    return super.giveBack(value);
  }

  @Override
  protected String list(String items, Type type) {
    return "List.of(" + items + ")";
  }
}
