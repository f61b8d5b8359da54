package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes C++17, as clang-format formats it in the style of Google. */
public final class CppPrinter extends ClangPrinter {

  private static final Map<String, String> HEADERS = new HashMap<>();

  static {
    for (String name :
        List.of(
            "all_of",
            "any_of",
            "copy_if",
            "count",
            "count_if",
            "find",
            "max",
            "min",
            "none_of",
            "transform")) {
      HEADERS.put(name, "algorithm");
    }
    for (String name : List.of("isalpha", "isdigit", "isupper", "tolower", "toupper")) {
      HEADERS.put(name, "cctype");
    }
    HEADERS.put("size_t", "cstddef");
    HEADERS.put("abs", "cstdlib");
    HEADERS.put("back_inserter", "iterator");
    HEADERS.put("accumulate", "numeric");
    HEADERS.put("invalid_argument", "stdexcept");
    HEADERS.put("string", "string");
    HEADERS.put("to_string", "string");
    HEADERS.put("unordered_map", "unordered_map");
    HEADERS.put("unordered_set", "unordered_set");
    HEADERS.put("vector", "vector");
  }

  private final CppPasses passes = new CppPasses(this);

  /** Creates a printer. */
  public CppPrinter() {}

  @Override
  protected String imports(CharSequence code) {
    TreeSet<String> headers = new TreeSet<>();
    for (String word : words(code)) {
      if (word.startsWith("std::")) {
        String name = word.endsWith("(") ? word.substring(5, word.length() - 1) : word.substring(5);
        headers.add(HEADERS.get(name));
      }
    }
    return includes(headers, "");
  }

  @Override
  protected String head(Function written) {
    List<String> parameters = new ArrayList<>();
    for (Expr.Variable parameter : written.parameters()) {
      boolean changes =
          Uses.isAssigned(parameter.name(), written) || Uses.isChanged(parameter.name(), written);
      String type = changes ? type(parameter.type()) : constant(parameter.type());
      parameters.add(type + " " + name(parameter.name()));
    }
    return type(written.result())
        + " "
        + name(written.name())
        + "("
        + String.join(", ", parameters)
        + ")";
  }

  @Override
  protected void function(Function written) {
    function = Steps.of(Loops.of(written, CppPasses::isLoop));
    super.function(function);
  }

  @Override
  String type(Type type) {
    if (type instanceof Type.ListOf list) {
      return "std::vector<" + type(list.element()) + ">";
    } else if (type instanceof Type.MapOf map && isSet(type)) {
      return "std::unordered_set<" + type(map.key()) + ">";
    } else if (type instanceof Type.MapOf map) {
      return "std::unordered_map<" + type(map.key()) + ", " + type(map.value()) + ">";
    }
    return switch ((Type.Plain) type) {
      case INT -> "int";
      case SIZE -> "std::size_t";
      case BOOL -> "bool";
      case CHAR -> "char";
      case TEXT -> "std::string";
      case NOTHING -> "void";
    };
  }

  /** Returns the type of something that is only read: large values are not copied. */
  String constant(Type type) {
    return isCopied(type) ? type(type) : "const " + type(type) + "&";
  }

  static boolean isCopied(Type type) {
    return type != Type.TEXT && type instanceof Type.Plain;
  }

  @Override
  String increment(String place) {
    return "++" + place;
  }

  @Override
  String decrement(String place) {
    return "--" + place;
  }

  @Override
  protected void statement(Stmt statement) {
    if (statement instanceof Stmt.Let let && let.value() instanceof Expr.Pass pass) {
      if (pass.kind() == Expr.Collect.LIST) {
        passes.list(let.name(), pass);
        return;
      }
    } else if (statement instanceof Stmt.Return end && end.value() instanceof Expr.Pass pass) {
      if (pass.kind() == Expr.Collect.LIST) {
        String name = freeName("result", "selected", "collected");
        passes.list(name, pass);
        line("return " + name + ";");
        return;
      }
    } else if (statement instanceof Stmt.If condition && insertsIntoSet(condition)) {
      Stmt.Put put = (Stmt.Put) condition.then().get(0);
      line("if (" + name(put.name()) + ".insert(" + text(put.key()) + ").second) {");
      block(condition.then().subList(1, condition.then().size()));
      line("}");
      return;
    }
    super.statement(statement);
  }

  /** Tells whether a branch asks whether a set lacks something, and then adds it. */
  private static boolean insertsIntoSet(Stmt.If condition) {
    return condition.otherwise().isEmpty()
        && condition.then().size() > 1
        && condition.condition() instanceof Expr.Not not
        && not.operand() instanceof Expr.Builtin has
        && has.operation() == Operation.HAS_KEY
        && has.argument(0) instanceof Expr.Variable set
        && isSet(set.type())
        && condition.then().get(0) instanceof Stmt.Put put
        && put.name().equals(set.name())
        && put.key().equals(has.argument(1));
  }

  @Override
  String let(Stmt.Let let) {
    String name = name(let.name());
    String type = type(let.type());
    Expr value = let.value();
    if (Steps.isDrop(let)) {
      return text(((Expr.Builtin) value).argument(0), CLOSED) + ".pop_back()";
    } else if (value instanceof Expr.Collection made && made.items().isEmpty()) {
      return type + " " + name;
    } else if (value instanceof Expr.Filled filled) {
      return type + " " + name + filledWith(filled);
    }
    boolean constant = !let.changes() && !Uses.isReturned(let.name(), function);
    String given =
        value instanceof Expr.Collection made
            ? "{" + texts(made.items()) + "}"
            : text(narrowed(value));
    return (constant ? "const " : "") + type + " " + name + " = " + given;
  }

  /** Returns a number without a cast where it is converted anyway. */
  private static Expr narrowed(Expr value) {
    return value instanceof Expr.Builtin cast
            && cast.operation() == Operation.TO_INT
            && cast.argument(0) instanceof Expr.Pass
        ? cast.argument(0)
        : value;
  }

  @Override
  String giveBack(Expr value) {
    return super.giveBack(narrowed(value));
  }

  @Override
  void each(Stmt.Each each) {
    String item = constant(each.type()) + " " + name(each.name());
    if (each.position().isEmpty()) {
      braces("for (" + item + " : " + text(each.over()) + ")", each.body());
      return;
    }
    String i = name(each.position());
    String over = text(each.over(), CLOSED);
    line(loop(Type.SIZE, i, "0", i + " < " + over + ".size()", increment(i)) + " {");
    if (Uses.of(each.name(), each.body())) {
      String constant = isCopied(each.type()) ? "const " : "";
      deeper(() -> line(constant + item + " = " + over + "[" + i + "];"));
    }
    block(each.body());
    line("}");
  }

  @Override
  String append(Stmt.Append append) {
    return Uses.typeOf(append.name(), function) == Type.TEXT
        ? name(append.name()) + " += " + text(append.value())
        : name(append.name()) + ".push_back(" + text(append.value()) + ")";
  }

  @Override
  String put(Stmt.Put put) {
    if (isSet(put.name())) {
      return name(put.name()) + ".insert(" + text(put.key()) + ")";
    }
    String place = name(put.name()) + "[" + text(put.key()) + "]";
    if (put.value() instanceof Expr.Binary sum
        && (sum.operator() == Operator.PLUS || sum.operator() == Operator.MINUS)
        && sum.left() instanceof Expr.Builtin old
        && old.argument(0) instanceof Expr.Variable map
        && map.name().equals(put.name())
        && old.argument(1).equals(put.key())
        && (old.operation() == Operation.VALUE || isDefault(old))) {
      return changed(place, sum.operator(), sum.right());
    }
    return place + " = " + text(put.value());
  }

  private static boolean isDefault(Expr.Builtin call) {
    return call.operation() == Operation.VALUE_OR && isNumber(call.argument(2), 0);
  }

  @Override
  String fail(Stmt.Fail fail) {
    return "throw std::invalid_argument(" + quoted(fail.message()) + ")";
  }

  @Override
  protected String binary(Expr.Binary binary) {
    boolean equality =
        binary.operator() == Operator.EQUAL || binary.operator() == Operator.DIFFERENT;
    if (equality && isCharacterTest(binary.left()) && isCharacterTest(binary.right())) {
      // What tests a character returns any number but 0.
      return "!"
          + text(binary.left())
          + " "
          + symbol(binary.operator())
          + " !"
          + text(binary.right());
    }
    return super.binary(binary);
  }

  private static boolean isCharacterTest(Expr expression) {
    return expression instanceof Expr.Builtin call
        && (call.operation() == Operation.IS_DIGIT
            || call.operation() == Operation.IS_LETTER
            || call.operation() == Operation.IS_UPPER);
  }

  @Override
  protected String not(Expr operand) {
    if (operand instanceof Expr.Pass pass && pass.kind() == Expr.Collect.ANY) {
      return passes.none(pass);
    } else if (operand instanceof Expr.Builtin call && call.operation() == Operation.HAS_KEY) {
      return text(call.argument(0), CLOSED) + ".count(" + text(call.argument(1)) + ") == 0";
    }
    return super.not(operand);
  }

  @Override
  protected int binds(Expr expression) {
    if (expression instanceof Expr.Pass pass) {
      return passes.binds(pass);
    } else if (expression instanceof Expr.Not not
        && not.operand() instanceof Expr.Builtin call
        && call.operation() == Operation.HAS_KEY) {
      return Operator.EQUAL.binds();
    } else if (expression instanceof Expr.Not not && not.operand() instanceof Expr.Pass pass) {
      return passes.binds(pass) == CLOSED ? CLOSED : passes.binds(pass);
    } else if (expression instanceof Expr.Builtin call) {
      return switch (call.operation()) {
        case HAS_KEY -> Operator.MORE.binds();
        case VALUE_OR -> isDefault(call) && isLocal(call.argument(0)) ? CLOSED : 0;
        case DIGIT, JOINED -> Operator.PLUS.binds();
        default -> super.binds(expression);
      };
    }
    return super.binds(expression);
  }

  /** Tells whether a map is a variable of the function, so that it may be given a new key. */
  private boolean isLocal(Expr map) {
    return map instanceof Expr.Variable variable && Uses.isChanged(variable.name(), function);
  }

  @Override
  protected String pass(Expr.Pass pass) {
    return passes.text(pass);
  }

  @Override
  protected String filled(Expr.Filled filled) {
    return type(filled.type()) + filledWith(filled);
  }

  private String filledWith(Expr.Filled filled) {
    return "(" + text(filled.count()) + ", " + text(filled.item()) + ")";
  }

  @Override
  protected String collection(Expr.Collection collection) {
    return collection.items().isEmpty()
        ? type(collection.type()) + "()"
        : type(collection.type()) + "{" + texts(collection.items()) + "}";
  }

  @Override
  protected String builtin(Expr.Builtin call) {
    String a = text(call.argument(0), CLOSED);
    return switch (call.operation()) {
      case LENGTH -> a + ".size()";
      case IS_EMPTY -> a + ".empty()";
      case ITEM, CHARACTER -> a + "[" + text(call.argument(1)) + "]";
      case LAST -> a + ".back()";
      case POP -> throw new UnsupportedOperationException("an item taken out within an expression");
      case PART -> part(call, a);
      case VALUE ->
          isLocal(call.argument(0))
              ? a + "[" + text(call.argument(1)) + "]"
              : a + ".at(" + text(call.argument(1)) + ")";
      case VALUE_OR -> {
        String key = text(call.argument(1));
        yield isDefault(call) && isLocal(call.argument(0))
            ? a + "[" + key + "]"
            : a
                + ".count("
                + key
                + ") > 0 ? "
                + a
                + ".at("
                + key
                + ") : "
                + text(call.argument(2), 1);
      }
      case HAS_KEY -> a + ".count(" + text(call.argument(1)) + ") > 0";
      case MIN -> "std::min" + ofSize(call) + "(" + numbers(call) + ")";
      case MAX -> "std::max" + ofSize(call) + "(" + numbers(call) + ")";
      case ABSOLUTE -> "std::abs(" + texts(call.arguments()) + ")";
      case TO_INT -> cast("int", call);
      case TO_SIZE -> cast("std::size_t", call);
      case IS_DIGIT -> "std::isdigit(" + texts(call.arguments()) + ")";
      case IS_LETTER -> "std::isalpha(" + texts(call.arguments()) + ")";
      case IS_UPPER -> "std::isupper(" + texts(call.arguments()) + ")";
      case UPPER -> "std::toupper(" + texts(call.arguments()) + ")";
      case LOWER -> "std::tolower(" + texts(call.arguments()) + ")";
      case CODE -> text(call.argument(0));
      case FROM_CODE -> "static_cast<char>(" + texts(call.arguments()) + ")";
      case DIGIT -> a + " - '0'";
      case DECIMAL -> "std::to_string(" + numbers(call) + ")";
      case JOINED -> joined(call.argument(0)) + " + " + text(call.argument(1), 6);
      case AS_TEXT -> "std::string(1, " + texts(call.arguments()) + ")";
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> bits(call);
    };
  }

  /** Returns the arguments of a function that takes characters for something else. */
  private String numbers(Expr.Builtin call) {
    List<String> numbers = new ArrayList<>();
    for (Expr argument : call.arguments()) {
      boolean letter = argument instanceof Expr.Builtin code && code.operation() == Operation.CODE;
      numbers.add(letter ? "static_cast<int>(" + text(argument) + ")" : text(argument));
    }
    return String.join(", ", numbers);
  }

  private static String ofSize(Expr.Builtin call) {
    boolean mixed =
        call.type() == Type.SIZE
            && call.arguments().stream()
                .anyMatch(each -> each instanceof Expr.Numeral || each instanceof Expr.Pass);
    return mixed ? "<std::size_t>" : "";
  }

  private String cast(String type, Expr.Builtin call) {
    return call.argument(0) instanceof Expr.Numeral number
        ? text(number)
        : "static_cast<" + type + ">(" + text(call.argument(0)) + ")";
  }

  private String joined(Expr left) {
    return left instanceof Expr.Text ? "std::string(" + text(left) + ")" : text(left, 5);
  }

  private String part(Expr.Builtin call, String of) {
    Expr from = call.argument(1);
    Expr to = call.argument(2);
    boolean toEnd = isLengthOf(to, call.argument(0));
    if (call.type() == Type.TEXT) {
      String count = isNumber(from, 0) ? text(to) : text(to, 5) + " - " + text(from, 6);
      return of + ".substr(" + text(from) + (toEnd ? "" : ", " + count) + ")";
    }
    String begin = of + ".begin()";
    String first = isNumber(from, 0) ? begin : begin + " + " + text(from, 6);
    String end = toEnd ? of + ".end()" : begin + " + " + text(to, 6);
    return type(call.type()) + "(" + first + ", " + end + ")";
  }

  @Override
  protected String list(String items, Type type) {
    return "{" + items + "}";
  }
}
