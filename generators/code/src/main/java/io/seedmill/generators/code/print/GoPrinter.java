package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.bitSymbol;
import static io.seedmill.generators.code.print.Shapes.hasKey;
import static io.seedmill.generators.code.print.Shapes.isNumber;
import static io.seedmill.generators.code.print.Shapes.oneLess;

import io.seedmill.generators.code.print.GoSyntax.Go;
import io.seedmill.generators.code.print.GoSyntax.Index;
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

/** Writes Go 1.18 or later, as gofmt formats it, without the package clause. */
public final class GoPrinter extends Printer {

  private static final Set<String> KEYWORDS =
      Set.of(
          ("break case chan const continue default defer else fallthrough for func go goto if"
                  + " import interface map package range return select struct switch type var len"
                  + " append make string int rune bool max min abs errors sort strings strconv unicode")
              .split(" ", -1));

  private final GoExpressions expressions = new GoExpressions(this);
  private final Set<String> builders = new HashSet<>();

  /** Creates a printer. */
  public GoPrinter() {
    super(0, Integer.MAX_VALUE);
  }

  @Override
  protected String name(String name) {
    String camel = camel(name);
    return KEYWORDS.contains(camel) ? camel + "Value" : camel;
  }

  @Override
  protected void head() {
    expressions.clear();
  }

  @Override
  protected String imports(CharSequence code) {
    return expressions.before();
  }

  @Override
  protected void function(Function written) {
    prepare(written);
    line(head(written) + " {");
    block(function.body());
    line("}");
  }

  private void prepare(Function written) {
    function = Choices.of(Steps.of(Loops.of(written, pass -> true)));
    builders.clear();
    Uses.statements(
        function.body(),
        statement -> {
          if (statement instanceof Stmt.Let let && let.type() == Type.TEXT && grows(let.name())) {
            builders.add(let.name());
          }
        });
  }

  @Override
  protected String head(Function written) {
    StringBuilder head = new StringBuilder("func ").append(name(written.name())).append('(');
    List<Expr.Variable> parameters = written.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Type type = parameters.get(i).type();
      boolean last = i == parameters.size() - 1;
      head.append(name(parameters.get(i).name()));
      head.append(last || !parameters.get(i + 1).type().equals(type) ? " " + type(type) : "");
      head.append(last ? "" : ", ");
    }
    String result = type(written.result());
    return head.append(") ")
        .append(written.fails() ? "(" + result + ", error)" : result)
        .toString();
  }

  @Override
  protected String declaration(Type.RecordOf record) {
    int width = record.fields().stream().mapToInt(each -> name(each).length()).max().orElse(0);
    StringBuilder lines = new StringBuilder("type " + title(record) + " struct {\n");
    for (Type.Field field : record.fields()) {
      String name = name(field);
      lines.append('\t').append(name).append(" ".repeat(width + 1 - name.length()));
      lines.append(type(field.type())).append('\n');
    }
    return lines.append("}\n").toString();
  }

  private static String name(Type.Field field) {
    return titled(field.name());
  }

  @Override
  protected String made(Type.RecordOf type, List<String> values) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      fields.add(name(type.fields().get(i)) + ": " + values.get(i));
    }
    return title(type) + "{" + String.join(", ", fields) + "}";
  }

  @Override
  protected String before(CharSequence code, String declared) {
    String all = imports(code);
    int end = all.startsWith("import") ? all.indexOf("\n\n") + 2 : 0;
    return all.substring(0, end) + declared + all.substring(end);
  }

  /** Returns a type. */
  static String type(Type type) {
    if (type instanceof Type.ListOf list) {
      return "[]" + type(list.element());
    } else if (type instanceof Type.MapOf map) {
      return "map[" + type(map.key()) + "]" + type(map.value());
    }
    if (type instanceof Type.RecordOf record) {
      return title(record);
    }
    return switch ((Type.Plain) type) {
      case INT, SIZE -> "int";
      case BOOL -> "bool";
      case CHAR -> "rune";
      case TEXT -> "string";
      case NOTHING -> "";
    };
  }

  /** Tells whether a text is made by a builder. */
  boolean isBuilder(String name) {
    return builders.contains(name);
  }

  /** Tells whether a text begins empty and grows. */
  private boolean grows(String name) {
    boolean[] is = {false, true};
    Uses.statements(
        function.body(),
        statement -> {
          is[0] |= statement instanceof Stmt.Append append && append.name().equals(name);
          if (statement instanceof Stmt.Assign assign && assign.name().equals(name)) {
            is[1] &= Choices.isZero(assign.value());
          } else if (statement instanceof Stmt.Let let && let.name().equals(name)) {
            is[1] &= Choices.isZero(let.value());
          }
        });
    return is[0] && is[1];
  }

  @Override
  protected void statement(Stmt statement) {
    if (statement instanceof Stmt.Let let) {
      let(let);
    } else if (statement instanceof Stmt.Assign assign) {
      assign(assign.name(), assign.value());
    } else if (statement instanceof Stmt.Update update) {
      changed(expressions.word(name(update.name())), update.operator(), update.value());
    } else if (statement instanceof Stmt.SetItem set) {
      line(place(set.list(), set.position()) + " = " + text(set.value()));
    } else if (statement instanceof Stmt.UpdateItem set) {
      changed(
          new Index(expressions.go(set.list()), expressions.go(set.position())),
          set.operator(),
          set.value());
    } else if (statement instanceof Stmt.Append append) {
      append(append);
    } else if (statement instanceof Stmt.Put put) {
      put(put);
    } else if (statement instanceof Stmt.If condition) {
      branch("if ", condition);
    } else if (statement instanceof Stmt.While loop) {
      boolean always = loop.condition().equals(new Expr.Truth(true));
      braces(always ? "for" : "for " + text(loop.condition()), loop.body());
    } else if (statement instanceof Stmt.Count count) {
      count(count);
    } else if (statement instanceof Stmt.CountDown count) {
      String i = name(count.name());
      String last = text(new Expr.Binary(Operator.AT_LEAST, variable(count.name()), count.to()));
      braces(
          "for " + i + " := " + text(count.from()) + "; " + last + "; " + i + "--", count.body());
    } else if (statement instanceof Stmt.Each each) {
      each(each);
    } else if (statement instanceof Stmt.Return end) {
      boolean passedOn =
          end.value() instanceof Expr.Call call && program.function(call.function()).fails();
      line("return " + text(end.value()) + (function.fails() && !passedOn ? ", nil" : ""));
    } else if (statement instanceof Stmt.Fail fail) {
      String nothing =
          function.result() instanceof Type.Plain ? text(Choices.zero(function.result())) : "nil";
      expressions.use("errors");
      line("return " + nothing + ", errors.New(" + quoted(fail.message()) + ")");
    } else {
      line(statement instanceof Stmt.Break ? "break" : "continue");
    }
  }

  private static Expr.Variable variable(String name) {
    return new Expr.Variable(name, Type.INT);
  }

  private String place(Expr list, Expr position) {
    return GoSyntax.text(new Index(expressions.go(list), expressions.go(position)));
  }

  private void let(Stmt.Let let) {
    if (Steps.isDrop(let)) {
      String list = text(((Expr.Builtin) let.value()).argument(0));
      line(list + " = " + list + "[:len(" + list + ")-1]");
    } else if (isBuilder(let.name())) {
      expressions.use("strings");
      line("var " + name(let.name()) + " strings.Builder");
    } else if (let.type() instanceof Type.ListOf && Choices.isZero(let.value())) {
      line("var " + name(let.name()) + " " + type(let.type()));
    } else if (let.value() instanceof Expr.Builtin call && call.operation() == Operation.SORTED) {
      sorted(name(let.name()), call);
    } else if (let.value() instanceof Expr.Filled filled) {
      line(name(let.name()) + " := " + text(filled));
      fill(name(let.name()), filled);
    } else {
      line(name(let.name()) + " := " + text(let.value()));
    }
  }

  private void sorted(String name, Expr.Builtin call) {
    String type = type(call.type());
    expressions.use("sort");
    line(name + " := append(" + type + "(nil), " + text(call.argument(0)) + "...)");
    if (!hasKey(call)) {
      line("sort." + (type.equals("[]int") ? "Ints(" : "Strings(") + name + ")");
      return;
    }
    String field = "]." + titled(((Expr.Text) call.argument(1)).value());
    line("sort.SliceStable(" + name + ", func(i, j int) bool {");
    deeper(() -> line("return " + name + "[i" + field + " < " + name + "[j" + field));
    line("})");
  }

  /** Writes what gives the items of a new list their value, if it is not zero. */
  private void fill(String list, Expr.Filled filled) {
    if (Choices.isZero(filled.item())) {
      return;
    }
    String i = list.equals("i") || list.startsWith("i[") ? "j" : list.contains("[i]") ? "j" : "i";
    String item = list + "[" + i + "]";
    line("for " + i + " := range " + list + " {");
    deeper(
        () -> {
          line(item + " = " + text(filled.item()));
          if (filled.item() instanceof Expr.Filled inner) {
            fill(item, inner);
          }
        });
    line("}");
  }

  private void assign(String name, Expr value) {
    boolean list = value.type() instanceof Type.ListOf;
    if (isBuilder(name)) {
      line(name(name) + ".Reset()");
    } else if (value instanceof Expr.Builtin call
        && call.argument(0) instanceof Expr.Variable variable
        && variable.name().equals(name)
        && !bitSymbol(call.operation()).isEmpty()) {
      line(name(name) + " " + bitSymbol(call.operation()) + "= " + text(call.argument(1)));
    } else {
      line(name(name) + " = " + (list && Choices.isZero(value) ? "nil" : text(value)));
    }
  }

  private void changed(Go place, Operator operator, Expr value) {
    boolean one = isNumber(value, 1);
    if (one && (operator == Operator.PLUS || operator == Operator.MINUS)) {
      line(GoSyntax.text(place, 2) + (operator == Operator.PLUS ? "++" : "--"));
    } else {
      line(GoSyntax.text(place) + " " + operator.symbol() + "= " + text(value));
    }
  }

  private void append(Stmt.Append append) {
    String name = name(append.name());
    if (Uses.typeOf(append.name(), function) instanceof Type.ListOf) {
      Go item = expressions.go(append.value());
      line(name + " = " + GoSyntax.text(GoSyntax.call("append", expressions.word(name), item)));
      return;
    }
    boolean letter = append.value().type() == Type.CHAR;
    if (isBuilder(append.name())) {
      line(name + (letter ? ".WriteRune(" : ".WriteString(") + text(append.value()) + ")");
    } else {
      line(
          name + " += " + (letter ? "string(" + text(append.value()) + ")" : text(append.value())));
    }
  }

  private void put(Stmt.Put put) {
    Go place = new Index(expressions.word(name(put.name())), expressions.go(put.key()));
    boolean adds =
        put.value() instanceof Expr.Binary sum
            && (sum.operator() == Operator.PLUS || sum.operator() == Operator.MINUS)
            && sum.left() instanceof Expr.Builtin old
            && (old.operation() == Operation.VALUE_OR || old.operation() == Operation.VALUE)
            && old.argument(0) instanceof Expr.Variable map
            && map.name().equals(put.name())
            && old.argument(1).equals(put.key());
    if (adds) {
      Expr.Binary sum = (Expr.Binary) put.value();
      changed(place, sum.operator(), sum.right());
    } else {
      line(GoSyntax.text(place) + " = " + text(put.value()));
    }
  }

  private void braces(String head, List<Stmt> body) {
    line(head + " {");
    block(body);
    line("}");
  }

  private void branch(String keyword, Stmt.If condition) {
    line(keyword + condition(condition.condition()) + " {");
    block(condition.then());
    List<Stmt> otherwise = condition.otherwise();
    boolean declares = otherwise.stream().anyMatch(inner -> inner instanceof Stmt.Let);
    if (otherwise.isEmpty()) {
      line("}");
    } else if (keyword.startsWith("if") && ends(condition.then()) && !declares) {
      // What follows a return needs no else.
      line("}");
      otherwise.forEach(this::statement);
    } else if (otherwise.size() == 1 && otherwise.get(0) instanceof Stmt.If more) {
      branch("} else if ", more);
    } else {
      line("} else {");
      block(otherwise);
      line("}");
    }
  }

  private static boolean ends(List<Stmt> body) {
    Stmt last = body.get(body.size() - 1);
    return Uses.leaves(body) || last instanceof Stmt.Break || last instanceof Stmt.Continue;
  }

  /** Returns a condition; the key of a map is looked up before it. */
  private String condition(Expr condition) {
    boolean not = condition instanceof Expr.Not;
    Expr asked = condition instanceof Expr.Not opposite ? opposite.operand() : condition;
    if (asked instanceof Expr.Builtin call
        && call.operation() == Operation.HAS_KEY
        && !isSet(call.argument(0).type())) {
      String place = place(call.argument(0), call.argument(1));
      return "_, ok := " + place + "; " + (not ? "!ok" : "ok");
    }
    return text(condition);
  }

  private void count(Stmt.Count count) {
    String i = name(count.name());
    boolean one = isNumber(count.step(), 1);
    if (one
        && isNumber(count.from(), 0)
        && count.to() instanceof Expr.Builtin length
        && length.operation() == Operation.LENGTH
        && length.argument(0) instanceof Expr.Variable list
        && list.type() instanceof Type.ListOf
        && !Uses.isAssigned(count.name(), Uses.withBody(function, count.body()))) {
      String all = name(list.name());
      boolean used = Uses.of(count.name(), count.body());
      braces(used ? "for " + i + " := range " + all : "for range " + all, count.body());
      return;
    }
    Expr end = oneLess(count.to()).orElse(count.to());
    Operator operator = end.equals(count.to()) ? Operator.LESS : Operator.AT_MOST;
    String until = text(new Expr.Binary(operator, variable(count.name()), end));
    String step = one ? i + "++" : i + " += " + text(count.step());
    braces("for " + i + " := " + text(count.from()) + "; " + until + "; " + step, count.body());
  }

  private void each(Stmt.Each each) {
    boolean position = !each.position().isEmpty() && Uses.of(each.position(), each.body());
    boolean item = Uses.of(each.name(), each.body());
    String names =
        !item
            ? position ? name(each.position()) + " := " : ""
            : (position ? name(each.position()) : "_") + ", " + name(each.name()) + " := ";
    braces("for " + names + "range " + text(each.over()), each.body());
  }

  @Override
  protected String text(Expr expression) {
    return GoSyntax.text(expressions.go(expression));
  }

  @Override
  protected String filled(Expr.Filled filled) {
    return text(filled);
  }

  @Override
  protected String collection(Expr.Collection collection) {
    return text(collection);
  }

  @Override
  protected String builtin(Expr.Builtin call) {
    return text(call);
  }

  @Override
  protected String list(String items, Type type) {
    // The type of inner lists is left out.
    Type element = ((Type.ListOf) type).element();
    String inner = type(element) + "{";
    return type(type)
        + "{"
        + (!(element instanceof Type.Plain) ? items.replace(inner, "{") : items)
        + "}";
  }
}
