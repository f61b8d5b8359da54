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

import io.seedmill.generators.code.run.Struct;
import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;

/** The expressions of Rust. */
abstract class RustExpressions extends RustTexts {

  static final int CHAIN_WIDTH = 60;

  static final int CHOICE_WIDTH = 50;
  private static final int RECORD_WIDTH = 18;

  /** Tells whether the function asks a text for the character at a position. */
  boolean isIndexed(Expr text) {
    boolean[] found = {false};
    Uses.expressions(
        function.body(),
        expression ->
            found[0] |=
                expression instanceof Expr.Builtin call
                    && call.operation() == Operation.CHARACTER
                    && call.argument(0).equals(text));
    return found[0];
  }

  /** Returns the name of the characters of a parameter. */
  String characters(Expr.Variable text) {
    long texts = function.parameters().stream().filter(any -> any.type() == Type.TEXT).count();
    return texts == 1 ? "chars" : text.name() + "_chars";
  }

  static String parameterType(Type type) {
    if (type instanceof Type.ListOf list) {
      return "&[" + type(list.element()) + "]";
    }
    return type == Type.TEXT ? "&str" : type(type);
  }

  static String type(Type type) {
    if (type instanceof Type.ListOf list) {
      return "Vec<" + type(list.element()) + ">";
    } else if (type instanceof Type.MapOf map && isSet(type)) {
      return "HashSet<" + type(map.key()) + ">";
    } else if (type instanceof Type.MapOf map) {
      return "HashMap<" + type(map.key()) + ", " + type(map.value()) + ">";
    }
    if (type instanceof Type.RecordOf record) {
      return title(record);
    }
    return switch ((Type.Plain) type) {
      case INT -> "i32";
      case SIZE -> "usize";
      case BOOL -> "bool";
      case CHAR -> "char";
      case TEXT -> "String";
      case NOTHING -> "()";
    };
  }

  static Expr toSize(Expr step) {
    return step.type() == Type.SIZE || step instanceof Expr.Numeral
        ? step
        : new Expr.Builtin(Operation.TO_SIZE, List.of(step), Type.SIZE);
  }

  boolean isLong(Expr.Either either) {
    return oneLine(either).length() > CHOICE_WIDTH;
  }

  @Override
  protected int binds(Expr expression) {
    if (expression instanceof Expr.Either) {
      return CLOSED;
    } else if (expression instanceof Expr.Builtin call) {
      return switch (call.operation()) {
        case CODE, FROM_CODE, DIGIT -> 7;
        case CHARACTER ->
            function.parameters().contains(call.argument(0)) || isNumber(call.argument(1), 0)
                ? CLOSED
                : 7;
        case TO_INT, TO_SIZE -> call.argument(0) instanceof Expr.Numeral ? CLOSED : 7;
        case VALUE_OR -> 9;
        default -> super.binds(expression);
      };
    }
    return super.binds(expression);
  }

  @Override
  protected String binary(Expr.Binary binary) {
    if (binary.left().type() == Type.TEXT && binary.operator().isComparison()) {
      return compared(binary);
    }
    if (binary.operator().isComparison() && isByte(binary.left()) && isByte(binary.right())) {
      return bytes(binary.left()) + " " + symbol(binary.operator()) + " " + bytes(binary.right());
    }
    boolean cast =
        binary.operator() == Operator.LESS
            && binary.left() instanceof Expr.Builtin call
            && binds(call) == 7;
    if (cast) {
      return "(" + text(binary.left()) + ") < " + text(binary.right(), 5);
    }
    return super.binary(binary);
  }

  @Override
  protected String either(Expr.Either either) {
    if (isLong(either)) {
      throw new UnsupportedOperationException("a long choice");
    }
    return oneLine(either);
  }

  String oneLine(Expr.Either either) {
    return "if "
        + text(either.condition())
        + " { "
        + owned(either.then())
        + " } else { "
        + owned(either.otherwise())
        + " }";
  }

  @Override
  protected String call(Expr.Call call) {
    List<String> arguments = new ArrayList<>();
    for (Expr argument : call.arguments()) {
      arguments.add(lent(argument));
    }
    String text = String.join(", ", arguments);
    if (text.length() > 60) {
      throw new UnsupportedOperationException("a long call");
    }
    return call.function() + "(" + text + ")";
  }

  @Override
  protected String pass(Expr.Pass pass) {
    String chain = String.join("", links(pass));
    if (chain.length() > CHAIN_WIDTH) {
      throw new UnsupportedOperationException("a long chain");
    }
    return chain;
  }

  /** Returns what is passed over, and the calls. */
  List<String> links(Expr.Pass pass) {
    if (pass.variable().type() instanceof Type.ListOf) {
      throw new UnsupportedOperationException("a pass over lists");
    }
    boolean text = pass.list().type() == Type.TEXT;
    boolean copies = hasCopies(pass.list()) || isParts(pass.list());
    String name = pass.variable().name();
    lend(name, pass.variable().type(), copies ? Form.SLICE : Form.REFERENCE);
    String item = (!copies || text || isParts(pass.list()) ? "" : "&") + name;
    List<String> chain = new ArrayList<>();
    chain.add(
        text(
            isParts(pass.list()) ? ((Expr.Builtin) pass.list()).argument(0) : pass.list(), CLOSED));
    chain.add(isParts(pass.list()) ? parts(pass.list()) : text ? ".chars()" : ".iter()");
    if (isSearch(pass) && !(pass.variable().type() == Type.TEXT && !text)) {
      String sought = text(sought(pass, pass.item()).orElseThrow(), UNARY);
      return List.of(chain.get(0), ".contains(" + (text ? "" : "&") + sought + ")");
    }
    if (!takesAll(pass)) {
      String and = copies || isCompared(name, pass.condition()) ? "&" : "";
      chain.add(".filter(|" + and + item + "| " + text(pass.condition()) + ")");
    }
    String map = ".map(|" + item + "| " + owned(pass.item()) + ")";
    switch (pass.kind()) {
      case LIST -> {
        if (!takesItself(pass)) {
          chain.add(map);
        } else if (isLentWhole(pass.item().type())) {
          chain.add(copies ? ".map(String::from)" : ".cloned()");
        } else if (!text) {
          chain.add(".copied()");
        }
        chain.add(".collect()");
      }
      case SUM -> {
        if (!takesItself(pass)) {
          chain.add(map);
        }
        chain.add(".sum()");
      }
      case COUNT -> chain.add(".count()");
      case ANY -> chain.add(".any(|" + item + "| " + text(pass.item()) + ")");
      case ALL -> chain.add(".all(|" + item + "| " + text(pass.item()) + ")");
    }
    return chain;
  }

  private String nth(Expr position) {
    return (isNumber(position, 0) ? ".next()" : ".nth(" + text(position) + ")") + ".unwrap()";
  }

  /** Returns the call that sorts a list. */
  final String sort(Expr.Builtin call) {
    if (!hasKey(call)) {
      return "sort()";
    }
    String name = sortedType(call).name();
    return "sort_by_key(|" + name + "| " + name + "." + field(call) + ")";
  }

  @Override
  protected String made(Type.RecordOf type, List<String> values) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String name = type.fields().get(i).name();
      fields.add(name.equals(values.get(i)) ? name : name + ": " + values.get(i));
    }
    String line = String.join(", ", fields);
    return function == null || line.length() <= RECORD_WIDTH
        ? title(type) + " { " + line + " }"
        : title(type) + " {\n\t" + String.join(",\n\t", fields) + ",\n}";
  }

  @Override
  protected String literal(Object value, Type type) {
    if (value instanceof Struct struct) {
      List<String> values = new ArrayList<>();
      for (Object each : struct.values()) {
        boolean text = each instanceof String;
        values.add(super.literal(each, type) + (text ? ".to_string()" : ""));
      }
      return made(struct.type(), values);
    }
    return super.literal(value, type);
  }

  /** Returns the call that parts a text. */
  final String parts(Expr split) {
    return ".split(" + text(((Expr.Builtin) split).argument(1)) + ")";
  }

  /** Tells whether a condition compares an item with something, or looks it up. */
  private static boolean isCompared(String name, Expr condition) {
    boolean[] found = {false};
    Uses.visit(
        condition,
        inner ->
            found[0] |=
                inner instanceof Expr.Binary binary
                    ? isVariable(binary.left(), name) || isVariable(binary.right(), name)
                    : inner instanceof Expr.Builtin call
                        && call.argument(0).type() instanceof Type.MapOf
                        && isVariable(call.argument(1), name));
    return found[0];
  }

  private static boolean isVariable(Expr expression, String name) {
    return expression instanceof Expr.Variable variable && variable.name().equals(name);
  }

  @Override
  protected String filled(Expr.Filled filled) {
    return "vec![" + owned(filled.item()) + "; " + text(filled.count()) + "]";
  }

  @Override
  protected String collection(Expr.Collection collection) {
    if (collection.type() == Type.TEXT) {
      return "String::new()";
    } else if (isSet(collection.type())) {
      return "HashSet::new()";
    } else if (collection.type() instanceof Type.MapOf) {
      return "HashMap::new()";
    }
    List<String> items = collection.items().stream().map(this::owned).toList();
    return items.isEmpty() ? "Vec::new()" : "vec![" + String.join(", ", items) + "]";
  }

  @Override
  protected String builtin(Expr.Builtin call) {
    String a = text(call.argument(0), CLOSED);
    return switch (call.operation()) {
      case LENGTH -> a + ".len()";
      case IS_EMPTY -> a + ".is_empty()";
      case ITEM -> {
        if (isParts(call.argument(0))) {
          Expr.Builtin split = (Expr.Builtin) call.argument(0);
          yield text(split.argument(0), CLOSED) + parts(split) + nth(call.argument(1));
        }
        yield a + "[" + text(call.argument(1)) + "]";
      }
      case CHARACTER -> {
        if (call.argument(0) instanceof Expr.Variable text
            && function.parameters().contains(text)) {
          yield characters(text) + "[" + text(call.argument(1)) + "]";
        }
        yield isNumber(call.argument(1), 0)
            ? a + ".chars().next().unwrap()"
            : a + ".as_bytes()[" + text(call.argument(1)) + "] as char";
      }
      case LAST -> a + "[" + a + ".len() - 1]";
      case POP -> a + ".pop().unwrap()";
      case PART -> {
        boolean fromStart = isNumber(call.argument(1), 0);
        boolean toEnd = isLengthOf(call.argument(2), call.argument(0));
        boolean text = call.argument(0).type() == Type.TEXT;
        yield a
            + "["
            + (fromStart ? "" : text(call.argument(1), 7))
            + ".."
            + (toEnd ? "" : text(call.argument(2), 7))
            + (text ? "].to_string()" : "].to_vec()");
      }
      case VALUE -> a + "[" + reference(call.argument(1)) + "]";
      case VALUE_OR ->
          "*"
              + a
              + ".get("
              + reference(call.argument(1))
              + ").unwrap_or(&"
              + text(call.argument(2), UNARY)
              + ")";
      case HAS_KEY ->
          a
              + (isSet(call.argument(0).type()) ? ".contains(" : ".contains_key(")
              + reference(call.argument(1))
              + ")";
      case MIN, MAX -> {
        // A literal has no method that is known without its type.
        Expr first = call.argument(0);
        Expr second = call.argument(1);
        if (first instanceof Expr.Numeral) {
          first = second;
          second = call.argument(0);
        }
        yield text(first, CLOSED)
            + (call.operation() == Operation.MIN ? ".min(" : ".max(")
            + text(second)
            + ")";
      }
      case ABSOLUTE -> a + ".abs()";
      case TO_INT ->
          call.argument(0) instanceof Expr.Numeral ? a : text(call.argument(0), 7) + " as i32";
      case TO_SIZE ->
          call.argument(0) instanceof Expr.Numeral ? a : text(call.argument(0), 7) + " as usize";
      case IS_DIGIT -> a + ".is_ascii_digit()";
      case IS_LETTER -> a + ".is_ascii_alphabetic()";
      case IS_UPPER -> a + ".is_ascii_uppercase()";
      case UPPER -> a + ".to_ascii_uppercase()";
      case LOWER -> a + ".to_ascii_lowercase()";
      case CODE -> text(call.argument(0), 7) + " as i32";
      case FROM_CODE -> fromCode(call.argument(0));
      case DIGIT -> a + ".to_digit(10).unwrap() as i32";
      case DECIMAL, AS_TEXT -> text(shown(call), CLOSED) + ".to_string()";
      case JOINED -> joined(call);
      case SPLIT -> a + parts(call) + ".map(String::from).collect()";
      case JOIN -> a + ".join(" + lent(call.argument(1)) + ")";
      case FIELD -> a + "." + field(call);
      case MAKE -> {
        List<String> values = new ArrayList<>();
        call.arguments().forEach(argument -> values.add(owned(argument)));
        yield made((Type.RecordOf) call.type(), values);
      }
      case SORTED -> throw new UnsupportedOperationException("a sorted list in an expression");
      case NUMBER -> a + ".parse::<i32>().unwrap()";
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> bits(call);
    };
  }

  /** Returns the character with a number; the sum of a letter and a number is one of bytes. */
  String fromCode(Expr number) {
    if (number instanceof Expr.Binary sum
        && sum.operator() == Operator.PLUS
        && sum.left() instanceof Expr.Builtin code
        && code.operation() == Operation.CODE
        && code.argument(0) instanceof Expr.Letter letter) {
      return "(b" + text(letter) + " + " + text(sum.right(), 7) + " as u8) as char";
    }
    return "(" + text(number) + ") as u8 as char";
  }

  private String reference(Expr key) {
    return key.type() == Type.TEXT ? lent(key) : "&" + text(key, CLOSED);
  }

  @Override
  protected List<String> argument(Object value, Expr.Variable parameter) {
    String text = literal(value, parameter.type());
    if (parameter.type().equals(new Type.ListOf(Type.TEXT)) && !((List<?>) value).isEmpty()) {
      return List.of("&" + text.substring("vec!".length()) + ".map(String::from)");
    }
    return List.of(value instanceof List<?> ? "&" + text.substring("vec!".length()) : text);
  }

  @Override
  protected String list(String items, Type type) {
    return "vec![" + items + "]";
  }
}
