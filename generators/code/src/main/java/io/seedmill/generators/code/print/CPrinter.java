package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.isLengthOf;
import static io.seedmill.generators.code.print.Shapes.isNumber;

import io.seedmill.generators.code.print.CVariables.Kind;
import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes C17, as clang-format formats it in the style of LLVM.
 *
 * <p>A list is handed to a function as its items and their number, and comes back as a struct whose
 * items the caller frees; so does a text. A function that may fail has a last parameter for the
 * error.
 */
public final class CPrinter extends CDeclarations {

  /** Creates a printer. */
  public CPrinter() {}

  @Override
  protected String imports(CharSequence code) {
    return helpers.before(code, "");
  }

  @Override
  protected String before(CharSequence code, String declared) {
    return helpers.before(code, declared + String.join("", sortings));
  }

  @Override
  protected void head() {
    helpers.clear();
    sortings.clear();
  }

  @Override
  protected void function(Function written) {
    prepare(written);
    String says = says(written);
    if (!says.isEmpty()) {
      line(says);
    }
    if (lengths.isEmpty()) {
      super.function(function);
      return;
    }
    line(head(function) + " {");
    deeper(
        () ->
            lengths.forEach(
                (text, length) -> line("size_t " + length + " = strlen(" + name(text) + ");")));
    block(function.body());
    line("}");
  }

  @Override
  public String given(Program written) {
    String head = signature(written);
    String says = says(written.main());
    String known = super.given(written) + helpers.types(head) + (says.isEmpty() ? "" : says + "\n");
    return known.isEmpty() ? "" : known + head + ";\n";
  }

  /** Returns what a comment says about a function's result, or nothing. */
  private String says(Function written) {
    List<String> says = new ArrayList<>();
    if (written.fails()) {
      says.add("Sets *error and returns " + nothing(written.result()) + " if it fails.");
    }
    if (written.result() instanceof Type.ListOf) {
      says.add(
          "The caller frees " + (CHelpers.isDeep(written.result()) ? "all" : "the") + " items.");
    } else if (written.result() == Type.TEXT && !variables.isConstant()) {
      says.add("The caller frees the text.");
    }
    return says.isEmpty() ? "" : "/* " + String.join(" ", says) + " */";
  }

  private void prepare(Function written) {
    function = Ownership.of(Steps.of(Loops.of(written, pass -> true)), program, facts());
    variables = new CVariables(function, facts());
    counts.clear();
    lengths.clear();
    live.clear();
    List<Expr.Variable> lists =
        written.parameters().stream().filter(any -> any.type() instanceof Type.ListOf).toList();
    for (Expr.Variable list : lists) {
      String one = lists.size() > 1 ? list.name() + "_count" : freeName("count", "length", "size");
      counts.put(list.name(), one);
    }
    for (Expr.Variable text : written.parameters()) {
      if (text.type() == Type.TEXT && asksForLength(text)) {
        boolean only = written.parameters().size() == 1;
        String length = text.name() + "_length";
        lengths.put(text.name(), only ? freeName("length", length) : freeName(length));
      }
    }
  }

  /** Tells whether a function asks more than once how long a text is. */
  private boolean asksForLength(Expr.Variable text) {
    int[] asked = {0};
    Uses.expressions(function.body(), inner -> asked[0] += isLengthOf(inner, text) ? 1 : 0);
    boolean[] again = {asked[0] > 1};
    Uses.statements(
        function.body(),
        statement -> {
          if (asked[0] == 1 && isLoop(statement)) {
            Uses.expressions(List.of(statement), inner -> again[0] |= isLengthOf(inner, text));
          }
        });
    return again[0];
  }

  private static boolean isLoop(Stmt statement) {
    return statement instanceof Stmt.While
        || statement instanceof Stmt.Count
        || statement instanceof Stmt.Each;
  }

  @Override
  protected String head(Function written) {
    if (!written.equals(function) || variables == null) {
      prepare(written);
    }
    List<String> parameters = new ArrayList<>();
    for (Expr.Variable parameter : written.parameters()) {
      String name = name(parameter.name());
      if (parameter.type() instanceof Type.ListOf list) {
        parameters.add(
            (list.element() == Type.TEXT ? "char *const *" : "const " + type(list.element()) + " *")
                + name);
        if (facts().isCounted(written.name(), parameter.name())) {
          parameters.add("size_t " + counts.get(parameter.name()));
        }
      } else {
        parameters.add(declared(parameter.type(), name));
      }
    }
    if (written.fails()) {
      parameters.add("const char **error");
    }
    String text = variables.isConstant() ? "const char *" : "char *";
    String result = written.result() == Type.TEXT ? text : type(written.result()) + " ";
    boolean main = written.name().equals(program.main().name());
    return (main ? "" : "static ")
        + result
        + name(written.name())
        + "("
        + String.join(", ", parameters)
        + ")";
  }

  private static String nothing(Type type) {
    if (type instanceof Type.ListOf) {
      return "no items";
    }
    return type == Type.BOOL ? "false" : type == Type.TEXT ? "NULL" : "0";
  }

  @Override
  protected void statement(Stmt statement) {
    if (Ownership.isFree(statement) && isArray(((Stmt.Let) statement).value())) {
      return;
    }
    if (statement instanceof Stmt.Let let && !let.name().isEmpty()) {
      line(let(let) + ";");
      fill(let);
      return;
    } else if (statement instanceof Stmt.Fail fail) {
      if (!fail.message().isEmpty()) {
        line("*error = " + quoted(fail.message()) + ";");
      }
      Type result = function.result();
      line(
          "return "
              + (result instanceof Type.ListOf ? "(" + type(result) + "){0}" : nothing(result))
              + ";");
      return;
    } else if (statement instanceof Stmt.Assign assign) {
      Kind kind = variables.kind(assign.name());
      String name = name(assign.name());
      if (kind == Kind.POINTER) {
        line(name + " = " + address(assign.value()) + ";");
        return;
      }
      boolean emptied = assign.value() instanceof Expr.Collection made && made.items().isEmpty();
      if (kind == Kind.GROWING_TEXT) {
        line("text_set(&" + name + ", " + text(assign.value()) + ");");
        return;
      } else if (kind == Kind.LIST && emptied) {
        line(
            CHelpers.isDeep(assign.value().type())
                ? name + " = (" + type(assign.value().type()) + "){0};"
                : name + ".count = 0;");
        return;
      }
    }
    if (statement instanceof Stmt.If condition && insertsIntoSet(condition)) {
      Stmt.Put put = (Stmt.Put) condition.then().get(0);
      if (variables.kind(put.name()) != Kind.TABLE) {
        braces("if (" + put(put) + ")", condition.then().subList(1, condition.then().size()));
        return;
      }
    }
    super.statement(statement);
  }

  @Override
  String count(Stmt.Count count) {
    live.add(count.name());
    return super.count(count);
  }

  @Override
  String countDown(Stmt.CountDown count) {
    live.add(count.name());
    return super.countDown(count);
  }

  @Override
  void each(Stmt.Each each) {
    boolean named = !each.position().isEmpty();
    String i = named ? name(each.position()) : index(each.body());
    live.add(i);
    boolean text = each.over().type() == Type.TEXT;
    String place = place(each.over(), i);
    String end =
        text && !hasLength(each.over()) ? place + " != '\\0'" : i + " < " + length(each.over());
    line(loop(Type.SIZE, i, "0", end, i + "++") + " {");
    boolean record = each.type() instanceof Type.RecordOf;
    String declared =
        record
            ? "const " + type(each.type()) + " *" + name(each.name()) + " = &" + place + ";"
            : declared(each.type(), name(each.name())) + " = " + place + ";";
    round(each, i, declared);
    line("}");
    live.remove(i);
  }

  @Override
  String append(Stmt.Append append) {
    String name = name(append.name());
    Type type = Uses.typeOf(append.name(), function);
    if (type != Type.TEXT) {
      return added(type, name, text(append.value()));
    }
    Expr value = append.value();
    boolean letter = value.type() == Type.CHAR;
    if (value instanceof Expr.Builtin call && call.operation() == Operation.DECIMAL) {
      return "text_add_number(&" + name + ", " + text(call.argument(0)) + ")";
    }
    if (value instanceof Expr.Builtin call && call.operation() == Operation.AS_TEXT) {
      letter = true;
      value = call.argument(0);
    }
    return (letter ? "text_add_letter(&" : "text_add(&") + name + ", " + text(value) + ")";
  }

  @Override
  String put(Stmt.Put put) {
    String name = name(put.name());
    String key = text(put.key());
    boolean table = variables.kind(put.name()) == Kind.TABLE;
    Type type = Uses.typeOf(put.name(), function);
    String place =
        table
            ? name + "[(unsigned char)" + text(put.key(), 10) + "]"
            : "*" + prefix(type) + "_at(&" + name + ", " + key + ")";
    Optional<Expr.Binary> change = changes(put);
    if (change.isPresent()) {
      Expr.Binary sum = change.get();
      boolean one = isNumber(sum.right(), 1) && !table;
      return changed(one ? "(" + place + ")" : place, sum.operator(), sum.right());
    } else if (table) {
      return place + " = " + text(put.value());
    }
    return isSet(type)
        ? prefix(type) + "_add(&" + name + ", " + key + ")"
        : prefix(type) + "_put(&" + name + ", " + key + ", " + text(put.value()) + ")";
  }

  @Override
  String fail(Stmt.Fail fail) {
    throw new IllegalStateException("it is two lines");
  }

  @Override
  protected String name(String name) {
    return name.equals(Ownership.FAILED.name()) ? name : super.name(name);
  }
}
