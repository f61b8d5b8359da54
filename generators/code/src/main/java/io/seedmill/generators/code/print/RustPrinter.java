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
  private static final int CHOICE_WIDTH = 50;

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
    line(head(written) + " {");
    deeper(
        () -> {
          for (Expr.Variable parameter : written.parameters()) {
            if (isIndexed(parameter)) {
              line(
                  "let "
                      + characters(parameter)
                      + ": Vec<char> = "
                      + parameter.name()
                      + ".chars().collect();");
            }
          }
        });
    block(written.body());
    line("}");
  }

  /** Tells whether the function asks a text for the character at a position. */
  private boolean isIndexed(Expr text) {
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
  private String characters(Expr.Variable text) {
    long texts = function.parameters().stream().filter(any -> any.type() == Type.TEXT).count();
    return texts == 1 ? "chars" : text.name() + "_chars";
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
    return declared(let) + owned(let.value());
  }

  private String declared(Stmt.Let let) {
    boolean mutable = Uses.isAssigned(let.name(), function) || Uses.isChanged(let.name(), function);
    String hint = "";
    if (let.value() instanceof Expr.Pass pass
        && (pass.kind() == Expr.Collect.LIST || pass.kind() == Expr.Collect.SUM)) {
      hint = ": " + type(let.type());
    } else if (let.value() instanceof Expr.Collection
        && let.type() instanceof Type.ListOf list
        && list.element() instanceof Type.ListOf) {
      hint = ": " + type(let.type());
    } else if (let.value() instanceof Expr.Numeral && isAskedForItsSize(let.name())) {
      hint = ": i32";
    }
    return "let " + (mutable ? "mut " : "") + let.name() + hint + " = ";
  }

  /** Tells whether a variable's absolute value is taken, for which its type must be known. */
  private boolean isAskedForItsSize(String name) {
    boolean[] found = {false};
    Uses.expressions(
        function.body(),
        expression ->
            found[0] |=
                expression instanceof Expr.Builtin call
                    && call.operation() == Operation.ABSOLUTE
                    && call.argument(0) instanceof Expr.Variable variable
                    && variable.name().equals(name));
    return found[0];
  }

  /** Returns a value; a literal text becomes one that can grow. */
  private String owned(Expr value) {
    if (value instanceof Expr.Text text) {
      return text.value().isEmpty() ? "String::new()" : text(value) + ".to_string()";
    }
    return text(value);
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
    if (!copies) {
      borrowed.add(each.name());
    }
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
    if (append.value().type() == Type.TEXT && Uses.typeOf(append.name(), function) == Type.TEXT) {
      String text = text(append.value());
      boolean lent = isBorrowed(append.value()) || append.value() instanceof Expr.Text;
      return append.name() + ".push_str(" + (lent ? "" : "&") + text + ")";
    }
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
      boolean tail = statement == last;
      if (end.value() instanceof Expr.Either either
          && !function.fails()
          && (tail || isLong(either))) {
        choice(tail ? "" : "return ", either, tail ? "" : ";");
      } else if (function.fails()) {
        String value = returned(end.value());
        line(tail ? value : "return " + value + ";");
      } else {
        chain(tail ? "" : "return ", end.value(), tail ? "" : ";");
      }
      return;
    }
    if (statement instanceof Stmt.Let let && !(let.value() instanceof Expr.Filled)) {
      value(declared(let), let.value());
      return;
    }
    if (statement == last && statement instanceof Stmt.Fail fail) {
      line("Err(" + quoted(fail.message()) + ".to_string())");
      return;
    }
    if (statement instanceof Stmt.Assign assign && !(assign.value() instanceof Expr.Builtin)) {
      value(assign.name() + " = ", assign.value());
      return;
    }
    if (statement instanceof Stmt.Append append
        && append.value() instanceof Expr.Either either
        && isLong(either)) {
      choice(append.name() + ".push(", either, ");");
      return;
    }
    if (statement instanceof Stmt.Update update
        && update.value() instanceof Expr.Either either
        && isLong(either)) {
      choice(update.name() + " " + symbol(update.operator()) + "= ", either, ";");
      return;
    }
    if (statement == last && statement instanceof Stmt.If) {
      throw new UnsupportedOperationException("a branch at the end");
    }
    super.statement(statement);
  }

  private void value(String head, Expr value) {
    if (value instanceof Expr.Either either && isLong(either)) {
      choice(head, either, ";");
    } else {
      chain(head, value, ";");
    }
  }

  private boolean isLong(Expr.Either either) {
    return oneLine(either).length() > CHOICE_WIDTH;
  }

  /** Writes a choice of two values, each on a line of its own. */
  private void choice(String head, Expr.Either either, String end) {
    line(head + "if " + text(either.condition()) + " {");
    deeper(() -> line(owned(either.then())));
    line("} else {");
    deeper(() -> line(owned(either.otherwise())));
    line("}" + end);
  }

  /** Writes a value; the calls of a long pass stand on lines of their own. */
  private void chain(String head, Expr value, String end) {
    Expr pass =
        value instanceof Expr.Builtin call && call.operation() == Operation.TO_INT
            ? call.argument(0)
            : value;
    if (!(pass instanceof Expr.Pass over)
        || links(over).stream().mapToInt(String::length).sum() <= CHAIN_WIDTH) {
      line(
          head
              + (head.startsWith("return") || head.isEmpty() ? returned(value) : owned(value))
              + end);
      return;
    }
    List<String> links = new ArrayList<>(links(over));
    // A name no longer than the indentation has the first call on its line.
    String root = links.remove(0);
    line(head + root + (root.length() <= 4 ? links.remove(0) : ""));
    String cast = pass.equals(value) ? "" : " as i32";
    deeper(
        () -> {
          for (int i = 0; i < links.size(); i++) {
            line(links.get(i) + (i == links.size() - 1 ? cast + end : ""));
          }
        });
  }

  private String returned(Expr value) {
    String text = owned(value);
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
  protected String not(Expr operand) {
    return super.not(operand);
  }

  @Override
  protected String either(Expr.Either either) {
    if (isLong(either)) {
      throw new UnsupportedOperationException("a long choice");
    }
    return oneLine(either);
  }

  private String oneLine(Expr.Either either) {
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
  private List<String> links(Expr.Pass pass) {
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
      case CODE -> text(call.argument(0), 7) + " as i32";
      case FROM_CODE -> fromCode(call.argument(0));
      case DIGIT -> a + ".to_digit(10).unwrap() as i32";
      case DECIMAL, AS_TEXT -> a + ".to_string()";
      case JOINED -> "format!(\"{}{}\", " + texts(call.arguments()) + ")";
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> bits(call);
    };
  }

  /** Returns the character with a number; the sum of a letter and a number is one of bytes. */
  private String fromCode(Expr number) {
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
