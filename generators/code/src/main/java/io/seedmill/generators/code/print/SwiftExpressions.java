package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.hasKey;
import static io.seedmill.generators.code.print.Shapes.isLengthOf;
import static io.seedmill.generators.code.print.Shapes.isNumber;
import static io.seedmill.generators.code.print.Shapes.sought;
import static io.seedmill.generators.code.print.Shapes.takesAll;
import static io.seedmill.generators.code.print.Shapes.takesItself;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Collect;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The expressions of Swift. */
abstract class SwiftExpressions extends BracePrinter {

  static final int INDENT = 2;
  static final int WIDTH = 100;

  private static final Set<String> TAKEN =
      Set.of(
          ("Any Self Type abs any as associatedtype break case catch class continue default defer"
                  + " deinit do else enum extension fallthrough false fileprivate for func guard if"
                  + " import in init inout internal is let max min nil open operator private"
                  + " protocol public repeat rethrows return self some static stride struct"
                  + " subscript super switch throw throws true try typealias var where while")
              .split(" ", -1));

  /** The variable of a pass that is written as {@code $0}, or nothing. */
  private String short0 = "";

  /** Tells whether a brace would begin the body of a statement. */
  private boolean beforeBody;

  SwiftExpressions() {
    super(INDENT, WIDTH);
  }

  @Override
  protected final String name(String name) {
    String camel = camel(name);
    return TAKEN.contains(camel) ? camel + "Value" : camel;
  }

  /** Returns a type. */
  static String type(Type type) {
    if (type instanceof Type.ListOf list) {
      return "[" + type(list.element()) + "]";
    } else if (type instanceof Type.MapOf map && isSet(type)) {
      return "Set<" + type(map.key()) + ">";
    } else if (type instanceof Type.MapOf map) {
      return "[" + type(map.key()) + ": " + type(map.value()) + "]";
    }
    if (type instanceof Type.RecordOf record) {
      return title(record);
    }
    return switch ((Type.Plain) type) {
      case INT, SIZE -> "Int";
      case BOOL -> "Bool";
      case CHAR -> "Character";
      case TEXT -> "String";
      case NOTHING -> "Void";
    };
  }

  /**
   * Returns the label of an argument with a colon and a blank, or nothing: the first argument has
   * none, nor has one of the same type, or whose name says nothing.
   */
  final String label(Function called, int argument) {
    Expr.Variable parameter = called.parameters().get(argument);
    boolean isLike = parameter.type().equals(called.parameters().get(0).type());
    return isLike || parameter.name().length() == 1 ? "" : name(parameter.name()) + ": ";
  }

  @Override
  protected List<String> argument(Object value, Expr.Variable parameter) {
    Function main = program.main();
    String label = label(main, main.parameters().indexOf(parameter));
    return List.of(label + literal(value, parameter.type()));
  }

  @Override
  protected String call(Expr.Call call) {
    Function called = program.function(call.function());
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      arguments.add(label(called, i) + text(call.arguments().get(i)));
    }
    return name(call.function()) + "(" + String.join(", ", arguments) + ")";
  }

  @Override
  protected String list(String items, Type type) {
    return "[" + items + "]";
  }

  @Override
  protected String letter(char value) {
    return quoted(Character.toString(value));
  }

  @Override
  protected String made(Type.RecordOf type, List<String> values) {
    return title(type) + "(" + named(type, values, ": ") + ")";
  }

  /** Returns an expression in front of a body, where no closure may trail. */
  final String head(Supplier<String> expression) {
    boolean before = beforeBody;
    beforeBody = true;
    String text = expression.get();
    beforeBody = before;
    return text;
  }

  /** Tells whether the function asks a text for the character at a position. */
  final boolean isIndexed(Expr text) {
    boolean[] found = {false};
    Uses.expressions(
        function.body(),
        expression ->
            found[0] |=
                expression instanceof Expr.Builtin call
                    && call.operation() == Operation.CHARACTER
                    && call.argument(0).equals(text));
    return found[0] && function.parameters().contains(text);
  }

  /** Returns the name of the characters of a parameter. */
  final String characters(Expr.Variable text) {
    long texts = function.parameters().stream().filter(any -> any.type() == Type.TEXT).count();
    return texts == 1 ? "chars" : name(text.name()) + "Chars";
  }

  /** Returns a list, or the characters of a text. */
  private String items(Expr of) {
    return of instanceof Expr.Variable variable && of.type() == Type.TEXT && isIndexed(of)
        ? characters(variable)
        : text(of, CLOSED);
  }

  /** Returns the positions of a list, or of the characters of a text, if it is a variable. */
  final Optional<String> indices(Expr of) {
    return of instanceof Expr.Variable && (of.type() instanceof Type.ListOf || isIndexed(of))
        ? Optional.of(items(of) + ".indices")
        : Optional.empty();
  }

  @Override
  protected String text(Expr expression) {
    return expression instanceof Expr.Variable variable && variable.name().equals(short0)
        ? "$0"
        : super.text(expression);
  }

  @Override
  protected int binds(Expr expression) {
    if (expression instanceof Expr.Builtin call) {
      return switch (call.operation()) {
        case HAS_KEY -> isSet(call.argument(0).type()) ? CLOSED : Operator.EQUAL.binds();
        case JOINED -> isFormat(call) ? CLOSED : Operator.PLUS.binds();
        case TO_INT, TO_SIZE -> binds(call.argument(0));
        default -> super.binds(expression);
      };
    }
    return super.binds(expression);
  }

  /** Brackets are written around a comparison within another one, for Swift wants them. */
  @Override
  protected String binary(Expr.Binary binary) {
    if (!binary.operator().isComparison()) {
      return super.binary(binary);
    }
    if (binary.left() instanceof Expr.Builtin length
        && length.operation() == Operation.LENGTH
        && isNumber(binary.right(), 0)) {
      Expr empty = new Expr.Builtin(Operation.IS_EMPTY, length.arguments(), Type.BOOL);
      if (binary.operator() == Operator.EQUAL) {
        return text(empty);
      } else if (binary.operator() == Operator.DIFFERENT || binary.operator() == Operator.MORE) {
        return not(empty);
      }
    }
    int binds = Operator.PLUS.binds();
    return text(binary.left(), binds)
        + " "
        + symbol(binary.operator())
        + " "
        + text(binary.right(), binds);
  }

  @Override
  protected String not(Expr operand) {
    if (operand instanceof Expr.Builtin call
        && call.operation() == Operation.HAS_KEY
        && !isSet(call.argument(0).type())) {
      return text(call.argument(0), CLOSED) + "[" + text(call.argument(1)) + "] == nil";
    }
    return super.not(operand);
  }

  @Override
  protected String pass(Expr.Pass pass) {
    Optional<Expr> sought = sought(pass, pass.item());
    if (pass.kind() == Collect.ANY && sought.isPresent()) {
      return text(pass.list(), CLOSED) + ".contains(" + text(sought.get()) + ")";
    }
    String over = text(pass.list(), CLOSED);
    String kept = takesAll(pass) ? over : over + closure(".filter", pass, pass.condition());
    return switch (pass.kind()) {
      case LIST -> takesItself(pass) ? kept : kept + closure(".map", pass, pass.item());
      case SUM ->
          (takesItself(pass) ? kept : kept + closure(".map", pass, pass.item())) + ".reduce(0, +)";
      case COUNT -> kept + ".count";
      case ANY -> kept + closure(".contains", pass, pass.item());
      case ALL -> kept + closure(".allSatisfy", pass, pass.item());
    };
  }

  /** Returns a call with a closure, which trails where it can. */
  private String closure(String call, Expr.Pass pass, Expr body) {
    boolean[] nested = {false};
    Uses.visit(body, inner -> nested[0] |= inner instanceof Expr.Pass);
    boolean trails = !beforeBody;
    String outer = short0;
    if (!nested[0]) {
      short0 = pass.variable().name();
    }
    boolean before = beforeBody;
    beforeBody = false;
    String text = text(body);
    beforeBody = before;
    short0 = outer;
    String closure =
        nested[0] ? "{ " + name(pass.variable().name()) + " in " + text + " }" : "{ " + text + " }";
    String where = call.equals(".contains") ? "where: " : "";
    return trails ? call + " " + closure : call + "(" + where + closure + ")";
  }

  @Override
  protected String filled(Expr.Filled filled) {
    return "Array(repeating: " + text(filled.item()) + ", count: " + text(filled.count()) + ")";
  }

  @Override
  protected String collection(Expr.Collection collection) {
    if (collection.type() == Type.TEXT) {
      return "\"\"";
    } else if (collection.type() instanceof Type.MapOf) {
      return isSet(collection.type()) ? "[]" : "[:]";
    }
    return "[" + texts(collection.items()) + "]";
  }

  /** Returns a value whose member is asked for; a literal says that it is a character. */
  private String owner(Expr value) {
    return value.type() == Type.CHAR && mayBeText(value)
        ? "Character(" + text(value) + ")"
        : text(value, CLOSED);
  }

  /** Tells whether a character, without a type beside it, is taken for a text. */
  static boolean mayBeText(Expr letter) {
    return letter instanceof Expr.Letter
        || (letter instanceof Expr.Either either
            && (mayBeText(either.then()) || mayBeText(either.otherwise())));
  }

  @Override
  protected String builtin(Expr.Builtin call) {
    Expr first = call.argument(0);
    return switch (call.operation()) {
      case LENGTH -> items(first) + ".count";
      case IS_EMPTY -> text(first, CLOSED) + ".isEmpty";
      case ITEM -> text(first, CLOSED) + "[" + text(call.argument(1)) + "]";
      case CHARACTER -> character(first, call.argument(1));
      case LAST -> text(first, CLOSED) + ".last!";
      case POP -> text(first, CLOSED) + ".removeLast()";
      case PART -> part(first, call.argument(1), call.argument(2));
      case VALUE -> text(first, CLOSED) + "[" + text(call.argument(1)) + "]!";
      case VALUE_OR ->
          text(first, CLOSED)
              + "["
              + text(call.argument(1))
              + ", default: "
              + text(call.argument(2))
              + "]";
      case HAS_KEY ->
          isSet(first.type())
              ? text(first, CLOSED) + ".contains(" + text(call.argument(1)) + ")"
              : text(first, CLOSED) + "[" + text(call.argument(1)) + "] != nil";
      case MIN, MAX ->
          (call.operation() == Operation.MIN ? "min(" : "max(")
              + texts(flat(call, call.operation()))
              + ")";
      case ABSOLUTE -> "abs(" + text(first) + ")";
      case TO_INT, TO_SIZE -> text(first);
      case IS_DIGIT -> owner(first) + ".isNumber";
      case IS_LETTER -> owner(first) + ".isLetter";
      case IS_UPPER -> owner(first) + ".isUppercase";
      case UPPER -> "Character(" + owner(first) + ".uppercased())";
      case LOWER -> "Character(" + owner(first) + ".lowercased())";
      case CODE -> "Int(" + owner(first) + ".asciiValue!)";
      case FROM_CODE -> "Character(UnicodeScalar(UInt8(" + text(first) + ")))";
      case DIGIT -> owner(first) + ".wholeNumberValue!";
      case DECIMAL, AS_TEXT ->
          first instanceof Expr.Letter ? text(first) : "String(" + text(first) + ")";
      case JOINED -> isFormat(call) ? format(call) : joined(call);
      case SPLIT -> {
        char separator = ((Expr.Letter) call.argument(1)).value();
        yield text(first, CLOSED) + ".components(separatedBy: " + letter(separator) + ")";
      }
      case JOIN -> text(first, CLOSED) + ".joined(separator: " + text(call.argument(1)) + ")";
      case SORTED -> sorted(first, call);
      case FIELD -> text(first, CLOSED) + "." + field(call);
      case MAKE -> made(call);
      case NUMBER -> "Int(" + text(first) + ")!";
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> bits(call);
    };
  }

  private String sorted(Expr list, Expr.Builtin call) {
    String sorted = text(list, CLOSED) + ".sorted";
    return hasKey(call)
        ? sorted + " { $0." + field(call) + " < $1." + field(call) + " }"
        : sorted + "()";
  }

  private String character(Expr text, Expr position) {
    if (isIndexed(text)) {
      return items(text) + "[" + text(position) + "]";
    }
    return isNumber(position, 0)
        ? text(text, CLOSED) + ".first!"
        : "Array(" + text(text) + ")[" + text(position) + "]";
  }

  private String part(Expr of, Expr from, Expr to) {
    String whole = of.type() == Type.TEXT ? "String(" : "Array(";
    String items = items(of);
    if (isNumber(from, 0)) {
      return whole + items + ".prefix(" + text(to) + "))";
    } else if (isLengthOf(to, of)) {
      return whole + items + ".dropFirst(" + text(from) + "))";
    } else if (of.type() instanceof Type.ListOf || isIndexed(of)) {
      return whole + items + "[" + text(from, 7) + "..<" + text(to, 7) + "])";
    }
    boolean counts =
        to instanceof Expr.Binary sum && sum.operator() == Operator.PLUS && sum.left().equals(from);
    Expr length = counts ? ((Expr.Binary) to).right() : new Expr.Binary(Operator.MINUS, to, from);
    return whole + items + ".dropFirst(" + text(from) + ").prefix(" + text(length) + "))";
  }

  /** Returns the operands of an operation whose own operands may be the same operation. */
  private static List<Expr> flat(Expr expression, Operation operation) {
    if (!(expression instanceof Expr.Builtin call) || call.operation() != operation) {
      return List.of(expression);
    }
    List<Expr> operands = new ArrayList<>(flat(call.argument(0), operation));
    operands.addAll(flat(call.argument(1), operation));
    return operands;
  }

  /** Tells whether a text is put together from a literal, or from a number or character. */
  private static boolean isFormat(Expr.Builtin joined) {
    return flat(joined, Operation.JOINED).stream()
        .anyMatch(part -> part instanceof Expr.Text || inner(part) != part);
  }

  /** Returns the number or character of which a part of a text is made, or the part. */
  private static Expr inner(Expr part) {
    return part instanceof Expr.Builtin call
            && (call.operation() == Operation.DECIMAL || call.operation() == Operation.AS_TEXT)
        ? call.argument(0)
        : part;
  }

  private String format(Expr.Builtin joined) {
    StringBuilder format = new StringBuilder("\"");
    for (Expr part : flat(joined, Operation.JOINED)) {
      Expr inner = inner(part);
      if (inner instanceof Expr.Text || inner instanceof Expr.Letter) {
        String literal = text(inner);
        format.append(literal, 1, literal.length() - 1);
      } else {
        format.append("\\(").append(text(inner)).append(')');
      }
    }
    return format.append('"').toString();
  }

  private String joined(Expr.Builtin call) {
    List<String> texts = new ArrayList<>();
    flat(call, Operation.JOINED).forEach(part -> texts.add(text(part, Operator.PLUS.binds() + 1)));
    return String.join(" + ", texts);
  }
}
