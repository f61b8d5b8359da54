package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedmill.pipeline.testing.CommandResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {

  @TempDir private static Path folder;

  @BeforeAll
  static void writeScript() throws Exception {
    CommandResult result = CommandResult.seedmill("generate-completion");
    assertThat(result.err(), result.exitCode(), is(0));
    Files.writeString(folder.resolve("seedmill.bash"), result.out());
    Files.writeString(folder.resolve("mine.yaml"), "");
  }

  /** Words are parted by blanks as the shell hands them over: '=' is a word of its own. */
  @ParameterizedTest
  @CsvSource({
    "seedmill val, validate",
    "seedmill validate --regen, --regenerate",
    "seedmill run --runner _, DirectRunner FlinkRunner",
    "seedmill run --runner =, DirectRunner FlinkRunner",
    "seedmill run --runner = F, FlinkRunner",
    "seedmill run --runner=F, --runner=FlinkRunner",
    "seedmill run qu, quickstart",
    "seedmill run --dataset = sm, smart-money-flow",
    "seedmill retry --dataset sal, salary-postings",
    "seedmill preview --samples = 3 vis, vision-tasks",
    "seedmill datasets reas, reasoning",
    "seedmill generators maz, maze",
    "seedmill init --generators = maz, maze",
    "seedmill plan --format = git, github-matrix",
    "seedmill preview --format _, html json text",
    "seedmill export --layout = _, folders repositories",
    "seedmill plan --batch-per = _, cell",
    "seedmill run mi, mine.yaml",
    "seedmill run --dataset = mi, mine.yaml",
    "seedmill run --dataset=mi, --dataset=mine.yaml"
  })
  void valuesAreCompleted(String words, String expected) throws Exception {
    assertThat(completed(words), is(expected));
  }

  @Test
  void noDatasetIsOfferedForAnOutput() throws Exception {
    assertThat(completed("seedmill run --output = m"), is("mine.yaml"));
    assertThat(completed("seedmill run --output = qu"), is(""));
  }

  /**
   * In zsh a word is '--output=o'; a folder has no blank behind it, so that its files come next.
   */
  @ParameterizedTest
  @CsvSource({
    "validate o, out/|",
    "run --output=o, --output=out/|",
    "run mi, mine.yaml |",
    "val, validate |",
    "run --runner=F, --runner=FlinkRunner |"
  })
  void zshPutsNoBlankBehindAFolder(String words, String expected) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "no zsh");
    Files.createDirectories(folder.resolve("out"));
    Process zsh =
        new ProcessBuilder(
                "/usr/bin/zsh",
                "-fc",
                """
                autoload -Uz compinit bashcompinit; compinit -u -D; bashcompinit
                . ./seedmill.bash
                COMP_WORDS=(seedmill ${=1}); COMP_CWORD=$(( $#COMP_WORDS - 1 ))
                compgen -F _seedmill_complete -- "${COMP_WORDS[-1]}"
                """,
                "zsh",
                words)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    zsh.getOutputStream().close();
    String out = new String(zsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(zsh.waitFor(30, TimeUnit.SECONDS), is(true));
    assertThat(out.replace("\n", "|"), is(expected));
  }

  private static String completed(String words) throws Exception {
    String list =
        Stream.of(words.split(" ", -1))
            .map(word -> "'" + (word.equals("_") ? "" : word) + "'")
            .collect(Collectors.joining(" "));
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                """
                . ./seedmill.bash
                COMP_WORDS=(%s)
                COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
                _seedmill_complete
                printf '%%s\\n' "${COMPREPLY[@]}"
                """
                    .formatted(list))
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD) // compopt wants a terminal
            .start();
    bash.getOutputStream().close();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(30, TimeUnit.SECONDS), is(true));
    return out.lines().sorted().collect(Collectors.joining(" "));
  }
}
