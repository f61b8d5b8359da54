package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.Language;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A question about a module and its tests.
 *
 * @param task {@code write} for the tests, or {@code kills} for the mutants that one test finds
 */
record Prompt(String task, String text, String answer) {

  /** Draws a question. */
  static Prompt draw(Suite suite, Kind kind, Language language, UniformRandomProvider random) {
    boolean known = suite.mutants().stream().noneMatch(mutant -> mutant.killedBy().isEmpty());
    return known && !suite.shown().isEmpty() && random.nextInt(4) == 0
        ? kills(suite, language, random)
        : write(suite, kind, language, random);
  }

  private static Prompt write(
      Suite suite, Kind kind, Language language, UniformRandomProvider random) {
    String file = "`" + suite.code().file() + "`";
    String framework = Module.framework(language);
    String with = framework.equals("assert") ? "plain assertions" : framework;
    String says =
        suite.intention().isEmpty() ? "" : " `" + suite.name() + "` " + suite.intention() + ".";
    String asked =
        any(
            random,
            "Write %s for %s with %s.%s".formatted(kind.title(), file, with, says),
            "Here is %s.%s Write %s for it. Use %s.".formatted(file, says, kind.title(), with),
            "The module %s has no tests yet.%s Add %s that would find a mistake, with %s."
                .formatted(file, says, kind.title(), with),
            "Test this module with %s. Write %s, to pass now and to fail if its behaviour changes.%s"
                .formatted(with, kind.title(), says));
    String name = " Name the file `" + suite.tests().file() + "`.";
    return new Prompt("write", asked + name + block(suite, language), suite.tests().text());
  }

  private static Prompt kills(Suite suite, Language language, UniformRandomProvider random) {
    Suite.Case shown = suite.shown().get(random.nextInt(suite.shown().size()));
    StringBuilder text =
        new StringBuilder(
            any(
                    random,
                    "A test says that %s. Which of these changes to `%s` does it find?",
                    "One test checks that %s. Which mutants of `%s` fail it?",
                    "Suppose that the only test is: %s. Which of these mutations of `%s` would it catch?",
                    "Assert that %s. For which of these versions of `%s` does the assertion fail?")
                .formatted(shown.line(), suite.code().file()));
    text.append(" Answer with their numbers in order and commas between them, or `none`.");
    text.append(block(suite, language)).append("\n");
    List<String> found = new ArrayList<>();
    for (int i = 0; i < suite.mutants().size(); i++) {
      Suite.Mutant mutant = suite.mutants().get(i);
      text.append('\n').append(i + 1).append(". ").append(mutant.change());
      if (mutant.killedBy().contains(shown.title())) {
        found.add(Integer.toString(i + 1));
      }
    }
    return new Prompt(
        "kills", text.toString(), found.isEmpty() ? "none" : String.join(", ", found));
  }

  private static String block(Suite suite, Language language) {
    return "\n\n```" + language.id() + "\n" + suite.code().text() + "```";
  }

  private static String any(UniformRandomProvider random, String... phrases) {
    return phrases[random.nextInt(phrases.length)];
  }
}
