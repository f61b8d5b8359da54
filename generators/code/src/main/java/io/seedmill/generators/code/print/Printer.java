package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.bitSymbol;

import io.seedmill.generators.code.run.Struct;
import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;

/** Writes programs in one language, formatted as that language's formatter does. */
public abstract class Printer extends CodeLines {

  /** The strength of an expression that needs no brackets. */
  protected static final int CLOSED = 20;

  /** The strength of an operator in front of an expression. */
  protected static final int UNARY = 10;

  private int start;

  /** The function that is being written. */
  protected Function function;

  /** The program that is being written. */
  protected Program program;

  /**
   * @param indent blanks a level; 0 for a tab
   * @param width the longest line
   */
  protected Printer(int indent, int width) {
    super(indent, width);
  }

  /**
   * Returns the functions of a program.
   *
   * @throws UnsupportedOperationException if the language lacks something, or a line would be long
   */
  public final String functions(Program written) {
    begin();
    program = written;
    head();
    boolean first = true;
    for (Function next : written.functions()) {
      if (!first) {
        between();
      }
      first = false;
      function = next;
      function(next);
    }
    foot();
    String declared = written.record().map(record -> declaration(record) + "\n").orElse("");
    String code = code();
    String before = declared.isEmpty() ? imports(code) : before(code, declared);
    start = before.length();
    return before + code;
  }

  /** Returns where the program's own functions begin in the code that was written last. */
  public final int start() {
    return start;
  }

  /** Returns what a caller of the main function must know beyond its head, or nothing. */
  public String given(Program written) {
    return written.record().map(this::declaration).orElse("");
  }

  /** Returns imports and what declares a record, in the order of the language. */
  protected String before(CharSequence code, String declared) {
    return imports(declared + code) + declared;
  }

  /** Returns the lines that declare a record. */
  protected abstract String declaration(Type.RecordOf record);

  /** Returns a record that is made of values. */
  protected abstract String made(Type.RecordOf type, List<String> values);

  /** Returns a record that an expression makes. */
  protected final String made(Expr.Builtin call) {
    List<String> values = new ArrayList<>();
    call.arguments().forEach(argument -> values.add(text(argument)));
    return made((Type.RecordOf) call.type(), values);
  }

  /** Returns the name of a field that an expression reads. */
  protected final String field(Expr.Builtin call) {
    return name(((Expr.Text) call.argument(1)).value());
  }

  /** Returns the name of a record's type. */
  protected static String title(Type.RecordOf type) {
    return titled(type.name());
  }

  /** Returns a name in the language's own spelling, with a capital letter at its beginning. */
  protected static String titled(String name) {
    String camel = camel(name);
    return Character.toUpperCase(camel.charAt(0)) + camel.substring(1);
  }

  /** Returns values with the names of their fields, with a comma and a blank between them. */
  protected final String named(Type.RecordOf type, List<String> values, String between) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      fields.add(name(type.fields().get(i).name()) + between + values.get(i));
    }
    return String.join(", ", fields);
  }

  /** Returns a call of the program's main function with literal arguments, as an expression. */
  public final String call(Program written, List<Object> arguments) {
    return nameOf(written.main()) + "(" + String.join(", ", arguments(written, arguments)) + ")";
  }

  /** Returns what a call of the program's main function hands over, as literals. */
  public final List<String> arguments(Program written, List<Object> arguments) {
    program = written;
    function = null;
    Function main = written.main();
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      literals.addAll(argument(arguments.get(i), main.parameters().get(i)));
    }
    literals.addAll(more(main));
    return literals;
  }

  /** Returns a value of the program's main function as a literal. */
  public final String result(Program written, Object value) {
    program = written;
    return literal(value, written.main().result());
  }

  /** Returns what a call from outside hands over behind the arguments. */
  protected List<String> more(Function main) {
    return List.of();
  }

  /** Returns what a literal argument is written as; some languages write several. */
  protected List<String> argument(Object value, Expr.Variable parameter) {
    return List.of(literal(value, parameter.type()));
  }

  /** Returns a value as a literal. */
  protected String literal(Object value, Type type) {
    if (value instanceof List<?> items) {
      StringBuilder texts = new StringBuilder();
      Type element = ((Type.ListOf) type).element();
      for (Object item : items) {
        texts.append(texts.isEmpty() ? "" : ", ").append(literal(item, element));
      }
      return list(texts.toString(), type);
    } else if (value instanceof Struct struct) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < struct.values().size(); i++) {
        values.add(literal(struct.values().get(i), struct.type().fields().get(i).type()));
      }
      return made(struct.type(), values);
    } else if (value instanceof Character letter) {
      return letter(letter);
    } else if (value instanceof Boolean truth) {
      return truth(truth);
    }
    return value instanceof Integer ? value.toString() : quoted(value.toString());
  }

  /** Returns the literal of a list, given those of its items. */
  protected abstract String list(String items, Type type);

  /** Writes what stands before the functions. */
  protected void head() {}

  /** Returns what stands before all else, so that the code has what it uses. */
  protected String imports(CharSequence code) {
    return "";
  }

  /** Writes what stands behind the functions. */
  protected void foot() {}

  /** Writes what stands between two functions. */
  protected void between() {
    line("");
  }

  /** Returns the head of a function, without what opens its body. */
  protected abstract String head(Function written);

  /** Writes one function. */
  protected abstract void function(Function written);

  /** Returns the head of the program's main function. */
  public final String signature(Program written) {
    program = written;
    function = written.main();
    return head(function);
  }

  /** Returns a function's name in the language's own spelling. */
  public final String nameOf(Function written) {
    return name(written.name());
  }

  /** Returns a name in the language's own spelling. */
  protected abstract String name(String name);

  /** Returns an expression and writes nothing. */
  protected abstract String builtin(Expr.Builtin call);

  /** Writes a block, one level deeper. */
  protected final void block(List<Stmt> statements) {
    deeper(() -> statements.forEach(this::statement));
  }

  /** Writes a statement. */
  protected abstract void statement(Stmt statement);

  /** Returns an expression, in brackets if it binds less strongly than it must. */
  protected final String text(Expr expression, int binds) {
    String text = text(expression);
    return binds(expression) < binds ? "(" + text + ")" : text;
  }

  /** Returns how strongly an expression binds. */
  protected int binds(Expr expression) {
    if (expression instanceof Expr.Binary binary) {
      return binary.operator().binds();
    } else if (expression instanceof Expr.Either) {
      return 0;
    } else if (expression instanceof Expr.Not || expression instanceof Expr.Negative) {
      return UNARY;
    } else if (expression instanceof Expr.Builtin call) {
      return binds(call.operation());
    }
    return CLOSED;
  }

  /** Returns how strongly a built-in operation binds. */
  protected int binds(Operation operation) {
    return switch (operation) {
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> 0;
      default -> CLOSED;
    };
  }

  /** Returns an expression. */
  protected String text(Expr expression) {
    if (expression instanceof Expr.Numeral number) {
      return Long.toString(number.value());
    } else if (expression instanceof Expr.Truth truth) {
      return truth(truth.value());
    } else if (expression instanceof Expr.Letter letter) {
      return letter(letter.value());
    } else if (expression instanceof Expr.Text text) {
      return quoted(text.value());
    } else if (expression instanceof Expr.Variable variable) {
      return name(variable.name());
    } else if (expression instanceof Expr.Binary binary) {
      return binary(binary);
    } else if (expression instanceof Expr.Not not) {
      return not(not.operand());
    } else if (expression instanceof Expr.Negative negative) {
      return "-" + text(negative.operand(), UNARY);
    } else if (expression instanceof Expr.Either either) {
      return either(either);
    } else if (expression instanceof Expr.Call call) {
      return call(call);
    } else if (expression instanceof Expr.Builtin call) {
      return builtin(call);
    } else if (expression instanceof Expr.Pass pass) {
      return pass(pass);
    } else if (expression instanceof Expr.Filled filled) {
      return filled(filled);
    }
    return collection((Expr.Collection) expression);
  }

  /** Returns the opposite of a condition. */
  protected String not(Expr operand) {
    if (operand instanceof Expr.Binary binary && binary.operator() == Operator.EQUAL) {
      return binary(new Expr.Binary(Operator.DIFFERENT, binary.left(), binary.right()));
    }
    return "!" + text(operand, 10);
  }

  /** Returns a truth value. */
  protected String truth(boolean value) {
    return Boolean.toString(value);
  }

  /** Returns a character. */
  protected String letter(char value) {
    return "'" + escaped(value) + "'";
  }

  /** Returns a text in double quotes. */
  protected final String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      quoted.append(c == '"' ? "\\\"" : c == '\\' ? "\\\\" : Character.toString(c));
    }
    return quoted.append('"').toString();
  }

  private static String escaped(char value) {
    return value == '\'' ? "\\'" : value == '\\' ? "\\\\" : Character.toString(value);
  }

  /** Returns an operation with its operands. */
  protected String binary(Expr.Binary binary) {
    Operator operator = binary.operator();
    int binds = operator.binds();
    int left = operator.isComparison() ? binds + 1 : binds;
    // Formatters and readers want brackets where && stands within ||.
    if (operator == Operator.OR) {
      return mixed(binary.left(), binds)
          + " "
          + symbol(operator)
          + " "
          + mixed(binary.right(), binds + 1);
    }
    return text(binary.left(), left)
        + " "
        + symbol(operator)
        + " "
        + text(binary.right(), binds + 1);
  }

  private String mixed(Expr operand, int binds) {
    boolean and = operand instanceof Expr.Binary inner && inner.operator() == Operator.AND;
    return text(operand, and ? bindsOfAndInOr() : binds);
  }

  /** Returns how strongly an operand of 'or' must bind that is an 'and'. */
  protected int bindsOfAndInOr() {
    return CLOSED;
  }

  /** Returns an operator. */
  protected String symbol(Operator operator) {
    return operator.symbol();
  }

  /** Returns a choice of two values. */
  protected String either(Expr.Either either) {
    return text(either.condition(), 1)
        + " ? "
        + text(either.then(), 1)
        + " : "
        + text(either.otherwise(), 0);
  }

  /** Returns a call of a function of the program. */
  protected String call(Expr.Call call) {
    return name(call.function()) + "(" + texts(call.arguments()) + ")";
  }

  /** Returns expressions with commas between them. */
  protected final String texts(List<Expr> expressions) {
    List<String> texts = new ArrayList<>();
    for (Expr expression : expressions) {
      texts.add(text(expression));
    }
    return String.join(", ", texts);
  }

  /** Returns a pass over a list as an expression. */
  protected String pass(Expr.Pass pass) {
    throw new UnsupportedOperationException("a pass within an expression");
  }

  /** Returns a list of equal items. */
  protected abstract String filled(Expr.Filled filled);

  /** Returns a list of given items, an empty map or an empty text. */
  protected abstract String collection(Expr.Collection collection);

  /** Returns a name as {@code camelCase}. */
  protected static String camel(String name) {
    return name.indexOf('_') > 0 ? toCamel(name) : name;
  }

  private static String toCamel(String name) {
    StringBuilder camel = new StringBuilder();
    boolean up = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_' && camel.length() > 0) {
        up = true;
      } else {
        camel.append(up ? Character.toUpperCase(c) : c);
        up = false;
      }
    }
    return camel.toString();
  }

  /** Returns what gives a variable another value. */
  protected final String assign(Stmt.Assign assign) {
    String name = name(assign.name());
    String symbol =
        assign.value() instanceof Expr.Builtin call
                && call.argument(0) instanceof Expr.Variable variable
                && variable.name().equals(assign.name())
            ? bitSymbol(call.operation())
            : "";
    return symbol.isEmpty()
        ? name + " = " + text(assign.value())
        : name + " " + symbol + "= " + text(((Expr.Builtin) assign.value()).argument(1));
  }

  /** Returns an operation on the bits of numbers. */
  protected final String bits(Expr.Builtin call) {
    return text(call.argument(0), CLOSED)
        + " "
        + bitSymbol(call.operation())
        + " "
        + text(call.argument(1), CLOSED);
  }

  /** Tells whether a type is a set: a map from its items to {@code true}. */
  protected static boolean isSet(Type type) {
    return type instanceof Type.MapOf map && map.value() == Type.BOOL;
  }

  /** Tells whether a variable of the function is a set. */
  protected final boolean isSet(String name) {
    return isSet(Uses.typeOf(name, function));
  }
}
