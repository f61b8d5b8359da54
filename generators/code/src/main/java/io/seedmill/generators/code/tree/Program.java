package io.seedmill.generators.code.tree;

import java.util.List;
import java.util.Optional;

/** Functions that call those before them; the last one is the one that is called from outside. */
public record Program(List<Function> functions) {

  /** Returns the function that is called from outside. */
  public Function main() {
    return functions.get(functions.size() - 1);
  }

  /** Returns the record that the program is handed, if it is any. */
  public Optional<Type.RecordOf> record() {
    for (Expr.Variable parameter : main().parameters()) {
      Type type = parameter.type() instanceof Type.ListOf list ? list.element() : parameter.type();
      if (type instanceof Type.RecordOf found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** Returns an id of what it is, whatever language it is written in: 16 hexadecimal digits. */
  public String id() {
    return Fingerprint.of(this);
  }

  /** Returns a function. */
  public Function function(String name) {
    for (Function function : functions) {
      if (function.name().equals(name)) {
        return function;
      }
    }
    throw new IllegalArgumentException("no function " + name);
  }
}
