package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** The names that are known in one function. */
final class Scope {

  /** The name of the function. */
  final String function;

  /** The type of its value. */
  final Type result;

  private final UniformRandomProvider random;
  private final Map<String, List<String>> synonyms;
  private final Map<String, Long> constants;
  private final List<Function> functions;
  private final Map<String, Expr> variables = new HashMap<>();

  Scope(
      String function,
      Type result,
      UniformRandomProvider random,
      Map<String, List<String>> synonyms,
      Map<String, Long> constants,
      List<Function> functions) {
    this.function = function;
    this.result = result;
    this.random = random;
    this.synonyms = synonyms;
    this.constants = constants;
    this.functions = functions;
  }

  /** Declares a variable under one of its names. */
  Expr.Variable declare(String written, Type type) {
    if (variables.get(written) instanceof Expr.Variable before && before.type().equals(type)) {
      // The next loop over the same things has the same name for them.
      return before;
    }
    List<String> free = new ArrayList<>(synonyms.getOrDefault(written, List.of(written)));
    variables.forEach(
        (other, variable) -> {
          if (!other.equals(written) && variable instanceof Expr.Variable taken) {
            free.remove(taken.name());
          }
        });
    functions.forEach(known -> free.remove(known.name()));
    free.remove(function);
    String name = free.isEmpty() ? "other_" + written : free.get(random.nextInt(free.size()));
    Expr.Variable variable = new Expr.Variable(name, type);
    variables.put(written, variable);
    return variable;
  }

  /** Lets a name stand for an expression, or for nothing. */
  void put(String written, Expr value) {
    if (value == null) {
      variables.remove(written);
    } else {
      variables.put(written, value);
    }
  }

  /** Returns what a name stands for, or null. */
  Expr get(String written) {
    return variables.get(written);
  }

  /** Returns the value of a constant, or null. */
  Long constant(String name) {
    return constants.get(name);
  }

  /** Returns the type of a variable. */
  Type typeOf(String written) {
    Expr variable = variables.get(written);
    if (variable == null) {
      throw problem("no variable '" + written + "'");
    }
    return variable.type();
  }

  /** Returns the drawn name of a variable. */
  String nameOf(String written) {
    if (variables.get(written) instanceof Expr.Variable variable) {
      return variable.name();
    }
    throw problem("no variable '" + written + "'");
  }

  /** Returns a mistake in the file of families. */
  IllegalStateException problem(String what) {
    return new IllegalStateException("function " + function + ": " + what);
  }
}
