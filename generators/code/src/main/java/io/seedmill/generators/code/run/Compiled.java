package io.seedmill.generators.code.run;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Function;
import java.util.HashMap;
import java.util.Map;

/** A function that is ready to be called. */
final class Compiled {

  private final Interpreter interpreter;
  private final String name;
  private final Map<String, Integer> slots = new HashMap<>();
  private final Actions actions;
  private Action[] body;

  Compiled(Interpreter interpreter, Function function) {
    this.interpreter = interpreter;
    this.name = function.name();
    for (Expr.Variable parameter : function.parameters()) {
      slot(parameter.name());
    }
    actions = new Actions(interpreter, this);
  }

  /** Takes the body, which may call the function itself. */
  void compile(Function function) {
    body = actions.block(function.body());
  }

  /** Calls the function. */
  Object call(Object[] arguments) {
    interpreter.enter();
    Object[] frame = new Object[slots.size()];
    System.arraycopy(arguments, 0, frame, 0, arguments.length);
    Object value = actions.runAll(body, frame);
    interpreter.leave();
    if (value == null) {
      throw new IllegalStateException(name + " returns nothing");
    }
    return value;
  }

  /** Returns the place of a variable in the frame. */
  int slot(String variable) {
    return slots.computeIfAbsent(variable, added -> slots.size());
  }
}
