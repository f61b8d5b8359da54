package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs of the README, exactly as they stand there. */
@Timeout(60)
class ReadmeExamplesTest {

  private static final int MOST_LINES = 16;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"python3, dice.py", "node, dice.mjs", "sh, dice.sh"})
  void anExampleKeepsItsPromises(String interpreter, String file) throws Exception {
    boolean there = SessionCommand.find(interpreter, System.getenv("PATH")).isPresent();
    if (!there) {
      System.out.println("Skipped: the example " + file + ", because there is no " + interpreter);
    }
    Assumptions.assumeTrue(there, "there is no " + interpreter);
    String program = example(file);
    assertThat(program.lines().count(), is(lessThanOrEqualTo((long) MOST_LINES)));
    Files.writeString(folder.resolve(file), program);
    try (ProgramRun run =
        ProgramRun.in(folder, ProgramRun.keys(interpreter, file, "'params': {'dice': 8}"))) {
      Map<Long, String> made = run.make(0, 1200);
      assertThat(made.size(), is(1200));
      assertThat(made.values(), everyItem(not(startsWith("failed"))));
      assertThat(new HashSet<>(made.values()).size(), is(greaterThan(1150)));
      Map<Long, String> parts = new TreeMap<>(run.make(500, 1200));
      parts.putAll(run.make(0, 1));
      parts.putAll(run.make(1, 500));
      assertThat(parts, is(made));
    }
  }

  static String example(String file) throws Exception {
    Pattern block =
        Pattern.compile(
            "```[a-z]*\\n((?:#|//) " + Pattern.quote(file) + "\\n.*?)```", Pattern.DOTALL);
    Matcher found = block.matcher(Files.readString(Path.of("README.md")));
    assertThat("the README has " + file, found.find(), is(true));
    return found.group(1);
  }
}
