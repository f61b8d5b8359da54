package io.seedmill.generators.code.print;

import static io.seedmill.generators.code.print.Shapes.hasKey;
import static io.seedmill.generators.code.print.Shapes.sortedType;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes C++17, as clang-format formats it in the style of Google. */
public final class CppPrinter extends CppExpressions {

  private static final Map<String, String> HEADERS = new HashMap<>();

  static {
    for (String name :
        List.of(
            "all_of",
            "any_of",
            "copy_if",
            "count",
            "count_if",
            "find",
            "max",
            "min",
            "none_of",
            "sort",
            "stable_sort",
            "transform")) {
      HEADERS.put(name, "algorithm");
    }
    for (String name : List.of("isalpha", "isdigit", "isupper", "tolower", "toupper")) {
      HEADERS.put(name, "cctype");
    }
    HEADERS.put("size_t", "cstddef");
    HEADERS.put("abs", "cstdlib");
    HEADERS.put("back_inserter", "iterator");
    HEADERS.put("accumulate", "numeric");
    HEADERS.put("invalid_argument", "stdexcept");
    HEADERS.put("getline", "string");
    HEADERS.put("istringstream", "sstream");
    HEADERS.put("stoi", "string");
    HEADERS.put("string", "string");
    HEADERS.put("to_string", "string");
    HEADERS.put("unordered_map", "unordered_map");
    HEADERS.put("unordered_set", "unordered_set");
    HEADERS.put("vector", "vector");
  }

  private static final String SPLIT =
      """
      std::vector<std::string> split(const std::string& text, char separator) {
        std::vector<std::string> parts;
        std::istringstream in(text);
        std::string part;
        while (std::getline(in, part, separator)) {
          parts.push_back(part);
        }
        return parts;
      }

      """;
  private static final String JOIN =
      """
      std::string join(const std::vector<std::string>& parts,
                       const std::string& separator) {
        std::string joined;
        for (std::size_t i = 0; i < parts.size(); ++i) {
          if (i > 0) {
            joined += separator;
          }
          joined += parts[i];
        }
        return joined;
      }

      """;

  /** Creates a printer. */
  public CppPrinter() {}

  @Override
  protected String imports(CharSequence code) {
    TreeSet<String> headers = new TreeSet<>();
    Set<String> words = words(code);
    String helpers =
        (words.contains("split(") ? SPLIT : "") + (words.contains("join(") ? JOIN : "");
    words.addAll(words(helpers));
    for (String word : words) {
      if (word.startsWith("std::")) {
        String name = word.endsWith("(") ? word.substring(5, word.length() - 1) : word.substring(5);
        headers.add(HEADERS.get(name));
      }
    }
    return includes(headers, "") + helpers;
  }

  @Override
  protected String before(CharSequence code, String declared) {
    String all = imports(declared + code);
    int end = all.lastIndexOf("#include");
    end = end < 0 ? 0 : all.indexOf("\n\n", end) + 2;
    return all.substring(0, end) + declared + all.substring(end);
  }

  @Override
  protected String head(Function written) {
    List<String> parameters = new ArrayList<>();
    for (Expr.Variable parameter : written.parameters()) {
      boolean changes =
          Uses.isAssigned(parameter.name(), written) || Uses.isChanged(parameter.name(), written);
      String type = changes ? type(parameter.type()) : constant(parameter.type());
      parameters.add(type + " " + name(parameter.name()));
    }
    return type(written.result())
        + " "
        + name(written.name())
        + "("
        + String.join(", ", parameters)
        + ")";
  }

  @Override
  protected void function(Function written) {
    function = Steps.of(Loops.of(written, CppPasses::isLoop));
    super.function(function);
  }

  @Override
  protected void statement(Stmt statement) {
    if (statement instanceof Stmt.Let let
        && let.value() instanceof Expr.Builtin call
        && call.operation() == Expr.Operation.SORTED) {
      String name = name(let.name());
      line(type(let.type()) + " " + name + " = " + text(call.argument(0)) + ";");
      String range = name + ".begin(), " + name + ".end()";
      if (hasKey(call)) {
        String type = "const " + title(sortedType(call)) + "& ";
        String less = "a." + field(call) + " < b." + field(call);
        String lambda = "[](" + type + "a, " + type + "b) { return " + less + "; }";
        line("std::stable_sort(" + range + ", " + lambda + ");");
      } else {
        line("std::sort(" + range + ");");
      }
      return;
    }
    if (statement instanceof Stmt.Let let && let.value() instanceof Expr.Pass pass) {
      if (pass.kind() == Expr.Collect.LIST) {
        passes.list(let.name(), pass);
        return;
      }
    } else if (statement instanceof Stmt.Return end && end.value() instanceof Expr.Pass pass) {
      if (pass.kind() == Expr.Collect.LIST) {
        String name = freeName("result", "selected", "collected");
        passes.list(name, pass);
        line("return " + name + ";");
        return;
      }
    } else if (statement instanceof Stmt.If condition && insertsIntoSet(condition)) {
      Stmt.Put put = (Stmt.Put) condition.then().get(0);
      line("if (" + name(put.name()) + ".insert(" + text(put.key()) + ").second) {");
      block(condition.then().subList(1, condition.then().size()));
      line("}");
      return;
    }
    super.statement(statement);
  }

  @Override
  String let(Stmt.Let let) {
    String name = name(let.name());
    String type = type(let.type());
    Expr value = let.value();
    if (Steps.isDrop(let)) {
      return text(((Expr.Builtin) value).argument(0), CLOSED) + ".pop_back()";
    } else if (isNothing(value)) {
      return type + " " + name;
    } else if (value instanceof Expr.Filled filled) {
      return type + " " + name + filledWith(filled);
    }
    boolean constant = !let.changes() && !Uses.isReturned(let.name(), function);
    String given =
        value instanceof Expr.Collection made
            ? "{" + texts(made.items()) + "}"
            : text(narrowed(value));
    return (constant ? "const " : "") + type + " " + name + " = " + given;
  }

  private static boolean isNothing(Expr value) {
    return (value instanceof Expr.Collection made && made.items().isEmpty())
        || (value instanceof Expr.Text text && text.value().isEmpty());
  }

  /** Returns a number without a cast where it is converted anyway. */
  private static Expr narrowed(Expr value) {
    return value instanceof Expr.Builtin cast
            && cast.operation() == Operation.TO_INT
            && cast.argument(0) instanceof Expr.Pass
        ? cast.argument(0)
        : value;
  }

  @Override
  String giveBack(Expr value) {
    return super.giveBack(narrowed(value));
  }

  @Override
  void each(Stmt.Each each) {
    String item = constant(each.type()) + " " + name(each.name());
    if (each.position().isEmpty()) {
      // A literal has one more character than its text.
      String over = text(each.over());
      over = each.over() instanceof Expr.Text ? "std::string(" + over + ")" : over;
      braces("for (" + item + " : " + over + ")", each.body());
      return;
    }
    String i = name(each.position());
    String over = text(each.over(), CLOSED);
    line(loop(Type.SIZE, i, "0", i + " < " + over + ".size()", increment(i)) + " {");
    String constant = isCopied(each.type()) ? "const " : "";
    round(each, i, constant + item + " = " + over + "[" + i + "];");
    line("}");
  }

  @Override
  String append(Stmt.Append append) {
    return Uses.typeOf(append.name(), function) == Type.TEXT
        ? name(append.name()) + " += " + text(append.value())
        : name(append.name()) + ".push_back(" + text(append.value()) + ")";
  }

  @Override
  String put(Stmt.Put put) {
    if (isSet(put.name())) {
      return name(put.name()) + ".insert(" + text(put.key()) + ")";
    }
    String place = name(put.name()) + "[" + text(put.key()) + "]";
    Optional<Expr.Binary> change = changes(put);
    if (change.isPresent()) {
      return changed(place, change.get().operator(), change.get().right());
    }
    return place + " = " + text(put.value());
  }

  @Override
  String fail(Stmt.Fail fail) {
    return "throw std::invalid_argument(" + quoted(fail.message()) + ")";
  }
}
