package io.seedmill.generators.code;

import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.print.EveryLanguage;
import io.seedmill.generators.code.run.Interpreter;
import io.seedmill.generators.code.run.Mutation;
import io.seedmill.generators.code.run.RejectedException;
import io.seedmill.generators.code.tree.Program;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.rng.UniformRandomProvider;

/** Asks for the right program, given one with a mistake that an example shows. */
final class RepairQuestion implements Question {

  private static final int MUTATIONS = 12;

  @Override
  public String id() {
    return "repair";
  }

  @Override
  public Optional<Answered> ask(Subject subject, UniformRandomProvider random) {
    Program program = subject.task().program();
    int first = random.nextInt(MUTATIONS);
    for (int i = 0; i < MUTATIONS; i++) {
      Optional<Program> broken =
          Mutation.of(program, (first + i) % MUTATIONS).filter(EveryLanguage::has);
      OptionalInt failing =
          broken.isPresent() ? failing(subject.examples(), broken.get()) : OptionalInt.empty();
      if (failing.isEmpty()) {
        continue;
      }
      String phrase =
          Question.any(
              random,
              "This code has one mistake. The right code %s; `%s` is then `%s`. Repair it.",
              "Correct the one mistake in this code, which is right when it %s. Then `%s` gives `%s`.",
              "Find and mend the mistake in code that %s. For example, `%s` should be `%s`.");
      int example = failing.getAsInt();
      String prompt =
          phrase.formatted(
                  subject.task().intention(), subject.call(example), subject.value(example))
              + "\n\n"
              + subject.block(subject.codeOf(broken.get()));
      return Optional.of(new Answered(prompt, subject.code()));
    }
    return Optional.empty();
  }

  /** Returns the first example in which a program comes to something else. */
  private static OptionalInt failing(List<Task.Example> examples, Program broken) {
    // What takes much longer has a loop that does not end.
    int steps = examples.stream().mapToInt(example -> example.outcome().steps()).max().orElse(0);
    Interpreter interpreter = new Interpreter(broken, 4 * steps + 100);
    for (int i = 0; i < examples.size(); i++) {
      Task.Example example = examples.get(i);
      try {
        String value = Subject.value(interpreter.run(example.inputs()));
        if (!value.equals(Subject.value(example.outcome()))) {
          return OptionalInt.of(i);
        }
      } catch (RejectedException e) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }
}
