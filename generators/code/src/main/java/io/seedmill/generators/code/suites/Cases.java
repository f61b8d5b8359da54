package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.family.Composer;
import io.seedmill.generators.code.family.Domain;
import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.run.Interpreter;
import io.seedmill.generators.code.run.Outcome;
import io.seedmill.generators.code.run.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The cases of a unit test: few, with names of their own, at the edges first, and such that they
 * find the mutants.
 *
 * @param phrases the name of each case
 * @param mutants what was tried; the killing inputs are positions of cases
 */
record Cases(List<Task.Example> examples, List<String> phrases, List<Mutants.Tried> mutants) {

  private static final int DRAWS = 12;
  private static final int EDGES = 3;
  private static final int ERRORS = 2;
  private static final int MOST = 9;
  private static final int LONGEST = 60;

  /** Draws cases, or nothing if they find too few mutants. */
  static Optional<Cases> of(Module module, int mutants, UniformRandomProvider random) {
    List<Task.Example> drawn = new ArrayList<>();
    List<String> phrases = new ArrayList<>();
    Interpreter interpreter = new Interpreter(module.program());
    List<Domain> domains = Composer.domains(module.task());
    int edges = 0;
    boolean numbers =
        module.task().examples().get(0).inputs().stream().allMatch(Integer.class::isInstance);
    for (Domain.Edge edge : numbers ? Domain.Edge.OF_NUMBERS : Domain.Edge.ALL) {
      List<Object> inputs = Composer.inputs(module.task(), edge, random);
      edges += add(module, domains, inputs, interpreter, drawn, phrases) ? 1 : 0;
    }
    for (Task.Example example : module.task().examples()) {
      add(module, domains, example.inputs(), interpreter, drawn, phrases);
    }
    for (int i = 0; i < DRAWS; i++) {
      List<Object> inputs = Composer.inputs(module.task(), random);
      add(module, domains, inputs, interpreter, drawn, phrases);
    }
    List<Mutants.Tried> tried = Mutants.tried(module.program(), drawn);
    if (tried.stream().filter(mutant -> !mutant.killing().isEmpty()).count() < mutants) {
      return Optional.empty();
    }
    List<Integer> taken = new ArrayList<>(taken(drawn, edges, tried));
    return Optional.of(
        new Cases(
            taken.stream().map(drawn::get).toList(),
            taken.stream().map(phrases::get).toList(),
            tried.stream()
                .map(
                    mutant ->
                        new Mutants.Tried(
                            mutant.program(),
                            mutant.killing().stream()
                                .filter(taken::contains)
                                .map(taken::indexOf)
                                .toList()))
                .toList()));
  }

  private static boolean add(
      Module module,
      List<Domain> domains,
      List<Object> inputs,
      Interpreter interpreter,
      List<Task.Example> drawn,
      List<String> phrases) {
    if (inputs.toString().length() > LONGEST
        || drawn.stream().anyMatch(known -> known.inputs().equals(inputs))) {
      return false;
    }
    try {
      Outcome outcome = interpreter.run(inputs);
      String phrase = CaseNames.phrase(inputs, module.program().main().parameters(), domains);
      if (phrases.contains(phrase) && outcome.value() instanceof Integer result) {
        phrase += " with the result " + result;
      }
      if (phrases.contains(phrase)
          || (!outcome.failed() && outcome.value().toString().length() > LONGEST)) {
        return false;
      }
      phrases.add(phrase);
      drawn.add(new Task.Example(inputs, outcome));
      return true;
    } catch (RejectedException e) {
      return false;
    }
  }

  /** Returns the positions of cases that are worth having, in order. */
  private static Set<Integer> taken(
      List<Task.Example> drawn, int edges, List<Mutants.Tried> tried) {
    Set<Integer> taken = new TreeSet<>();
    for (int i = 0; i < Math.min(edges, EDGES); i++) {
      taken.add(i);
    }
    int errors = (int) taken.stream().filter(i -> drawn.get(i).outcome().failed()).count();
    for (int i = 0; i < drawn.size() && errors < ERRORS; i++) {
      if (drawn.get(i).outcome().failed() && taken.add(i)) {
        errors++;
      }
    }
    while (taken.size() < MOST) {
      int best = -1;
      int most = 0;
      for (int i = 0; i < drawn.size(); i++) {
        int found = 0;
        for (Mutants.Tried mutant : tried) {
          found +=
              mutant.killing().contains(i) && mutant.killing().stream().noneMatch(taken::contains)
                  ? 1
                  : 0;
        }
        if (found > most) {
          most = found;
          best = i;
        }
      }
      if (best < 0) {
        break;
      }
      taken.add(best);
    }
    for (int i = 0; i < drawn.size() && taken.size() < 4; i++) {
      taken.add(i);
    }
    return taken;
  }
}
