package io.seedmill.generators.code.repos;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedmill.generators.code.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applies the patches of repositories with git, and runs their tests and their READMEs' commands.
 */
class ExampleReposRunTest {

  private static final Pattern SHELL = Pattern.compile("(?s)```sh\n(.*?)```");
  private static final int MOST = Integer.getInteger("seedmill.test.programs", 1);

  @TempDir Path folder;

  @BeforeEach
  void gitIsThere() {
    assumeTrue(Tools.isThere("git"), "git is not on the PATH");
  }

  @Test
  void python() throws Exception {
    assumeTrue(Tools.isThere("python3"), "python3 is not on the PATH");
    check(Spelling.PYTHON);
  }

  private void check(Spelling spelling) throws Exception {
    Templates templates = new Templates(spelling);
    for (String category : ExampleReposGenerator.CATEGORIES) {
      ModelDraw draw = new ModelDraw(category);
      for (int i = 0; i < MOST; i++) {
        Model model = draw.draw(new SplitMix64(i));
        Path place = Files.createDirectories(folder.resolve(category + "-" + i));
        check(Repository.of(model, templates, spelling), place, MOST > 1 && i == 0);
      }
    }
  }

  /** Applies all patches; runs the tests after every one, or after the last. */
  private static void check(Repository repository, Path place, boolean everyCommit)
      throws IOException, InterruptedException {
    Path tree = Files.createDirectories(place.resolve("tree"));
    git(tree, "init", "--quiet");
    int last = repository.commits().size() - 1;
    List<String> patches = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      Path patch =
          Files.writeString(place.resolve(i + ".patch"), repository.commits().get(i).patch());
      patches.add(patch.toString());
      if (everyCommit || i == last) {
        git(
            tree,
            Stream.concat(Stream.of("am", "--quiet", "--whitespace=error-all"), patches.stream())
                .toArray(String[]::new));
        patches.clear();
        Tools.run(tree, "bash", "-c", repository.test());
      }
    }
    assertThat(Tools.run(tree, "git", "status", "--porcelain"), is(List.of()));
    assertThat(files(tree), is(repository.files()));
    Tools.run(tree, "bash", "-e", "-c", shellOf(repository.files().get("README.md")));
  }

  /** Returns the commands of a README, without those that need a server. */
  private static String shellOf(String readme) {
    return String.join(
        "\n",
        SHELL
            .matcher(readme)
            .results()
            .map(MatchResult::group)
            .map(block -> block.substring("```sh\n".length(), block.length() - 3))
            .filter(block -> !block.contains("curl") && !readme.contains(block + "```\n\nserves"))
            .toList());
  }

  private static void git(Path tree, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1"));
    command.addAll(List.of("git", "-c", "user.name=test", "-c", "user.email=test@example.org"));
    command.addAll(List.of(arguments));
    Tools.run(tree, command.toArray(String[]::new));
  }

  private static Map<String, String> files(Path tree) throws IOException, InterruptedException {
    Map<String, String> files = new TreeMap<>();
    for (String path : Tools.run(tree, "git", "ls-files")) {
      files.put(path, Files.readString(tree.resolve(path)));
    }
    return files;
  }
}
