package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.isNumber;
import static io.seedmill.generators.code.print.Shapes.plusOne;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes what C and C++ have in common, as clang-format formats it. */
abstract class ClangPrinter extends BracePrinter {

  private static final int WIDTH = 80;
  private static final Set<String> RESERVED =
      Set.of(
          "and",
          "asm",
          "auto",
          "bool",
          "break",
          "case",
          "catch",
          "char",
          "class",
          "const",
          "continue",
          "default",
          "delete",
          "do",
          "double",
          "else",
          "enum",
          "explicit",
          "export",
          "extern",
          "false",
          "float",
          "for",
          "friend",
          "goto",
          "if",
          "inline",
          "int",
          "long",
          "mutable",
          "namespace",
          "new",
          "not",
          "operator",
          "or",
          "private",
          "protected",
          "public",
          "register",
          "restrict",
          "return",
          "short",
          "signed",
          "sizeof",
          "static",
          "struct",
          "switch",
          "template",
          "this",
          "throw",
          "true",
          "try",
          "typedef",
          "typename",
          "union",
          "unsigned",
          "using",
          "virtual",
          "void",
          "volatile",
          "while",
          "xor");

  ClangPrinter() {
    super(2, WIDTH);
  }

  @Override
  protected String name(String name) {
    return RESERVED.contains(name) ? name + "_" : name;
  }

  @Override
  protected List<String> wrapped(String text, int used) {
    return ClangLayout.wrap(text, used).orElseGet(() -> List.of(" ".repeat(used) + text));
  }

  @Override
  protected void function(Function written) {
    if (written.body().size() == 1
        && written.body().get(0) instanceof Stmt.Return end
        && !(end.value() instanceof Expr.Pass)) {
      String line = head(written) + " { " + giveBack(end.value()) + "; }";
      if (line.length() <= WIDTH) {
        line(line);
        return;
      }
    }
    braces(head(written), written.body());
  }

  /** Returns the names in code, with what they are in and a bracket where they are called. */
  static Set<String> words(CharSequence code) {
    Set<String> words = new HashSet<>();
    int start = -1;
    for (int i = 0; i <= code.length(); i++) {
      char c = i < code.length() ? code.charAt(i) : ' ';
      if (Character.isLetterOrDigit(c) || c == '_' || c == ':') {
        start = start < 0 ? i : start;
      } else if (start >= 0) {
        words.add(code.subSequence(start, c == '(' ? i + 1 : i).toString());
        start = -1;
      }
    }
    return words;
  }

  /** Returns the lines that include headers. */
  static String includes(Iterable<String> headers, String suffix) {
    StringBuilder lines = new StringBuilder();
    for (String header : headers) {
      lines.append("#include <").append(header).append(suffix).append(">\n");
    }
    return lines.isEmpty() ? "" : lines.append('\n').toString();
  }

  /** Returns the first of some names that the function has no use for. */
  final String freeName(String... names) {
    for (String name : names) {
      if (!Uses.isDeclared(name, function)) {
        return name;
      }
    }
    throw new UnsupportedOperationException("a name for one more variable");
  }

  /** Returns the name and the fields of a record, in a bracket that is open. */
  final String fields(Type.RecordOf record) {
    StringBuilder lines = new StringBuilder(title(record)).append(" {\n");
    for (Type.Field field : record.fields()) {
      lines.append("  ").append(member(field.type(), name(field.name()))).append(";\n");
    }
    return lines.toString();
  }

  /** Returns the declaration of a field. */
  String member(Type type, String name) {
    return type(type) + " " + name;
  }

  /** Returns a type as a variable has it. */
  abstract String type(Type type);

  @Override
  String counter(Type type) {
    return type(type);
  }

  @Override
  String countDown(Stmt.CountDown count) {
    if (count.type() != Type.SIZE) {
      return super.countDown(count);
    }
    String i = name(count.name());
    if (count.to() instanceof Expr.Numeral to && to.value() > 0) {
      String last = to.value() == 1 ? " > 0" : " >= " + to.value();
      return loop(count.type(), i, text(count.from()), i + last, decrement(i));
    }
    // A size that is 0 cannot be taken 1 from, so the loop asks before it does.
    String from = text(plusOne(count.from()));
    return loop(count.type(), i, from, i + "-- > " + text(count.to(), 5), "");
  }

  /**
   * Writes the body of a loop over positions, in which an item has a name if it is used more than
   * once.
   */
  final void round(Stmt.Each each, String position, String declaration) {
    List<Stmt> body = each.body();
    int uses = Uses.count(each.name(), body);
    if (uses == 1 && isSteady(each)) {
      Expr item = itemAt(each, new Expr.Variable(position, Type.SIZE));
      body = Replacement.in(body, inner -> isNamed(inner, each.name()) ? item : inner);
    } else if (uses > 0) {
      deeper(() -> line(declaration));
    }
    block(body);
  }

  /** Tells whether the items of a loop are the same during a round. */
  private boolean isSteady(Stmt.Each each) {
    return each.over() instanceof Expr.Variable list
        && !(each.type() instanceof Type.ListOf)
        && !Uses.isChanged(list.name(), function)
        && !Uses.isAssigned(list.name(), function)
        && !Uses.isAssigned(each.name(), function);
  }

  private static Expr itemAt(Stmt.Each each, Expr position) {
    Operation operation = each.over().type() == Type.TEXT ? Operation.CHARACTER : Operation.ITEM;
    return new Expr.Builtin(operation, List.of(each.over(), position), each.type());
  }

  private static boolean isNamed(Expr expression, String name) {
    return expression instanceof Expr.Variable variable && variable.name().equals(name);
  }

  @Override
  String place(Expr list, Expr position) {
    return place(list, text(asPosition(position)));
  }

  /** Returns a place in a list or text. */
  String place(Expr list, String position) {
    return text(list, CLOSED) + "[" + position + "]";
  }

  /** Returns a position without a cast, which brackets do not need. */
  Expr asPosition(Expr position) {
    return position instanceof Expr.Builtin cast && cast.operation() == Operation.TO_SIZE
        ? cast.argument(0)
        : position;
  }

  /** Tells whether a branch asks whether a set lacks something, and then adds it. */
  static boolean insertsIntoSet(Stmt.If condition) {
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

  /** Returns what is added to, or taken from, what a map has for the key, if that is all. */
  static Optional<Expr.Binary> changes(Stmt.Put put) {
    return put.value() instanceof Expr.Binary sum
            && (sum.operator() == Operator.PLUS || sum.operator() == Operator.MINUS)
            && sum.left() instanceof Expr.Builtin old
            && old.argument(0) instanceof Expr.Variable map
            && map.name().equals(put.name())
            && old.argument(1).equals(put.key())
            && (old.operation() == Operation.VALUE || isDefault(old))
        ? Optional.of(sum)
        : Optional.empty();
  }

  /** Tells whether a call asks for a value, or 0. */
  static boolean isDefault(Expr.Builtin call) {
    return call.operation() == Operation.VALUE_OR && isNumber(call.argument(2), 0);
  }
}
