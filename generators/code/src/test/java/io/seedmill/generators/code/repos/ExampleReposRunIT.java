package io.seedmill.generators.code.repos;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedmill.generators.code.Tools;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applies the patches of repositories with git, and runs their tests and their READMEs' commands.
 */
class ExampleReposRunIT {

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

  @Test
  void go() throws Exception {
    assumeTrue(Tools.isThere("go"), "go is not on the PATH");
    check(Spelling.GO);
  }

  @Test
  void typescript() throws Exception {
    assumeTrue(Tools.isThere("tsc"), "tsc is not on the PATH");
    assumeTrue(Tools.isThere("node"), "node is not on the PATH");
    Path modules = modules();
    assumeTrue(
        Files.isDirectory(modules.resolve("@types/node")),
        "@types/node is not beside the TypeScript on the PATH");
    check(Spelling.TYPESCRIPT);
  }

  @Test
  void java() throws Exception {
    check(Spelling.JAVA);
  }

  private void check(Spelling spelling) throws Exception {
    Templates templates = new Templates(spelling);
    for (String category : ExampleReposGenerator.CATEGORIES) {
      ModelDraw draw = new ModelDraw(category);
      for (int i = 0; i < MOST; i++) {
        Model model = draw.draw(new SplitMix64(i));
        Path place = Files.createDirectories(folder.resolve(category + "-" + i));
        boolean everyCommit =
            category.equals("library") && i == 0 && (MOST > 1 || spelling == Spelling.PYTHON);
        check(Repository.of(model, templates, spelling), spelling, place, everyCommit);
      }
    }
  }

  /** Applies all patches; runs the tests after every one, or after the last. */
  private static void check(
      Repository repository, Spelling spelling, Path place, boolean everyCommit) throws Exception {
    Path tree = Files.createDirectories(place.resolve("tree"));
    git(tree, "init", "--quiet");
    if (spelling == Spelling.TYPESCRIPT) {
      Files.createSymbolicLink(tree.resolve("node_modules"), modules());
    }
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
        runTests(repository, spelling, tree);
      }
    }
    assertThat(files(tree), is(repository.files()));
    runReadme(repository.files().get("README.md"), tree);
    assertThat(Tools.run(tree, "git", "status", "--porcelain"), is(List.of()));
  }

  /** Runs the tests of a program, or those of each of several services. */
  private static void runTests(Repository repository, Spelling spelling, Path tree)
      throws Exception {
    List<Path> programs = services(tree);
    for (Path program : programs.isEmpty() ? List.of(tree) : programs) {
      switch (spelling) {
        case JAVA -> {
          Tools.run(program, "rm", "-rf", "target"); // classes of an earlier commit
          JavaTests.run(program);
        }
        case TYPESCRIPT -> {
          if (!program.equals(tree)) {
            Files.createSymbolicLink(program.resolve("node_modules"), modules());
          }
          Tools.run(program, "bash", "-c", "tsc --skipLibCheck && node --test dist/test/*.test.js");
        }
        case GO -> {
          assertThat(Tools.run(program, "gofmt", "-l", "."), is(List.of()));
          Tools.run(program, "bash", "-c", "GOPROXY=off go vet ./... && GOPROXY=off go test ./...");
        }
        case PYTHON -> Tools.run(tree, "bash", "-c", repository.test());
      }
    }
  }

  private static List<Path> services(Path tree) throws IOException {
    try (Stream<Path> found = Files.list(tree)) {
      return found.filter(file -> file.toString().endsWith("-service")).sorted().toList();
    }
  }

  /** Runs the commands of a README but those that need a server or fetch something. */
  private static void runReadme(String readme, Path tree) throws Exception {
    String commands =
        SHELL
            .matcher(readme)
            .results()
            .map(block -> block.group(1))
            .filter(block -> !block.contains("curl") && !readme.contains(block + "```\n\nserves"))
            .flatMap(String::lines)
            .filter(line -> !line.matches("(mvn |npm |\\(cd |go test ).*"))
            .collect(Collectors.joining("\n"));
    Tools.run(tree, "bash", "-e", "-c", commands);
  }

  /** Returns where npm has put TypeScript and the types of Node.js. */
  private static Path modules() {
    for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path modules = Path.of(place).getParent();
      if (modules != null && Files.exists(modules.resolve("typescript"))) {
        return modules;
      }
    }
    return Path.of("node_modules");
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
