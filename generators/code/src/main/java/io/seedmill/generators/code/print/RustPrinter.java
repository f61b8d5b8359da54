package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes Rust of edition 2021, as rustfmt formats it. */
public final class RustPrinter extends BracePrinter {

  private static final int CHAIN_WIDTH = 60;

  private final Set<String> borrowed = new HashSet<>();
  private Stmt last;

  /** Creates a printer. */
  public RustPrinter() {
    super(4, 100);
  }

  @Override
  protected String name(String name) {
    return name;
  }

  @Override
  protected void head() {
    Set<String> used = new TreeSet<>();
    for (Function any : program.functions()) {
      Uses.statements(
          any.body(),
          statement -> {
            if (statement instanceof Stmt.Let let && let.type() instanceof Type.MapOf) {
              used.add(isSet(let.type()) ? "HashSet" : "HashMap");
            }
          });
    }
    if (!used.isEmpty()) {
      String names = String.join(", ", used);
      line("use std::collections::" + (used.size() == 1 ? names : "{" + names + "}") + ";");
      line("");
    }
  }

  @Override
  protected void function(Function written) {
    borrowed.clear();
    for (Expr.Variable parameter : written.parameters()) {
      if (parameter.type() instanceof Type.ListOf || parameter.type() == Type.TEXT) {
        borrowed.add(parameter.name());
      }
    }
    last = written.body().get(written.body().size() - 1);
    braces(head(written), written.body());
  }

  @Override
  protected String head(Function written) {
    List<String> parameters = new ArrayList<>();
    for (Expr.Variable parameter : written.parameters()) {
      parameters.add(parameter.name() + ": " + parameterType(parameter.type()));
    }
    String result = type(written.result());
    return "fn "
        + written.name()
        + "("
        + String.join(", ", parameters)
        + ") -> "
        + (written.fails() ? "Result<" + result + ", String>" : result);
  }

  private static String parameterType(Type type) {
    if (type instanceof Type.ListOf list) {
      return "&[" + type(list.element()) + "]";
    }
    return type == Type.TEXT ? "&str" : type(type);
  }

  private static String type(Type type) {
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

  @Override
  String condition(Expr condition) {
    return text(condition);
  }

  @Override
  String increment(String place) {
    return place + " += 1";
  }

  @Override
  String decrement(String place) {
    return place + " -= 1";
  }

  @Override
  String let(Stmt.Let let) {
    boolean mutable = Uses.isAssigned(let.name(), function) || Uses.isChanged(let.name(), function);
    String hint = "";
    if (let.value() instanceof Expr.Pass pass
        && (pass.kind() == Expr.Collect.LIST || pass.kind() == Expr.Collect.SUM)) {
      hint = ": " + type(let.type());
    }
    return "let " + (mutable ? "mut " : "") + let.name() + hint + " = " + text(let.value());
  }

  @Override
  String count(Stmt.Count count) {
    String i = Uses.of(count.name(), count.body()) ? count.name() : "_";
    String range =
        text(count.from(), 7)
            + oneLess(count.to())
                .map(last -> "..=" + text(last, 7))
                .orElseGet(() -> ".." + text(count.to(), 7));
    if (!isNumber(count.step(), 1)) {
      range = "(" + range + ").step_by(" + text(toSize(count.step())) + ")";
    }
    return "for " + i + " in " + range;
  }

  private static Expr toSize(Expr step) {
    return step.type() == Type.SIZE || step instanceof Expr.Numeral
        ? step
        : new Expr.Builtin(Operation.TO_SIZE, List.of(step), Type.SIZE);
  }

  @Override
  String countDown(Stmt.CountDown count) {
    return "for "
        + (Uses.of(count.name(), count.body()) ? count.name() : "_")
        + " in ("
        + text(count.to(), 7)
        + "..="
        + text(count.from(), 7)
        + ").rev()";
  }

  @Override
  void each(Stmt.Each each) {
    String over = text(each.over(), CLOSED);
    boolean text = each.over().type() == Type.TEXT;
    boolean copies = isCopy(each.type());
    String item = (copies && !text ? "&" : "") + each.name();
    if (each.position().isEmpty()) {
      String all = text ? over + ".chars()" : isBorrowed(each.over()) ? over : "&" + over;
      braces("for " + item + " in " + all, each.body());
    } else {
      String all = text ? over + ".chars()" : over + ".iter()";
      braces("for (" + each.position() + ", " + item + ") in " + all + ".enumerate()", each.body());
    }
  }

  private static boolean isCopy(Type type) {
    return type == Type.INT || type == Type.SIZE || type == Type.BOOL || type == Type.CHAR;
  }

  private boolean isBorrowed(Expr expression) {
    return expression instanceof Expr.Variable variable && borrowed.contains(variable.name());
  }

  @Override
  String append(Stmt.Append append) {
    return append.name() + ".push(" + text(append.value()) + ")";
  }

  @Override
  String put(Stmt.Put put) {
    if (isSet(put.name())) {
      return put.name() + ".insert(" + text(put.key()) + ")";
    }
    if (put.value() instanceof Expr.Binary sum
        && sum.operator() == Operator.PLUS
        && sum.left() instanceof Expr.Builtin old
        && old.operation() == Operation.VALUE_OR
        && old.argument(1).equals(put.key())) {
      return "*"
          + put.name()
          + ".entry("
          + text(put.key())
          + ").or_insert("
          + text(old.argument(2))
          + ") += "
          + text(sum.right());
    }
    return put.name() + ".insert(" + text(put.key()) + ", " + text(put.value()) + ")";
  }

  @Override
  String fail(Stmt.Fail fail) {
    return "return Err(" + quoted(fail.message()) + ".to_string())";
  }

  @Override
  protected void statement(Stmt statement) {
    if (statement instanceof Stmt.Return end) {
      String value = returned(end.value());
      line(statement == last ? value : "return " + value + ";");
      return;
    }
    if (statement == last && statement instanceof Stmt.If) {
      throw new UnsupportedOperationException("a branch at the end");
    }
    super.statement(statement);
  }

  private String returned(Expr value) {
    String text = text(value);
    if (isBorrowed(value)) {
      text += value.type() == Type.TEXT ? ".to_string()" : ".to_vec()";
    }
    boolean passedOn = value instanceof Expr.Call call && program.function(call.function()).fails();
    return function.fails() && !passedOn ? "Ok(" + text + ")" : text;
  }

  @Override
  protected int binds(Expr expression) {
    if (expression instanceof Expr.Either) {
      return CLOSED;
    } else if (expression instanceof Expr.Builtin call) {
      return switch (call.operation()) {
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
            && (call.operation() == Operation.TO_INT || call.operation() == Operation.TO_SIZE);
    if (cast) {
      return "(" + text(binary.left()) + ") < " + text(binary.right(), 5);
    }
    return super.binary(binary);
  }

  @Override
  protected String not(Expr operand) {
    return super.not(operand);
  }

  @Override
  protected String either(Expr.Either either) {
    String text =
        "if "
            + text(either.condition())
            + " { "
            + text(either.then())
            + " } else { "
            + text(either.otherwise())
            + " }";
    if (text.length() > 50) {
      throw new UnsupportedOperationException("a long choice");
    }
    return text;
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
    if (pass.list().type() == Type.TEXT || !isCopy(pass.variable().type())) {
      throw new UnsupportedOperationException("a pass over characters");
    }
    String item = pass.variable().name();
    StringBuilder chain = new StringBuilder(text(pass.list(), CLOSED)).append(".iter()");
    if (!takesAll(pass)) {
      chain
          .append(".filter(|&&")
          .append(item)
          .append("| ")
          .append(text(pass.condition()))
          .append(')');
    }
    switch (pass.kind()) {
      case LIST ->
          chain
              .append(
                  takesItself(pass)
                      ? ".copied()"
                      : ".map(|&" + item + "| " + text(pass.item()) + ")")
              .append(".collect()");
      case SUM ->
          chain
              .append(takesItself(pass) ? "" : ".map(|&" + item + "| " + text(pass.item()) + ")")
              .append(".sum()");
      case COUNT -> chain.append(".count()");
      case ANY ->
          chain.append(".any(|&").append(item).append("| ").append(text(pass.item())).append(')');
      case ALL ->
          chain.append(".all(|&").append(item).append("| ").append(text(pass.item())).append(')');
    }
    if (chain.length() > CHAIN_WIDTH) {
      throw new UnsupportedOperationException("a long chain");
    }
    return chain.toString();
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
      case CHARACTER -> a + ".as_bytes()[" + text(call.argument(1)) + "] as char";
      case LAST -> a + "[" + a + ".len() - 1]";
      case POP -> a + ".pop().unwrap()";
      case PART -> {
        boolean fromStart = isNumber(call.argument(1), 0);
        boolean toEnd = isLengthOf(call.argument(2), call.argument(0));
        yield a
            + "["
            + (fromStart ? "" : text(call.argument(1), 7))
            + ".."
            + (toEnd ? "" : text(call.argument(2), 7))
            + "].to_vec()";
      }
      case VALUE -> a + "[&" + text(call.argument(1), CLOSED) + "]";
      case VALUE_OR ->
          "*"
              + a
              + ".get(&"
              + reference(call.argument(1))
              + ").unwrap_or(&"
              + text(call.argument(2), CLOSED)
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
      case DIGIT -> a + ".to_digit(10).unwrap() as i32";
      case DECIMAL, AS_TEXT -> a + ".to_string()";
      case JOINED -> "format!(\"{}{}\", " + texts(call.arguments()) + ")";
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> bits(call);
    };
  }

  private String reference(Expr key) {
    return text(key, CLOSED);
  }

  @Override
  protected List<String> argument(Object value, Type type) {
    String text = literal(value, type);
    return List.of(value instanceof List<?> ? text.replaceFirst("vec!", "&") : text);
  }

  @Override
  protected String literal(Object value, Type type) {
    if (value instanceof List<?> items) {
      List<String> texts = new ArrayList<>();
      for (Object item : items) {
        texts.add(literal(item, ((Type.ListOf) type).element()));
      }
      return "vec![" + String.join(", ", texts) + "]";
    } else if (value instanceof Character letter) {
      return letter(letter);
    }
    return value instanceof Boolean || value instanceof Integer
        ? value.toString()
        : quoted(value.toString());
  }
}
