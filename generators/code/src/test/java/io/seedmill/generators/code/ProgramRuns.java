package io.seedmill.generators.code;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.code.family.Composer;
import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.print.Printer;
import io.seedmill.generators.code.tree.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.io.TempDir;

/** Draws programs for the tests that run them. */
abstract class ProgramRuns {

  private final int most;

  @TempDir Path folder;

  final StringBuilder source = new StringBuilder();
  final List<String> expected = new ArrayList<>();
  int programs;

  /** The program that is being added. */
  Program program;

  /**
   * @param most how many programs are drawn, if nothing else is asked for
   */
  ProgramRuns(int most) {
    this.most = Integer.getInteger("seedmill.test.programs", most);
  }

  interface Harness {
    void add(String code, List<String> calls, boolean fails);
  }

  final void draw(Language language, Harness harness) {
    Composer composer = new Composer();
    Printer printer = language.printer();
    for (long seed = 0; programs < most; seed++) {
      Task task = composer.draw(new SplitMix64(seed));
      String code = printer.functions(task.program());
      List<String> calls = new ArrayList<>();
      for (Task.Example example : task.examples()) {
        calls.add(printer.call(task.program(), example.inputs()));
        expected.add(
            example.outcome().failed()
                ? "error " + example.outcome().error()
                : example.outcome().value().toString());
      }
      programs++;
      program = task.program();
      harness.add(code, calls, task.program().main().fails());
    }
  }

  final void compare(List<String> printed) {
    assertThat(printed.size(), is(expected.size()));
    for (int i = 0; i < printed.size(); i++) {
      assertThat("line " + i, plain(printed.get(i)), is(plain(expected.get(i))));
    }
  }

  /** Returns a line without quotation marks, which some languages print, and truth in one way. */
  static String plain(String line) {
    String bare = line.replaceAll("[\"']", "");
    return bare.equals("True") || bare.equals("False") ? bare.toLowerCase(Locale.ROOT) : bare;
  }

  final String write(String name, CharSequence text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  final List<String> run(String... command) throws IOException, InterruptedException {
    return Tools.run(folder, command);
  }
}
