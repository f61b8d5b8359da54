package io.seedmill.generators.code.run;

import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a program, and refuses whatever languages do in different ways.
 *
 * <p>Numbers beyond 32 bits, positions outside of a list, a division by 0 or of a negative number,
 * a negative length, and more than {@value #MOST_STEPS} steps end in a {@link RejectedException}.
 * So a program that runs here does the same in every language.
 */
public final class Interpreter {

  /** The largest number of statements and calls of a run. */
  public static final int MOST_STEPS = 20_000;

  private static final int DEEPEST = 60;

  private final Map<String, Compiled> functions = new HashMap<>();
  private final Compiled main;
  private final int mostSteps;
  private int steps;
  private int depth;

  /** Prepares a program that may take {@value #MOST_STEPS} steps. */
  public Interpreter(Program program) {
    this(program, MOST_STEPS);
  }

  /** Prepares a program that may take a number of steps. */
  public Interpreter(Program program, int mostSteps) {
    this.mostSteps = mostSteps;
    Compiled last = null;
    for (Function function : program.functions()) {
      last = new Compiled(this, function);
      functions.put(function.name(), last);
      last.compile(function);
    }
    main = last;
  }

  /** Calls the program's main function. */
  public Outcome run(List<Object> arguments) {
    steps = 0;
    depth = 0;
    try {
      Object value = main.call(arguments.toArray());
      return new Outcome(value, null, steps);
    } catch (Failure failure) {
      return new Outcome(null, failure.getMessage(), steps);
    }
  }

  /** Returns a function by its name. */
  Compiled function(String name) {
    return functions.get(name);
  }

  /** Counts a step. */
  void step() {
    if (++steps > mostSteps) {
      throw new RejectedException("too many steps");
    }
  }

  /** Counts a call that begins. */
  void enter() {
    step();
    if (++depth > DEEPEST) {
      throw new RejectedException("too deep");
    }
  }

  /** Counts a call that ends. */
  void leave() {
    depth--;
  }

  /** The error that a program ends with. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message, null, false, false);
    }
  }
}
