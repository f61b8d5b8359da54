package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.hasKey;
import static io.seedmill.generators.code.print.Shapes.isNumber;
import static io.seedmill.generators.code.print.Shapes.sortedType;

import io.seedmill.generators.code.print.CVariables.Kind;
import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes the declarations of C, and what frees variables. */
abstract class CDeclarations extends CExpressions {

  /** The names of positions that are in scope. */
  final Set<String> live = new HashSet<>();

  /** The functions that sort records, in the order of their use. */
  final Set<String> sortings = new LinkedHashSet<>();

  /** Returns where a record is. */
  final String address(Expr record) {
    return isPointer(record) ? name(((Expr.Variable) record).name()) : "&" + text(record);
  }

  final String declared(Type type, String name) {
    return type == Type.TEXT ? "const char *" + name : type(type) + " " + name;
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
          isSorted(value)
              ? type(let.type()) + " " + name + " = " + copied(((Expr.Builtin) value).argument(0))
              : type(let.type())
                  + " "
                  + name
                  + " = "
                  + (value instanceof Expr.Collection || isNested(value) ? "{0}" : text(value));
      case MAP -> type(let.type()) + " " + name + " = {0}";
      case POINTER -> "const " + type(let.type()) + " *" + name + " = " + address(value);
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

  private static boolean isSorted(Expr value) {
    return value instanceof Expr.Builtin call && call.operation() == Expr.Operation.SORTED;
  }

  /** Returns the name of a function that sorts records, those with equal fields as they were. */
  private String sorting(Expr.Builtin call) {
    String type = type(sortedType(call));
    String field = field(call);
    sortings.add(
        """
        static void sort_by_FIELD(TYPE *items, size_t count) {
          for (size_t i = 1; i < count; i++) {
            TYPE item = items[i];
            size_t j = i;
            for (; j > 0 && items[j - 1].FIELD > item.FIELD; j--) {
              items[j] = items[j - 1];
            }
            items[j] = item;
          }
        }

        """
            .replace("FIELD", field)
            .replace("TYPE", type));
    return "sort_by_" + field;
  }

  private String copied(Expr list) {
    return prefix(list.type()) + "_copy(" + items(list) + ", " + count(list) + ")";
  }

  private static boolean isNested(Expr value) {
    return value instanceof Expr.Filled filled && filled.item() instanceof Expr.Filled;
  }

  /** Writes what fills a new list, where its declaration cannot. */
  final void fill(Stmt.Let let) {
    Kind kind = variables.kind(let.name());
    String name = name(let.name());
    if (isSorted(let.value())) {
      Expr.Builtin sorted = (Expr.Builtin) let.value();
      line(
          hasKey(sorted)
              ? sorting(sorted) + "(" + name + ".items, " + name + ".count);"
              : prefix(let.type()) + "_sort(&" + name + ");");
    } else if (kind == Kind.LIST && let.value() instanceof Expr.Collection made) {
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

  final boolean isArray(Expr list) {
    return list instanceof Expr.Variable variable && variables.kind(variable.name()) == Kind.ARRAY;
  }

  final String added(Type list, String name, String item) {
    return prefix(list) + "_add(&" + name + ", " + item + ")";
  }

  final String free(Expr.Variable variable) {
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
  final String index(List<Stmt> body) {
    for (String name : List.of("i", "j", "k", "m", "p", "q")) {
      if (!live.contains(name) && !Uses.isDeclared(name, Uses.withBody(function, body))) {
        live.add(name);
        return name;
      }
    }
    throw new UnsupportedOperationException("a name for one more position");
  }
}
