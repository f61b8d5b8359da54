package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.isLengthOf;
import static io.seedmill.generators.code.print.Shapes.isNumber;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;

/** Writes the expressions of C++. */
abstract class CppExpressions extends ClangPrinter {

  final CppPasses passes = new CppPasses(this);

  @Override
  String type(Type type) {
    if (type instanceof Type.ListOf list) {
      return "std::vector<" + type(list.element()) + ">";
    } else if (type instanceof Type.MapOf map && isSet(type)) {
      return "std::unordered_set<" + type(map.key()) + ">";
    } else if (type instanceof Type.MapOf map) {
      return "std::unordered_map<" + type(map.key()) + ", " + type(map.value()) + ">";
    }
    if (type instanceof Type.RecordOf record) {
      return title(record);
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

  @Override
  protected String declaration(Type.RecordOf record) {
    return "struct " + fields(record) + "};\n";
  }

  @Override
  protected String made(Type.RecordOf type, List<String> values) {
    return title(type) + "{" + String.join(", ", values) + "}";
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

  final String filledWith(Expr.Filled filled) {
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
      case ITEM, CHARACTER -> place(call.argument(0), call.argument(1));
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
      case SPLIT -> "split(" + texts(call.arguments()) + ")";
      case JOIN -> "join(" + texts(call.arguments()) + ")";
      case FIELD -> a + "." + field(call);
      case MAKE -> made(call);
      case SORTED -> throw new UnsupportedOperationException("a sorted list in an expression");
      case NUMBER -> "std::stoi(" + texts(call.arguments()) + ")";
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> bits(call);
    };
  }

  /** Returns the arguments of a function that takes characters for something else. */
  private String numbers(Expr.Builtin call) {
    List<String> numbers = new ArrayList<>();
    for (Expr argument : call.arguments()) {
      boolean letter = argument instanceof Expr.Builtin code && code.operation() == Operation.CODE;
      boolean size =
          call.operation() == Operation.DECIMAL
              && argument instanceof Expr.Builtin cast
              && cast.operation() == Operation.TO_INT;
      Expr number = size ? ((Expr.Builtin) argument).argument(0) : argument;
      numbers.add(letter ? "static_cast<int>(" + text(argument) + ")" : text(number));
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
