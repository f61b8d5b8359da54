package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The expressions of Rust. */
abstract class RustExpressions extends BracePrinter {

  static final int CHAIN_WIDTH = 60;

  static final int CHOICE_WIDTH = 50;

  /** The names of what the function has lent. */
  final Set<String> borrowed = new HashSet<>();

  RustExpressions() {
    super(4, 100);
  }

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
    return switch ((Type.Plain) type) {
      case INT -> "i32";
      case SIZE -> "usize";
      case BOOL -> "bool";
      case CHAR -> "char";
      case TEXT -> "String";
      case NOTHING -> "()";
    };
  }

  /** Returns a value; a literal text becomes one that can grow. */
  String owned(Expr value) {
    if (value instanceof Expr.Text text) {
      return text.value().isEmpty() ? "String::new()" : text(value) + ".to_string()";
    }
    return text(value);
  }

  static Expr toSize(Expr step) {
    return step.type() == Type.SIZE || step instanceof Expr.Numeral
        ? step
        : new Expr.Builtin(Operation.TO_SIZE, List.of(step), Type.SIZE);
  }

  static boolean isCopy(Type type) {
    return type == Type.INT || type == Type.SIZE || type == Type.BOOL || type == Type.CHAR;
  }

  boolean isBorrowed(Expr expression) {
    return expression instanceof Expr.Variable variable && borrowed.contains(variable.name());
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
        case TO_INT, TO_SIZE -> call.argument(0) instanceof Expr.Numeral ? CLOSED : 7;
        case VALUE_OR -> 9;
        default -> super.binds(expression);
      };
    }
    return super.binds(expression);
  }

  @Override
  protected String binary(Expr.Binary binary) {
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
      boolean lent = argument.type() instanceof Type.ListOf || argument.type() == Type.TEXT;
      arguments.add((lent && !isBorrowed(argument) ? "&" : "") + text(argument));
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
    if (!isCopy(pass.variable().type())) {
      throw new UnsupportedOperationException("a pass over lists");
    }
    boolean text = pass.list().type() == Type.TEXT;
    String name = pass.variable().name();
    String item = (text ? "" : "&") + name;
    List<String> chain = new ArrayList<>();
    chain.add(text(pass.list(), CLOSED));
    chain.add(text ? ".chars()" : ".iter()");
    if (!takesAll(pass)) {
      chain.add(".filter(|&" + item + "| " + text(pass.condition()) + ")");
    }
    String map = ".map(|" + item + "| " + text(pass.item()) + ")";
    switch (pass.kind()) {
      case LIST -> {
        if (!takesItself(pass)) {
          chain.add(map);
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

  @Override
  protected String filled(Expr.Filled filled) {
    return "vec![" + text(filled.item()) + "; " + text(filled.count()) + "]";
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
    return collection.items().isEmpty() ? "Vec::new()" : "vec![" + texts(collection.items()) + "]";
  }

  @Override
  protected String builtin(Expr.Builtin call) {
    String a = text(call.argument(0), CLOSED);
    return switch (call.operation()) {
      case LENGTH -> a + ".len()";
      case IS_EMPTY -> a + ".is_empty()";
      case ITEM -> a + "[" + text(call.argument(1)) + "]";
      case CHARACTER -> {
        if (!(call.argument(0) instanceof Expr.Variable text) || !isBorrowed(text)) {
          throw new UnsupportedOperationException("a character of what is no parameter");
        }
        yield characters(text) + "[" + text(call.argument(1)) + "]";
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
      case VALUE -> a + "[&" + text(call.argument(1), CLOSED) + "]";
      case VALUE_OR ->
          "*"
              + a
              + ".get(&"
              + reference(call.argument(1))
              + ").unwrap_or(&"
              + text(call.argument(2), UNARY)
              + ")";
      case HAS_KEY ->
          a
              + (isSet(call.argument(0).type()) ? ".contains(&" : ".contains_key(&")
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
      case DECIMAL, AS_TEXT -> a + ".to_string()";
      case JOINED -> "format!(\"{}{}\", " + texts(call.arguments()) + ")";
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

  String reference(Expr key) {
    return text(key, CLOSED);
  }

  @Override
  protected List<String> argument(Object value, Expr.Variable parameter) {
    String text = literal(value, parameter.type());
    return List.of(value instanceof List<?> ? "&" + text.substring("vec!".length()) : text);
  }

  @Override
  protected String list(String items, Type type) {
    return "vec![" + items + "]";
  }
}
