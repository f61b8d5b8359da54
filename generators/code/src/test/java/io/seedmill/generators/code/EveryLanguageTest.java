package io.seedmill.generators.code;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.code.family.Composer;
import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.print.EveryLanguage;
import io.seedmill.generators.code.print.Printer;
import io.seedmill.generators.code.run.Mutation;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;

/** A program is chosen by its tree alone, and then every language can have it. */
class EveryLanguageTest {

  private static final int PROGRAMS = Integer.getInteger("seedmill.test.programs", 1_000);

  private final Composer composer = new Composer();
  private final List<String> problems = new ArrayList<>();

  @Test
  void everyLanguageHasEveryProgramThatIsDrawn() {
    for (int seed = 0; seed < PROGRAMS; seed++) {
      Program program = draw(seed).program();
      print(program);
      long names = program.functions().stream().map(Function::name).distinct().count();
      assertThat("names of functions in " + program, (int) names, is(program.functions().size()));
      Mutation.of(program, seed % 12).filter(EveryLanguage::has).ifPresent(this::print);
    }
    assertThat(problems, is(List.of()));
  }

  private Task draw(long seed) {
    return composer.draw(new SplitMix64(seed));
  }

  private void print(Program program) {
    for (Language language : Language.values()) {
      Printer printer = language.printer();
      try {
        printer.functions(program);
      } catch (UnsupportedOperationException e) {
        problems.add(language + ": " + e.getMessage() + " in " + program);
      }
    }
  }
}
