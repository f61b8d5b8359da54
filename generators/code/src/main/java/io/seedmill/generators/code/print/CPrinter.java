package io.seedmill.generators.code.print;

import io.seedmill.generators.code.print.CVariables.Kind;
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

/**
 * Writes C17, as clang-format formats it in the style of LLVM.
 *
 * <p>A list is handed to a function as its items and their number, and comes back as a struct whose
 * items the caller frees; so does a text. A function that may fail has a last parameter for the
 * error.
 */
public final class CPrinter extends ClangPrinter {

  private final CHelpers helpers = new CHelpers();
  private final Map<String, String> counts = new HashMap<>();
  private final Map<String, String> lengths = new HashMap<>();
  private final Set<String> live = new HashSet<>();
  private CVariables variables;

  /** Creates a printer. */
  public CPrinter() {}

  @Override
  protected String imports(CharSequence code) {
    return helpers.before(code);
  }

  @Override
  protected void head() {
    helpers.clear();
  }

  @Override
  protected void function(Function written) {
    prepare(written);
    List<String> says = new ArrayList<>();
    if (written.fails()) {
      says.add("Sets *error and returns " + nothing(written.result()) + " if it fails.");
    }
    if (written.result() instanceof Type.ListOf) {
      says.add("The caller frees the items.");
    } else if (written.result() == Type.TEXT) {
      says.add("The caller frees the text.");
    }
    if (!says.isEmpty()) {
      line("/* " + String.join(" ", says) + " */");
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

  private void prepare(Function written) {
    function = Ownership.of(Steps.of(Loops.of(written, pass -> true)), program);
    variables = new CVariables(function);
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
    Uses.statements(
        function.body(),
        statement -> {
          boolean again = statement instanceof Stmt.While || statement instanceof Stmt.Count;
          for (Expr own : Uses.own(statement)) {
            Uses.visit(own, inner -> asked[0] += isLengthOf(inner, text) ? again ? 2 : 1 : 0);
          }
        });
    return asked[0] > 1;
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
        parameters.add("size_t " + counts.get(parameter.name()));
      } else {
        parameters.add(declared(parameter.type(), name));
      }
    }
    if (written.fails()) {
      parameters.add("const char **error");
    }
    String result = written.result() == Type.TEXT ? "char *" : type(written.result()) + " ";
    boolean main = written.name().equals(program.main().name());
    return (main ? "" : "static ")
        + result
        + name(written.name())
        + "("
        + String.join(", ", parameters)
        + ")";
  }

  private String declared(Type type, String name) {
    return type == Type.TEXT ? "const char *" + name : type(type) + " " + name;
  }

  @Override
  String type(Type type) {
    if (type instanceof Type.ListOf list) {
      return helpers.list(list.element());
    } else if (type instanceof Type.MapOf map) {
      return isSet(type) ? helpers.set(map.key()) : helpers.map(map);
    }
    return switch ((Type.Plain) type) {
      case INT -> "int";
      case SIZE -> "size_t";
      case BOOL -> "bool";
      case CHAR -> "char";
      case TEXT -> "Text";
      case NOTHING -> "void";
    };
  }

  private String prefix(Type type) {
    return CHelpers.snake(type(type));
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
    super.statement(statement);
  }

  @Override
  String let(Stmt.Let let) {
    String name = name(let.name());
    Expr value = let.value();
    if (Ownership.isFree(let)) {
      return free((Expr.Variable) value);
    } else if (Steps.isDrop(let)) {
      return count(((Expr.Builtin) value).argument(0)) + "--";
    }
    return switch (variables.kind(let.name())) {
      case ARRAY -> {
        String element = type(((Type.ListOf) let.type()).element());
        String items =
            value instanceof Expr.Collection made
                ? texts(made.items())
                : first((Expr.Filled) value);
        String constant = let.changes() ? "" : "const ";
        String size = value instanceof Expr.Collection ? "" : text(((Expr.Filled) value).count());
        yield constant + element + " " + name + "[" + size + "] = {" + items + "}";
      }
      case HEAP ->
          type(((Type.ListOf) let.type()).element())
              + " *"
              + name
              + " = allocate("
              + text(((Expr.Filled) value).count())
              + ", sizeof *"
              + name
              + ")";
      case TABLE ->
          type(((Type.MapOf) let.type()).value())
              + " "
              + name
              + "[128] = {"
              + (isSet(let.type()) ? "false" : "0")
              + "}";
      case LIST ->
          type(let.type())
              + " "
              + name
              + " = "
              + (value instanceof Expr.Collection || isNested(value) ? "{0}" : text(value));
      case MAP -> type(let.type()) + " " + name + " = {0}";
      case GROWING_TEXT -> "Text " + name + " = new_text(" + text(value) + ")";
      case OWN_TEXT -> "char *" + name + " = " + text(value);
      default -> declared(let.type(), name) + " = " + text(value);
    };
  }

  /** Returns what an array is made with: 0 if it is filled with something else afterwards. */
  private String first(Expr.Filled filled) {
    return filled.item() instanceof Expr.Truth
        ? "false"
        : isZero(filled.item()) ? text(filled.item()) : "0";
  }

  private static boolean isZero(Expr item) {
    return isNumber(item, 0) || (item instanceof Expr.Truth truth && !truth.value());
  }

  private static boolean isNested(Expr value) {
    return value instanceof Expr.Filled filled && filled.item() instanceof Expr.Filled;
  }

  /** Writes what fills a new list, where its declaration cannot. */
  private void fill(Stmt.Let let) {
    Kind kind = variables.kind(let.name());
    String name = name(let.name());
    if (kind == Kind.LIST && let.value() instanceof Expr.Collection made) {
      for (Expr item : made.items()) {
        line(added(let.type(), name, text(item)) + ";");
      }
    } else if (let.value() instanceof Expr.Filled filled
        && (isNested(filled) || (kind != Kind.LIST && !isZero(filled.item())))) {
      String i = index(List.of());
      String item = text(filled.item());
      line(loop(Type.SIZE, i, "0", i + " < " + text(filled.count(), 5), i + "++") + " {");
      deeper(
          () ->
              line(
                  kind == Kind.LIST
                      ? added(let.type(), name, item) + ";"
                      : name + "[" + i + "] = " + item + ";"));
      line("}");
      live.remove(i);
    }
  }

  private boolean isArray(Expr list) {
    return list instanceof Expr.Variable variable && variables.kind(variable.name()) == Kind.ARRAY;
  }

  private String added(Type list, String name, String item) {
    return prefix(list) + "_add(&" + name + ", " + item + ")";
  }

  private String free(Expr.Variable variable) {
    String name = name(variable.name());
    boolean deep =
        CHelpers.isDeep(variable.type())
            || (variable.type() instanceof Type.MapOf map && map.key() == Type.TEXT);
    return switch (variables.kind(variable.name())) {
      case HEAP, OWN_TEXT -> "free(" + name + ")";
      case GROWING_TEXT -> "free(" + name + ".chars)";
      case MAP ->
          deep
              ? prefix(variable.type()) + "_free(&" + name + ")"
              : "free(" + name + (isSet(variable.type()) ? ".items)" : ".entries)");
      default ->
          deep ? prefix(variable.type()) + "_free(&" + name + ")" : "free(" + name + ".items)";
    };
  }

  /** Returns a name for a position that nothing in scope has. */
  private String index(List<Stmt> body) {
    for (String name : List.of("i", "j", "k", "m", "p", "q")) {
      if (!live.contains(name) && !Uses.isDeclared(name, Uses.withBody(function, body))) {
        live.add(name);
        return name;
      }
    }
    throw new UnsupportedOperationException("a name for one more position");
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
    List<Stmt> body = each.body();
    int uses = Uses.count(each.name(), body);
    if (uses == 1 && isSteady(each)) {
      Expr item = itemAt(each, new Expr.Variable(i, Type.SIZE));
      body = Replacement.in(body, inner -> isNamed(inner, each.name()) ? item : inner);
    } else if (uses > 0) {
      deeper(() -> line(declared(each.type(), name(each.name())) + " = " + place + ";"));
    }
    block(body);
    line("}");
    live.remove(i);
  }

  /** Tells whether the items of a loop are the same during a round. */
  private boolean isSteady(Stmt.Each each) {
    return each.over() instanceof Expr.Variable list
        && each.type() instanceof Type.Plain
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

  private String place(Expr list, String position) {
    return items(list) + "[" + position + "]";
  }

  @Override
  String place(Expr list, Expr position) {
    return place(list, text(position));
  }

  /** Returns the items of a list, or the characters of a text. */
  private String items(Expr list) {
    String text = text(list, CLOSED);
    if (list.type() == Type.TEXT) {
      return text;
    }
    boolean struct =
        !(list instanceof Expr.Variable variable)
            || switch (variables.kind(variable.name())) {
              case LIST, BORROWED -> true;
              default -> false;
            };
    return struct ? text + ".items" : text;
  }

  /** Returns the number of items of a list. */
  private String count(Expr list) {
    if (list instanceof Expr.Variable variable) {
      Kind kind = variables.kind(variable.name());
      if (kind == Kind.PARAMETER) {
        return counts.get(variable.name());
      } else if (kind == Kind.HEAP || kind == Kind.ARRAY) {
        return text(variables.count(variable.name()), CLOSED);
      }
    }
    return text(list, CLOSED) + ".count";
  }

  private boolean hasLength(Expr text) {
    return text instanceof Expr.Variable variable
        && (lengths.containsKey(variable.name())
            || variables.kind(variable.name()) == Kind.GROWING_TEXT);
  }

  private String length(Expr of) {
    if (of.type() != Type.TEXT) {
      return count(of);
    } else if (of instanceof Expr.Variable variable && hasLength(of)) {
      return lengths.containsKey(variable.name())
          ? lengths.get(variable.name())
          : name(variable.name()) + ".length";
    }
    return "strlen(" + text(of) + ")";
  }

  @Override
  protected String text(Expr expression) {
    if (expression instanceof Expr.Variable variable
        && function != null
        && variables.kind(variable.name()) == Kind.GROWING_TEXT) {
      return name(variable.name()) + ".chars";
    }
    return super.text(expression);
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
    if (variables.kind(put.name()) == Kind.TABLE) {
      String place = name + "[(unsigned char)" + text(put.key(), 10) + "]";
      if (put.value() instanceof Expr.Binary sum
          && (sum.operator() == Operator.PLUS || sum.operator() == Operator.MINUS)
          && sum.left() instanceof Expr.Builtin old
          && old.argument(0) instanceof Expr.Variable map
          && map.name().equals(put.name())
          && old.argument(1).equals(put.key())) {
        return changed(place, sum.operator(), sum.right());
      }
      return place + " = " + text(put.value());
    }
    Type type = Uses.typeOf(put.name(), function);
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

  @Override
  protected String call(Expr.Call call) {
    List<String> arguments = new ArrayList<>();
    for (Expr argument : call.arguments()) {
      if (argument.type() instanceof Type.ListOf) {
        arguments.add(items(argument));
        arguments.add(count(argument));
      } else {
        arguments.add(text(argument));
      }
    }
    if (program.function(call.function()).fails()) {
      arguments.add("error");
    }
    return name(call.function()) + "(" + String.join(", ", arguments) + ")";
  }

  @Override
  protected int binds(Expr expression) {
    if (expression instanceof Expr.Binary binary && binary.left().type() == Type.TEXT) {
      return Operator.EQUAL.binds();
    } else if (expression instanceof Expr.Builtin call) {
      return switch (call.operation()) {
        case IS_EMPTY -> Operator.EQUAL.binds();
        case HAS_KEY ->
            isTable(call) || isSet(call.argument(0).type()) ? CLOSED : Operator.EQUAL.binds();
        case DIGIT -> Operator.PLUS.binds();
        case TO_INT, TO_SIZE -> call.argument(0) instanceof Expr.Numeral ? CLOSED : 10;
        case CODE -> binds(call.argument(0));
        case UPPER, LOWER, FROM_CODE -> 10;
        default -> super.binds(expression);
      };
    }
    return super.binds(expression);
  }

  @Override
  protected String not(Expr operand) {
    if (operand instanceof Expr.Builtin call && call.operation() == Operation.IS_EMPTY) {
      Expr of = call.argument(0);
      return of.type() == Type.TEXT && !hasLength(of)
          ? text(of, CLOSED) + "[0] != '\\0'"
          : length(of) + " > 0";
    }
    return super.not(operand);
  }

  @Override
  protected String binary(Expr.Binary binary) {
    if (binary.left().type() == Type.TEXT) {
      return "strcmp("
          + text(binary.left())
          + ", "
          + text(binary.right())
          + ") "
          + symbol(binary.operator())
          + " 0";
    }
    return super.binary(binary);
  }

  @Override
  protected String filled(Expr.Filled filled) {
    return prefix(filled.type())
        + "_filled("
        + text(filled.count())
        + ", "
        + text(filled.item())
        + ")";
  }

  @Override
  protected String collection(Expr.Collection collection) {
    if (collection.type() == Type.TEXT) {
      return "\"\"";
    } else if (!collection.items().isEmpty()) {
      throw new UnsupportedOperationException("a list of items within an expression");
    }
    return "(" + type(collection.type()) + "){0}";
  }

  private boolean isTable(Expr.Builtin call) {
    return call.argument(0) instanceof Expr.Variable map
        && variables.kind(map.name()) == Kind.TABLE;
  }

  @Override
  protected String builtin(Expr.Builtin call) {
    Expr of = call.argument(0);
    String arguments = texts(call.arguments());
    return switch (call.operation()) {
      case LENGTH -> length(of);
      case IS_EMPTY ->
          of.type() == Type.TEXT && !hasLength(of)
              ? text(of, CLOSED) + "[0] == '\\0'"
              : length(of) + " == 0";
      case ITEM, CHARACTER -> place(of, call.argument(1));
      case LAST -> place(of, count(of) + " - 1");
      case POP -> throw new UnsupportedOperationException("an item taken within an expression");
      case PART -> part(call, of);
      case VALUE, VALUE_OR -> value(call, of);
      case HAS_KEY -> {
        if (isTable(call)) {
          yield value(call, of);
        }
        yield prefix(of.type())
            + (isSet(of.type()) ? "_has(&" : "_find(&")
            + arguments
            + (isSet(of.type()) ? ")" : ") != NULL");
      }
      case MIN -> "min" + sized(call) + "(" + arguments + ")";
      case MAX -> "max" + sized(call) + "(" + arguments + ")";
      case ABSOLUTE -> "abs(" + arguments + ")";
      case TO_INT -> cast("(int)", of);
      case TO_SIZE -> cast("(size_t)", of);
      case IS_DIGIT -> "isdigit((unsigned char)" + text(of, 10) + ")";
      case IS_LETTER -> "isalpha((unsigned char)" + text(of, 10) + ")";
      case IS_UPPER -> "isupper((unsigned char)" + text(of, 10) + ")";
      case UPPER -> "(char)toupper((unsigned char)" + text(of, 10) + ")";
      case LOWER -> "(char)tolower((unsigned char)" + text(of, 10) + ")";
      case CODE -> text(of);
      case FROM_CODE -> cast("(char)", of);
      case DIGIT -> text(of, 5) + " - '0'";
      case DECIMAL -> "decimal(" + arguments + ")";
      case JOINED -> "join(" + arguments + ")";
      case AS_TEXT -> "letter_text(" + arguments + ")";
      case BIT_AND, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> bits(call);
    };
  }

  private static String sized(Expr.Builtin call) {
    return call.type() == Type.SIZE ? "_size" : "";
  }

  private String cast(String type, Expr of) {
    return of instanceof Expr.Numeral ? text(of) : type + text(of, 10);
  }

  private String value(Expr.Builtin call, Expr map) {
    if (isTable(call)) {
      return text(map) + "[(unsigned char)" + text(call.argument(1), 10) + "]";
    }
    String otherwise = call.arguments().size() > 2 ? text(call.argument(2)) : "0";
    return prefix(map.type())
        + "_get(&"
        + text(map)
        + ", "
        + text(call.argument(1))
        + ", "
        + otherwise
        + ")";
  }

  private String part(Expr.Builtin call, Expr of) {
    Expr from = call.argument(1);
    Expr to = call.argument(2);
    boolean whole = isNumber(from, 0) && isLengthOf(to, of);
    if (of.type() == Type.TEXT) {
      return whole
          ? "copy_text(" + text(of) + ")"
          : isLengthOf(to, of)
              ? "copy_text(" + text(of) + " + " + text(from, 6) + ")"
              : "part_of(" + texts(call.arguments()) + ")";
    }
    String first = isNumber(from, 0) ? items(of) : items(of) + " + " + text(from, 6);
    String count = isNumber(from, 0) ? text(to) : text(to, 5) + " - " + text(from, 6);
    return prefix(of.type()) + "_copy(" + first + ", " + count + ")";
  }

  @Override
  protected List<String> argument(Object value, Type type) {
    if (value instanceof List<?> items) {
      return items.isEmpty()
          ? List.of("NULL", "0")
          : List.of(super.literal(items, type), Integer.toString(items.size()));
    }
    return List.of(literal(value, type));
  }

  @Override
  protected List<String> more(Function main) {
    return main.fails() ? List.of("&error") : List.of();
  }

  @Override
  protected String literal(Object value, Type type) {
    if (value instanceof List<?> items) {
      String size = Integer.toString(items.size());
      return items.isEmpty()
          ? "{0}"
          : "{" + super.literal(items, type) + ", " + size + ", " + size + "}";
    }
    return super.literal(value, type);
  }

  @Override
  protected String list(String items, Type type) {
    Type element = ((Type.ListOf) type).element();
    return "(" + (element == Type.TEXT ? "char *" : type(element)) + "[]){" + items + "}";
  }
}
