package io.seedmill.generators.code.print;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.code.family.Composer;
import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.run.Interpreter;
import io.seedmill.generators.code.run.Outcome;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import java.util.List;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;

/** A program that is rewritten for a language does the same as before. */
class RewritingsTest {

  private static final int PROGRAMS = 500;

  @Test
  void aProgramWithLoopsStepsAndOwnersDoesTheSame() {
    Composer composer = new Composer();
    for (long seed = 0; seed < PROGRAMS; seed++) {
      Task task = composer.draw(new SplitMix64(seed));
      Program program = task.program();
      CProgram facts = new CProgram(program);
      List<Function> functions =
          program.functions().stream()
              .map(each -> Steps.of(Loops.of(each, pass -> true)))
              .map(each -> Ownership.of(each, program, facts))
              .toList();
      Interpreter interpreter = new Interpreter(new Program(functions));
      for (Task.Example example : task.examples()) {
        Outcome outcome = interpreter.run(example.inputs());
        assertThat(outcome.value(), is(example.outcome().value()));
        assertThat(outcome.error(), is(example.outcome().error()));
      }
    }
  }
}
