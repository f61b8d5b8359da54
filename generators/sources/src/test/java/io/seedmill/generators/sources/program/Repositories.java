package io.seedmill.generators.sources.program;

import io.seedmill.generators.Prepared;
import io.seedmill.generators.UnusableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A folder with repositories that a test writes, and a cache of its own. */
final class Repositories {

  static final String PROGRAM =
      """
      while read -r task; do
        index=${task#*'"start_index":'}; index=${index%%,*}
        seeds=${task##*'"seeds":['}; seeds=${seeds%%']'*}
        for seed in $(echo "$seeds" | tr , ' '); do
          echo "{\\"index\\": $index, \\"sample\\": {\\"prompt\\": \\"$(cat words.txt) $seed\\"}}"
          index=$((index + 1))
        done
      done
      """;

  final Path folder;
  final Map<String, String> environment = new TreeMap<>(System.getenv());

  Repositories(Path folder) {
    this.folder = folder;
    environment.put("SEEDMILL_CACHE", cache().toString());
  }

  Path cache() {
    return folder.resolve("cache");
  }

  Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Writes a repository whose samples have a word of one of its files. */
  Path repository(String name, String word) throws IOException {
    write(name + "/gen.sh", PROGRAM);
    write(name + "/words.txt", word + "\n");
    return folder.resolve(name);
  }

  /** Commits all files of a folder and returns the id of the commit. */
  String commit(Path repository) throws Exception {
    if (!Files.exists(repository.resolve(".git"))) {
      git(repository, "init", "--quiet", "--initial-branch=main");
    }
    git(repository, "add", "--all");
    git(repository, "commit", "--quiet", "--allow-empty", "--message=more");
    return git(repository, "rev-parse", "HEAD").strip();
  }

  static String git(Path at, String... arguments) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org"));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).directory(at.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assertions.assertEquals(0, process.waitFor(), said);
    return said;
  }

  /** Skips a test where a program is not there, and says so. */
  void needs(String... programs) {
    for (String program : programs) {
      boolean there = SessionCommand.find(program, environment.get("PATH")).isPresent();
      if (!there) {
        System.out.println("Skipped: there is no " + program + " on this machine.");
      }
      Assumptions.assumeTrue(there, "there is no " + program);
    }
  }

  static String keys(String command, String repository) {
    return "{'command': [" + command + "], 'repository': {" + repository + "}}";
  }

  static String shell(String repository) {
    return keys("'sh', 'gen.sh'", repository);
  }

  Prepared prepared(String keys) throws Exception {
    return ProgramRun.prepared(folder, keys, environment);
  }

  String identity(String keys) throws Exception {
    return prepared(keys).identity().toString();
  }

  /** Returns the first sample of a program. */
  String first(String keys) throws Exception {
    try (ProgramRun run = ProgramRun.in(folder, keys, environment)) {
      return run.make(0, 1).get(0L);
    }
  }

  /** Returns why a program cannot be used: a mistake of the spec, or a failure of its set-up. */
  String refusal(String keys) {
    UnusableException refused =
        Assertions.assertThrows(
            UnusableException.class,
            () -> {
              throw prepared(keys).failure().orElseThrow();
            });
    return refused.parameter() + ": " + refused.getMessage() + "; allowed: " + refused.allowed();
  }
}
