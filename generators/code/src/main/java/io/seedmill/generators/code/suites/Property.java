package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.family.Domain;
import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.run.Interpreter;
import io.seedmill.generators.code.run.Outcome;
import io.seedmill.generators.code.run.RejectedException;
import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A law that the results of a module keep, whatever its inputs are. */
enum Property {
  IDEMPOTENT("isidempotent", "a second pass changes nothing"),
  REVERSIBLE("isreversible", "the order of the input does not matter"),
  SAME_LENGTH("issamelength", "the result is as long as the input"),
  SUBSET("issubset", "the result has only items of the input"),
  ORDERED("isordered", "the result is sorted"),
  BOUNDED("isbounded", "the result is at most the length of the input"),
  NATURAL("isnatural", "the result is never negative");

  private final String flag;
  private final String title;

  Property(String flag, String title) {
    this.flag = flag;
    this.title = title;
  }

  /** Returns the gap of the frames that stands for it. */
  String flag() {
    return flag;
  }

  /** Returns it as a sentence. */
  String title() {
    return title;
  }

  /** Tells whether the frames of a language have it. */
  private boolean isIn(Language language) {
    return switch (language) {
      case C -> false;
      case GO, CPP -> this != REVERSIBLE && this != SUBSET;
      case JAVA, RUST -> this != REVERSIBLE;
      default -> true;
    };
  }

  /** Returns the properties that a module has in all of some rounds. */
  static List<Property> of(Module module, List<Domain> domains, List<Task.Example> rounds) {
    Type result = module.program().main().result();
    List<Expr.Variable> parameters = module.program().main().parameters();
    Type first = parameters.get(0).type();
    boolean many = first == Type.TEXT || first instanceof Type.ListOf;
    boolean flat = first instanceof Type.ListOf list && list.element() == Type.INT;
    boolean numbers = result instanceof Type.ListOf list && list.element() == Type.INT;
    Set<Property> left = EnumSet.noneOf(Property.class);
    if (result == Type.INT) {
      left.add(many ? BOUNDED : NATURAL);
    }
    if (many && result.equals(first)) {
      left.add(SAME_LENGTH);
    }
    if (parameters.size() == 1 && result.equals(first)) {
      left.add(IDEMPOTENT);
    }
    if (flat || domains.get(0).kind().equals("text")) {
      left.add(REVERSIBLE);
    }
    if (domains.get(0).kind().equals("sorted") || domains.get(0).kind().equals("rising")) {
      left.remove(REVERSIBLE);
    }
    if (flat && numbers) {
      left.add(SUBSET);
    }
    if (numbers) {
      left.add(ORDERED);
    }
    left.removeIf(property -> !property.isIn(module.language()));
    Interpreter interpreter = new Interpreter(module.program());
    for (Task.Example round : rounds) {
      left.removeIf(property -> !property.holds(round, interpreter));
      if (left.isEmpty()) {
        break;
      }
    }
    long results = rounds.stream().map(round -> round.outcome().value()).distinct().count();
    return results < 4 ? List.of() : new ArrayList<>(left);
  }

  private boolean holds(Task.Example round, Interpreter interpreter) {
    Object first = round.inputs().get(0);
    Object result = round.outcome().value();
    return switch (this) {
      case NATURAL -> (Integer) result >= 0;
      case BOUNDED -> (Integer) result >= 0 && (Integer) result <= size(first);
      case SAME_LENGTH -> size(result) == size(first);
      case SUBSET -> ((List<?>) first).containsAll((List<?>) result);
      case ORDERED -> {
        List<?> items = (List<?>) result;
        boolean ordered = true;
        for (int i = 1; i < items.size(); i++) {
          ordered &= (Integer) items.get(i - 1) <= (Integer) items.get(i);
        }
        yield ordered;
      }
      case IDEMPOTENT -> isSame(interpreter, List.of(result), result);
      case REVERSIBLE -> {
        List<Object> inputs = new ArrayList<>(round.inputs());
        if (first instanceof String text) {
          inputs.set(0, new StringBuilder(text).reverse().toString());
        } else {
          List<?> items = new ArrayList<>((List<?>) first);
          Collections.reverse(items);
          inputs.set(0, items);
        }
        yield isSame(interpreter, inputs, result);
      }
    };
  }

  private static boolean isSame(Interpreter interpreter, List<Object> inputs, Object expected) {
    try {
      Outcome outcome = interpreter.run(inputs);
      return !outcome.failed() && outcome.value().equals(expected);
    } catch (RejectedException e) {
      return false;
    }
  }

  private static int size(Object value) {
    return value instanceof String text ? text.length() : ((List<?>) value).size();
  }
}
