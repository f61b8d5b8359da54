package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.isLengthOf;
import static io.seedmill.generators.code.print.Shapes.isNumber;

import io.seedmill.generators.code.print.CVariables.Kind;
import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the expressions of C. */
abstract class CExpressions extends ClangPrinter {

  final CHelpers helpers = new CHelpers();

  /** The names of the numbers of items of lists that are parameters. */
  final Map<String, String> counts = new HashMap<>();

  /** The names of the lengths of texts that are parameters. */
  final Map<String, String> lengths = new HashMap<>();

  CVariables variables;
  private CProgram facts;

  /** Returns what is known of the program. */
  final CProgram facts() {
    if (facts == null || !facts.isOf(program)) {
      facts = new CProgram(program);
    }
    return facts;
  }

  @Override
  String type(Type type) {
    if (type instanceof Type.ListOf list) {
      return helpers.list(list.element());
    } else if (type instanceof Type.MapOf map) {
      return isSet(type) ? helpers.set(map.key()) : helpers.map(map);
    }
    if (type instanceof Type.RecordOf record) {
      return title(record);
    }
    return switch ((Type.Plain) type) {
      case INT -> "int";
      case SIZE -> "size_t";
      case BOOL -> "bool";
      case CHAR -> "char";
      case TEXT -> "Text";
      case NOTHING -> "void";
    };
  }

  /** Tells whether an expression is a record that is looked at where it is. */
  final boolean isPointer(Expr expression) {
    return expression instanceof Expr.Variable variable
        && function != null
        && variables.kind(variable.name()) == Kind.POINTER;
  }

  @Override
  protected String declaration(Type.RecordOf record) {
    return "typedef struct {\n" + fields(record).split("\n", 2)[1] + "} " + title(record) + ";\n";
  }

  @Override
  String member(Type type, String name) {
    return type == Type.TEXT ? "const char *" + name : super.member(type, name);
  }

  @Override
  protected String made(Type.RecordOf type, List<String> values) {
    return "(" + title(type) + "){" + String.join(", ", values) + "}";
  }

  final String prefix(Type type) {
    return CHelpers.snake(type(type));
  }

  /** Returns the items of a list, or the characters of a text. */
  final String items(Expr list) {
    String text = text(list, CLOSED);
    if (list.type() == Type.TEXT) {
      return text;
    }
    boolean struct =
        !(list instanceof Expr.Variable variable)
            || switch (variables.kind(variable.name())) {
              case LIST, BORROWED -> true;
              default -> false;
            };
    return struct ? text + ".items" : text;
  }

  @Override
  String place(Expr list, String position) {
    return items(list) + "[" + position + "]";
  }

  @Override
  Expr asPosition(Expr position) {
    Expr bare = super.asPosition(position);
    return isLetter(bare) ? position : bare; // the compiler warns of characters
  }

  /** Returns the number of items of a list. */
  final String count(Expr list) {
    if (list instanceof Expr.Variable variable) {
      Kind kind = variables.kind(variable.name());
      if (kind == Kind.PARAMETER) {
        return counts.get(variable.name());
      } else if (kind == Kind.HEAP || kind == Kind.ARRAY) {
        return text(variables.count(variable.name()), CLOSED);
      }
    }
    return text(list, CLOSED) + ".count";
  }

  final boolean hasLength(Expr text) {
    return text instanceof Expr.Variable variable
        && (lengths.containsKey(variable.name())
            || variables.kind(variable.name()) == Kind.GROWING_TEXT);
  }

  final String length(Expr of) {
    if (of.type() != Type.TEXT) {
      return count(of);
    } else if (of instanceof Expr.Variable variable && hasLength(of)) {
      return lengths.containsKey(variable.name())
          ? lengths.get(variable.name())
          : name(variable.name()) + ".length";
    }
    return "strlen(" + text(of) + ")";
  }

  @Override
  protected String text(Expr expression) {
    if (expression instanceof Expr.Variable variable
        && function != null
        && variables.kind(variable.name()) == Kind.GROWING_TEXT) {
      return name(variable.name()) + ".chars";
    } else if (isPointer(expression)) {
      return "*" + super.text(expression);
    }
    return super.text(expression);
  }

  @Override
  protected String call(Expr.Call call) {
    List<String> arguments = new ArrayList<>();
    List<Expr.Variable> parameters = program.function(call.function()).parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Expr argument = call.arguments().get(i);
      if (argument.type() instanceof Type.ListOf) {
        arguments.add(items(argument));
        if (facts().isCounted(call.function(), parameters.get(i).name())) {
          arguments.add(count(argument));
        }
      } else {
        arguments.add(text(argument));
      }
    }
    if (program.function(call.function()).fails()) {
      arguments.add("error");
    }
    return name(call.function()) + "(" + String.join(", ", arguments) + ")";
  }

  @Override
  protected int binds(Expr expression) {
    boolean texts = expression instanceof Expr.Binary binary && binary.left().type() == Type.TEXT;
    if (texts || (expression instanceof Expr.Not not && isFound(not.operand()))) {
      return Operator.EQUAL.binds();
    } else if (expression instanceof Expr.Builtin call) {
      return switch (call.operation()) {
        case IS_EMPTY -> Operator.EQUAL.binds();
        case HAS_KEY -> isFound(call) ? Operator.EQUAL.binds() : CLOSED;
        case DIGIT -> Operator.PLUS.binds();
        case TO_INT, TO_SIZE -> call.argument(0) instanceof Expr.Numeral ? CLOSED : 10;
        case CODE -> binds(call.argument(0));
        case UPPER, LOWER, FROM_CODE -> 10;
        default -> super.binds(expression);
      };
    }
    return super.binds(expression);
  }

  @Override
  protected String not(Expr operand) {
    if (operand instanceof Expr.Builtin call && call.operation() == Operation.IS_EMPTY) {
      Expr of = call.argument(0);
      return of.type() == Type.TEXT && !hasLength(of)
          ? text(of, CLOSED) + "[0] != '\\0'"
          : length(of) + " > 0";
    } else if (isFound(operand)) {
      return text(operand).replace(" != NULL", " == NULL");
    }
    return super.not(operand);
  }

  @Override
  protected String binary(Expr.Binary binary) {
    if (binary.left().type() == Type.TEXT) {
      return "strcmp("
          + text(binary.left())
          + ", "
          + text(binary.right())
          + ") "
          + symbol(binary.operator())
          + " 0";
    }
    return super.binary(binary);
  }

  @Override
  protected String filled(Expr.Filled filled) {
    return prefix(filled.type())
        + "_filled("
        + text(filled.count())
        + ", "
        + text(filled.item())
        + ")";
  }

  @Override
  protected String collection(Expr.Collection collection) {
    if (collection.type() == Type.TEXT) {
      return "\"\"";
    } else if (!collection.items().isEmpty()) {
      throw new UnsupportedOperationException("a list of items within an expression");
    }
    return "(" + type(collection.type()) + "){0}";
  }

  /** Tells whether an expression asks whether a map, but no set, has a key. */
  private boolean isFound(Expr expression) {
    return expression instanceof Expr.Builtin call
        && call.operation() == Operation.HAS_KEY
        && !isTable(call)
        && !isSet(call.argument(0).type());
  }

  private boolean isTable(Expr.Builtin call) {
    return call.argument(0) instanceof Expr.Variable map
        && variables.kind(map.name()) == Kind.TABLE;
  }

  @Override
  protected String builtin(Expr.Builtin call) {
    Expr of = call.argument(0);
    String arguments = texts(call.arguments());
    return switch (call.operation()) {
      case LENGTH -> length(of);
      case IS_EMPTY ->
          of.type() == Type.TEXT && !hasLength(of)
              ? text(of, CLOSED) + "[0] == '\\0'"
              : length(of) + " == 0";
      case ITEM, CHARACTER -> place(of, call.argument(1));
      case LAST -> place(of, count(of) + " - 1");
      case POP -> throw new UnsupportedOperationException("an item taken within an expression");
      case PART -> part(call, of);
      case VALUE, VALUE_OR -> value(call, of);
      case HAS_KEY -> {
        if (isTable(call)) {
          yield value(call, of);
        }
        yield prefix(of.type())
            + (isSet(of.type()) ? "_has(&" : "_find(&")
            + arguments
            + (isSet(of.type()) ? ")" : ") != NULL");
      }
      case MIN -> "min" + sized(call) + "(" + arguments + ")";
      case MAX -> "max" + sized(call) + "(" + arguments + ")";
      case ABSOLUTE -> "abs(" + arguments + ")";
      case TO_INT -> cast("(int)", of);
      case TO_SIZE -> cast(isLetter(of) ? "(unsigned char)" : "(size_t)", of);
      case IS_DIGIT -> "isdigit((unsigned char)" + text(of, 10) + ")";
      case IS_LETTER -> "isalpha((unsigned char)" + text(of, 10) + ")";
      case IS_UPPER -> "isupper((unsigned char)" + text(of, 10) + ")";
      case UPPER -> "(char)toupper((unsigned char)" + text(of, 10) + ")";
      case LOWER -> "(char)tolower((unsigned char)" + text(of, 10) + ")";
      case CODE -> text(of);
      case FROM_CODE -> cast("(char)", of);
      case DIGIT -> text(of, 5) + " - '0'";
      case DECIMAL -> "decimal(" + arguments + ")";
      case JOINED -> "join(" + arguments + ")";
      case AS_TEXT -> "letter_text(" + arguments + ")";
      case SPLIT -> "split" + asTexts(arguments);
      case JOIN ->
          "join_texts" + asTexts(items(of) + ", " + count(of) + ", " + text(call.argument(1)));
      case FIELD ->
          isPointer(of)
              ? name(((Expr.Variable) of).name()) + "->" + field(call)
              : text(of, CLOSED) + "." + field(call);
      case MAKE -> made(call);
      case SORTED -> throw new UnsupportedOperationException("a sorted list in an expression");
      case NUMBER -> "atoi(" + arguments + ")";
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> bits(call);
    };
  }

  /** Returns arguments of a function of lists of texts. */
  private String asTexts(String arguments) {
    helpers.list(Type.TEXT);
    return "(" + arguments + ")";
  }

  private static boolean isLetter(Expr expression) {
    return expression instanceof Expr.Builtin code && code.operation() == Operation.CODE;
  }

  private static String sized(Expr.Builtin call) {
    return call.type() == Type.SIZE ? "_size" : "";
  }

  private String cast(String type, Expr of) {
    return of instanceof Expr.Numeral ? text(of) : type + text(of, 10);
  }

  private String value(Expr.Builtin call, Expr map) {
    if (isTable(call)) {
      return text(map) + "[(unsigned char)" + text(call.argument(1), 10) + "]";
    }
    String otherwise = call.arguments().size() > 2 ? text(call.argument(2)) : "0";
    return prefix(map.type())
        + "_get(&"
        + text(map)
        + ", "
        + text(call.argument(1))
        + ", "
        + otherwise
        + ")";
  }

  private String part(Expr.Builtin call, Expr of) {
    Expr from = call.argument(1);
    Expr to = call.argument(2);
    boolean whole = isNumber(from, 0) && isLengthOf(to, of);
    if (of.type() == Type.TEXT) {
      return whole
          ? "copy_text(" + text(of) + ")"
          : isLengthOf(to, of)
              ? "copy_text(" + text(of) + " + " + text(from, 6) + ")"
              : "part_of(" + texts(call.arguments()) + ")";
    }
    String first = isNumber(from, 0) ? items(of) : items(of) + " + " + text(from, 6);
    String count = isNumber(from, 0) ? text(to) : text(to, 5) + " - " + text(from, 6);
    return prefix(of.type()) + "_copy(" + first + ", " + count + ")";
  }

  @Override
  protected List<String> argument(Object value, Expr.Variable parameter) {
    if (value instanceof List<?> items) {
      String array = items.isEmpty() ? "NULL" : super.literal(items, parameter.type());
      return facts().isCounted(program.main().name(), parameter.name())
          ? List.of(array, Integer.toString(items.size()))
          : List.of(array);
    }
    return super.argument(value, parameter);
  }

  @Override
  protected List<String> more(Function main) {
    return main.fails() ? List.of("&error") : List.of();
  }

  @Override
  protected String literal(Object value, Type type) {
    if (value instanceof List<?> items) {
      String size = Integer.toString(items.size());
      return items.isEmpty()
          ? "{0}"
          : "{" + super.literal(items, type) + ", " + size + ", " + size + "}";
    }
    return super.literal(value, type);
  }

  @Override
  protected String list(String items, Type type) {
    Type element = ((Type.ListOf) type).element();
    // The type of an array says that of its records.
    String inner = type(element) + ")";
    String bare = element instanceof Type.RecordOf ? items.replace("(" + inner, "") : items;
    return "(" + (element == Type.TEXT ? "char *" : type(element)) + "[]){" + bare + "}";
  }
}
