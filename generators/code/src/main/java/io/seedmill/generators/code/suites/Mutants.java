package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.print.EveryLanguage;
import io.seedmill.generators.code.run.Interpreter;
import io.seedmill.generators.code.run.Mutation;
import io.seedmill.generators.code.run.Outcome;
import io.seedmill.generators.code.run.RejectedException;
import io.seedmill.generators.code.tree.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Mutants of a program, and what tells them from the right one. */
final class Mutants {

  /** The largest number of mutants that are tried. */
  private static final int MOST = 12;

  private Mutants() {}

  /**
   * Returns what one mutant does.
   *
   * @param killing the inputs for which it comes to something else
   */
  record Tried(Program program, List<Integer> killing) {}

  /**
   * Tries mutants on inputs. One that does what languages do in different ways, or does not end, is
   * left out.
   */
  static List<Tried> tried(Program program, List<Task.Example> examples) {
    int steps = 0;
    for (Task.Example example : examples) {
      steps = Math.max(steps, example.outcome().steps());
    }
    List<Tried> tried = new ArrayList<>();
    for (int place = 0; tried.size() < MOST; place++) {
      Optional<Program> mutant = Mutation.of(program, place);
      if (mutant.isEmpty()) {
        break;
      }
      Interpreter interpreter = new Interpreter(mutant.get(), 4 * steps + 100);
      List<Integer> killing = new ArrayList<>();
      try {
        for (int i = 0; i < examples.size(); i++) {
          Outcome outcome = interpreter.run(examples.get(i).inputs());
          if (!isSame(outcome, examples.get(i).outcome())) {
            killing.add(i);
          }
        }
      } catch (RejectedException e) {
        continue;
      }
      if (EveryLanguage.has(mutant.get())) {
        tried.add(new Tried(mutant.get(), killing));
      }
    }
    return tried;
  }

  /** Tells whether two calls came to the same. */
  static boolean isSame(Outcome a, Outcome b) {
    return Objects.equals(a.value(), b.value()) && Objects.equals(a.error(), b.error());
  }

  /** Returns in words where two texts differ. */
  static String change(String right, String wrong) {
    String[] before = right.split("\n", -1);
    String[] after = wrong.split("\n", -1);
    int first = 0;
    while (first < before.length && first < after.length && before[first].equals(after[first])) {
      first++;
    }
    int last = 0;
    while (last < before.length - first
        && last < after.length - first
        && before[before.length - 1 - last].equals(after[after.length - 1 - last])) {
      last++;
    }
    String was = joined(before, first, before.length - last);
    String is = joined(after, first, after.length - last);
    String place = "line " + (first + 1) + ": ";
    return is.isEmpty()
        ? place + "`" + was + "` was left out"
        : was.isEmpty()
            ? place + "`" + is + "` was added"
            : place + "`" + was + "` became `" + is + "`";
  }

  private static String joined(String[] lines, int from, int to) {
    StringBuilder joined = new StringBuilder();
    for (int i = from; i < to; i++) {
      joined.append(joined.length() > 0 ? " / " : "").append(lines[i].strip());
    }
    return joined.toString();
  }
}
