package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.GoSyntax.call;

import io.seedmill.generators.code.print.GoSyntax.Go;
import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns expressions into those of Go. */
final class GoExpressions {

  private static final Map<String, String> HELPERS =
      Map.of(
          "mustAtoi",
          """
          func mustAtoi(s string) int {
          \tn, err := strconv.Atoi(s)
          \tif err != nil {
          \t\tpanic(err)
          \t}
          \treturn n
          }

          """,
          "abs",
          "func abs(x int) int {\n\tif x < 0 {\n\t\treturn -x\n\t}\n\treturn x\n}\n\n",
          "max",
          "func max(a, b int) int {\n\tif a > b {\n\t\treturn a\n\t}\n\treturn b\n}\n\n",
          "min",
          "func min(a, b int) int {\n\tif a < b {\n\t\treturn a\n\t}\n\treturn b\n}\n\n");

  private final GoPrinter printer;
  private final Set<String> used = new TreeSet<>();

  GoExpressions(GoPrinter printer) {
    this.printer = printer;
  }

  /** Notes that nothing is used yet. */
  void clear() {
    used.clear();
  }

  /** Notes that a package or a helper is used. */
  void use(String name) {
    used.add(name);
  }

  /** Returns the imports and the helpers that were used. */
  String before() {
    if (used.isEmpty()) {
      return "";
    }
    List<String> packages = new ArrayList<>();
    StringBuilder helpers = new StringBuilder();
    for (String name : used) {
      if (HELPERS.containsKey(name)) {
        helpers.append(HELPERS.get(name));
      } else {
        packages.add('"' + name + '"');
      }
    }
    String imports =
        packages.size() == 1
            ? "import " + packages.get(0) + "\n\n"
            : "import (\n\t" + String.join("\n\t", packages) + "\n)\n\n";
    return (packages.isEmpty() ? "" : imports) + helpers;
  }

  /** Returns a call of a helper, or of a function of a package. */
  private Go using(String function, Go... arguments) {
    int point = function.indexOf('.');
    use(point < 0 ? function : function.substring(0, point));
    return call(function, arguments);
  }

  Go word(String text) {
    return new GoSyntax.Word(text);
  }

  private Go binary(String operator, Go left, Go right) {
    return new GoSyntax.Binary(operator, left, right);
  }

  private List<Go> all(List<Expr> expressions) {
    return expressions.stream().map(this::go).toList();
  }

  /** Returns an expression. */
  Go go(Expr expression) {
    if (expression instanceof Expr.Numeral number) {
      return word(Long.toString(number.value()));
    } else if (expression instanceof Expr.Truth truth) {
      return word(Boolean.toString(truth.value()));
    } else if (expression instanceof Expr.Letter letter) {
      return word(printer.letter(letter.value()));
    } else if (expression instanceof Expr.Text text) {
      return word(printer.quoted(text.value()));
    } else if (expression instanceof Expr.Variable variable) {
      String name = printer.name(variable.name());
      boolean builder = variable.type() == Type.TEXT && printer.isBuilder(variable.name());
      return word(builder ? name + ".String()" : name);
    } else if (expression instanceof Expr.Binary binary) {
      return compared(binary);
    } else if (expression instanceof Expr.Not not) {
      return not(not.operand());
    } else if (expression instanceof Expr.Negative negative) {
      return new GoSyntax.Unary("-", go(negative.operand()));
    } else if (expression instanceof Expr.Call call) {
      return new GoSyntax.Call(word(printer.name(call.function())), all(call.arguments()));
    } else if (expression instanceof Expr.Builtin call) {
      return builtin(call);
    } else if (expression instanceof Expr.Filled filled) {
      return call("make", word(GoPrinter.type(filled.type())), go(filled.count()));
    } else if (expression instanceof Expr.Collection made) {
      if (made.type() == Type.TEXT) {
        return word("\"\"");
      }
      return made.type() instanceof Type.MapOf
          ? call("make", word(GoPrinter.type(made.type())))
          : new GoSyntax.Items(GoPrinter.type(made.type()), all(made.items()));
    }
    throw new UnsupportedOperationException("no expression of Go: " + expression);
  }

  private Go compared(Expr.Binary binary) {
    if (binary.operator() == Operator.MINUS && isCode(binary.left()) && isCode(binary.right())) {
      return call("int", binary("-", coded(binary.left()), coded(binary.right())));
    }
    // Letters can be compared as they stand in a text.
    boolean letters =
        binary.operator().isComparison()
            && isLetterOfText(binary.left(), binary.right())
            && isLetterOfText(binary.right(), binary.left());
    return binary(
        binary.operator().symbol(),
        letters ? letter(binary.left()) : go(binary.left()),
        letters ? letter(binary.right()) : go(binary.right()));
  }

  private static boolean isLetterOfText(Expr expression, Expr other) {
    return isCharacter(expression) || (expression instanceof Expr.Letter && isCharacter(other));
  }

  private static boolean isCode(Expr expression) {
    return expression instanceof Expr.Builtin call && call.operation() == Operation.CODE;
  }

  /** Returns the letter whose number is asked for; a text has bytes, so none has two types. */
  private Go coded(Expr code) {
    return go(((Expr.Builtin) code).argument(0));
  }

  /** Returns the letter with a number; letters can be counted on from another one. */
  private Go fromCode(Expr number) {
    return number instanceof Expr.Binary sum
            && sum.operator() == Operator.PLUS
            && isCode(sum.left())
            && ((Expr.Builtin) sum.left()).argument(0) instanceof Expr.Letter
        ? binary("+", coded(sum.left()), call("rune", go(sum.right())))
        : call("rune", go(number));
  }

  private static boolean isCharacter(Expr expression) {
    return expression instanceof Expr.Builtin call && call.operation() == Operation.CHARACTER;
  }

  private Go letter(Expr expression) {
    return expression instanceof Expr.Builtin call
        ? new GoSyntax.Index(go(call.argument(0)), go(call.argument(1)))
        : go(expression);
  }

  private Go not(Expr operand) {
    if (operand instanceof Expr.Builtin call && call.operation() == Operation.IS_EMPTY) {
      Expr asked = call.argument(0);
      return asked.type() == Type.TEXT && !isBuilder(asked)
          ? binary("!=", go(asked), word("\"\""))
          : binary(">", length(asked), word("0"));
    }
    if (operand instanceof Expr.Binary both
        && !Loops.opposite(both.left()).equals(new Expr.Not(both.left()))
        && !Loops.opposite(both.right()).equals(new Expr.Not(both.right()))
        && (both.operator() == Operator.AND || both.operator() == Operator.OR)) {
      // Not both: the one or the other is not.
      Operator other = both.operator() == Operator.AND ? Operator.OR : Operator.AND;
      return go(new Expr.Binary(other, Loops.opposite(both.left()), Loops.opposite(both.right())));
    }
    Expr opposite = Loops.opposite(operand);
    return opposite instanceof Expr.Not ? new GoSyntax.Unary("!", go(operand)) : go(opposite);
  }

  private boolean isBuilder(Expr expression) {
    return expression instanceof Expr.Variable variable
        && variable.type() == Type.TEXT
        && printer.isBuilder(variable.name());
  }

  private Go length(Expr expression) {
    return isBuilder(expression)
        ? word(printer.name(((Expr.Variable) expression).name()) + ".Len()")
        : call("len", go(expression));
  }

  private Go builtin(Expr.Builtin builtin) {
    Expr first = builtin.argument(0);
    Go a = go(first);
    Go b = builtin.arguments().size() > 1 ? go(builtin.argument(1)) : null;
    return switch (builtin.operation()) {
      case LENGTH -> length(first);
      case IS_EMPTY ->
          first.type() == Type.TEXT && !isBuilder(first)
              ? binary("==", a, word("\"\""))
              : binary("==", length(first), word("0"));
      case ITEM, VALUE, VALUE_OR -> new GoSyntax.Index(a, b);
      case HAS_KEY -> {
        if (!Printer.isSet(first.type())) {
          throw new UnsupportedOperationException("a key that is asked for in an expression");
        }
        yield new GoSyntax.Index(a, b);
      }
      case CHARACTER -> call("rune", new GoSyntax.Index(a, b));
      case LAST -> new GoSyntax.Index(a, binary("-", length(first), word("1")));
      case POP -> throw new UnsupportedOperationException("an item taken out by an expression");
      case PART ->
          new GoSyntax.Slice(
              a,
              Shapes.isNumber(builtin.argument(1), 0) ? null : b,
              Shapes.isLengthOf(builtin.argument(2), first) ? null : go(builtin.argument(2)));
      case MIN -> using("min", a, b);
      case MAX -> using("max", a, b);
      case ABSOLUTE -> using("abs", a);
      case TO_INT, TO_SIZE -> a;
      case IS_DIGIT -> using("unicode.IsDigit", a);
      case IS_LETTER -> using("unicode.IsLetter", a);
      case IS_UPPER -> using("unicode.IsUpper", a);
      case UPPER -> using("unicode.ToUpper", a);
      case LOWER -> using("unicode.ToLower", a);
      case CODE -> call("int", isCharacter(first) ? letter(first) : a);
      case FROM_CODE -> fromCode(first);
      case DIGIT -> call("int", binary("-", isCharacter(first) ? letter(first) : a, word("'0'")));
      case DECIMAL -> using("strconv.Itoa", a);
      case AS_TEXT -> call("string", isCharacter(first) ? letter(first) : a);
      case JOINED -> binary("+", a, b);
      case SPLIT -> {
        char separator = ((Expr.Letter) builtin.argument(1)).value();
        yield using("strings.Split", a, word(printer.quoted("" + separator)));
      }
      case JOIN -> using("strings.Join", a, b);
      case FIELD ->
          new GoSyntax.Member(a, Printer.titled(((Expr.Text) builtin.argument(1)).value()));
      case MAKE -> {
        Type.RecordOf type = (Type.RecordOf) builtin.type();
        List<GoSyntax.Field> fields = new ArrayList<>();
        for (int i = 0; i < type.fields().size(); i++) {
          String name = Printer.titled(type.fields().get(i).name());
          fields.add(new GoSyntax.Field(name, go(builtin.argument(i))));
        }
        yield new GoSyntax.Fields(Printer.title(type), fields);
      }
      case SORTED -> throw new UnsupportedOperationException("a sorted list in an expression");
      case NUMBER -> {
        use("strconv");
        yield using("mustAtoi", a);
      }
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT ->
          binary(Shapes.bitSymbol(builtin.operation()), a, b);
    };
  }
}
