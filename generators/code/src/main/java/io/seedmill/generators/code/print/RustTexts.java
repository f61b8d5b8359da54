package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.isParts;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells how Rust has texts and lists at hand: as owner, or lent. */
abstract class RustTexts extends BracePrinter {

  /** The ways in which a text is at hand. */
  enum Form {
    /** A {@code String}. */
    OWNED,
    /** A {@code &String}. */
    REFERENCE,
    /** A {@code &str}. */
    SLICE
  }

  private final Map<String, Form> forms = new HashMap<>();
  private final Set<String> lentLists = new HashSet<>();

  /** The names of lists of {@code &str}. */
  private final Set<String> slices = new HashSet<>();

  RustTexts() {
    super(4, 100);
  }

  /** Notes how the variables of a function are at hand. */
  final void prepare(Function written) {
    forms.clear();
    lentLists.clear();
    slices.clear();
    for (Expr.Variable parameter : written.parameters()) {
      lend(parameter.name(), parameter.type(), Form.SLICE);
    }
    Lending lending = new Lending(written);
    Uses.statements(
        written.body(),
        statement -> {
          if (statement instanceof Stmt.Let let && isParts(let.value()) && stays(let.name())) {
            slices.add(let.name());
          } else if (statement instanceof Stmt.Each each) {
            lend(each.name(), each.type(), itemForm(each.over()));
          } else if (statement instanceof Stmt.Let let
              && isLentWhole(let.type())
              && lending.isLent(let.name())) {
            forms.put(let.name(), lentForm(lending.values(let.name())));
          }
        });
  }

  /** Tells whether values of a type are looked at through one reference: texts and records. */
  static boolean isLentWhole(Type type) {
    return type == Type.TEXT || type instanceof Type.RecordOf;
  }

  final void lend(String name, Type type, Form form) {
    if (isLentWhole(type)) {
      forms.put(name, form);
    } else if (!isCopy(type)) {
      lentLists.add(name);
    }
  }

  private Form lentForm(List<Expr> values) {
    boolean references =
        values.stream().allMatch(value -> form(value) != Form.SLICE)
            && values.stream().noneMatch(value -> value instanceof Expr.Text);
    return references ? Form.REFERENCE : Form.SLICE;
  }

  /** Tells whether a list is only looked at by the function that makes it. */
  private boolean stays(String name) {
    int[] open = {Uses.count(name, function.body())};
    Uses.expressions(
        function.body(),
        inner -> {
          boolean looks =
              inner instanceof Expr.Builtin call
                  && call.operation() != Operation.SORTED
                  && call.operation() != Operation.PART
                  && isNamed(call.argument(0), name);
          open[0] -=
              looks || (inner instanceof Expr.Pass pass && isNamed(pass.list(), name)) ? 1 : 0;
        });
    Uses.statements(
        function.body(),
        statement ->
            open[0] -= statement instanceof Stmt.Each each && isNamed(each.over(), name) ? 1 : 0);
    return open[0] == 0 && !Uses.isChanged(name, function) && !Uses.isAssigned(name, function);
  }

  private static boolean isNamed(Expr expression, String name) {
    return expression instanceof Expr.Variable variable && variable.name().equals(name);
  }

  static boolean isCopy(Type type) {
    return type == Type.INT || type == Type.SIZE || type == Type.BOOL || type == Type.CHAR;
  }

  /** Tells whether a list has items that can be copied, such as numbers. */
  final boolean hasCopies(Expr list) {
    return list.type() == Type.TEXT
        || isCopy(((Type.ListOf) list.type()).element())
        || isSlices(list);
  }

  private boolean isSlices(Expr list) {
    return list instanceof Expr.Variable variable && slices.contains(variable.name());
  }

  /** Tells whether a list is one of {@code &str}. */
  final boolean isSlices(String name) {
    return slices.contains(name);
  }

  /** Returns how a loop has the items of a list. */
  private Form itemForm(Expr list) {
    return isParts(list) || isSlices(list) ? Form.SLICE : Form.REFERENCE;
  }

  /** Returns how a text is at hand. */
  final Form form(Expr text) {
    if (text instanceof Expr.Variable variable) {
      return forms.getOrDefault(variable.name(), Form.OWNED);
    } else if (text instanceof Expr.Text || isPartOfText(text)) {
      return Form.SLICE;
    }
    return text instanceof Expr.Builtin call
            && (call.operation() == Operation.ITEM || call.operation() == Operation.LAST)
            && (isSlices(call.argument(0)) || isParts(call.argument(0)))
        ? Form.SLICE
        : Form.OWNED;
  }

  private static boolean isPartOfText(Expr text) {
    return text instanceof Expr.Builtin call
        && call.operation() == Operation.PART
        && call.type() == Type.TEXT;
  }

  /** Tells whether a variable is lent to the function, or by another variable. */
  final boolean isBorrowed(Expr expression) {
    return expression instanceof Expr.Variable variable
        && (lentLists.contains(variable.name())
            || forms.getOrDefault(variable.name(), Form.OWNED) != Form.OWNED);
  }

  /** Returns a text or list to be looked at. */
  final String lent(Expr value) {
    if (isPartOfText(value)) {
      String text = text(value);
      return "&" + text.substring(0, text.length() - ".to_string()".length());
    }
    boolean whole = isLentWhole(value.type());
    boolean large = whole || value.type() instanceof Type.ListOf;
    boolean there = whole ? form(value) != Form.OWNED : isBorrowed(value);
    return (large && !there ? "&" : "") + text(value);
  }

  /** Returns a value to be kept. */
  final String owned(Expr value) {
    if (value instanceof Expr.Text text && text.value().isEmpty()) {
      return "String::new()";
    } else if (!isLentWhole(value.type()) || isPartOfText(value)) {
      return text(value);
    }
    boolean place =
        value instanceof Expr.Builtin call
            && (call.operation() == Operation.ITEM
                || call.operation() == Operation.LAST
                || call.operation() == Operation.FIELD);
    return text(value)
        + switch (form(value)) {
          case SLICE -> ".to_string()";
          case REFERENCE -> ".clone()";
          case OWNED -> place ? ".clone()" : "";
        };
  }

  /** Returns a text or record that a new variable looks at. */
  final String looked(String name, Expr value) {
    boolean slice = forms.get(name) == Form.SLICE;
    return slice && form(value) == Form.OWNED ? text(value, CLOSED) + ".as_str()" : lent(value);
  }

  /** Returns two texts with a comparison between them. */
  final String compared(Expr.Binary binary) {
    Form left = form(binary.left());
    Form right = form(binary.right());
    Operator operator = binary.operator();
    boolean equality = operator == Operator.EQUAL || operator == Operator.DIFFERENT;
    return compared(binary.left(), left, right, equality)
        + " "
        + symbol(operator)
        + " "
        + compared(binary.right(), right, left, equality);
  }

  private String compared(Expr text, Form form, Form other, boolean equality) {
    if (form == other || form == Form.SLICE || (equality && other == Form.SLICE)) {
      return isPartOfText(text) ? lent(text) : text(text, Operator.PLUS.binds());
    } else if (other == Form.SLICE) {
      return text(text, CLOSED) + ".as_str()";
    }
    return (form == Form.REFERENCE ? "*" : "") + text(text, UNARY);
  }

  /** Returns the text that others are joined to. */
  final String joined(Expr.Builtin call) {
    StringBuilder format = new StringBuilder();
    List<String> values = new ArrayList<>();
    join(call, format, values);
    return "format!(" + quoted(format.toString()) + ", " + String.join(", ", values) + ")";
  }

  private void join(Expr part, StringBuilder format, List<String> values) {
    if (part instanceof Expr.Text text) {
      format.append(text.value().replace("{", "{{").replace("}", "}}"));
      return;
    }
    Operation operation = part instanceof Expr.Builtin call ? call.operation() : null;
    if (operation == Operation.JOINED) {
      ((Expr.Builtin) part).arguments().forEach(inner -> join(inner, format, values));
      return;
    }
    boolean shown = operation == Operation.DECIMAL || operation == Operation.AS_TEXT;
    format.append("{}");
    values.add(
        shown
            ? text(shown((Expr.Builtin) part))
            : operation == Operation.PART ? lent(part) : text(part));
  }

  /** Returns what is shown as text; lengths are shown as they are. */
  static Expr shown(Expr.Builtin call) {
    return call.argument(0) instanceof Expr.Builtin cast && cast.operation() == Operation.TO_INT
        ? cast.argument(0)
        : call.argument(0);
  }

  /** Tells whether an expression is a character that is found as a byte. */
  final boolean isByte(Expr expression) {
    return expression instanceof Expr.Builtin call
        && call.operation() == Operation.CHARACTER
        && binds(call) < CLOSED;
  }

  final String bytes(Expr character) {
    String text = text(character);
    return text.substring(0, text.length() - " as char".length());
  }
}
