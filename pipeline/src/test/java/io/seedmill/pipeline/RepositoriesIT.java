package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Given generators in repositories of git, when the command runs them, then they are set up. */
@Timeout(300)
class RepositoriesIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final String PROGRAM =
      """
      word=$(cat made.txt)
      while read -r task; do
        index=${task#*'"start_index":'}; index=${index%%,*}
        count=${task#*'"num_samples":'}; count=${count%%,*}
        end=$((index + count))
        while [ $index -lt $end ]; do
          echo "{\\"index\\": $index, \\"sample\\": {\\"prompt\\": \\"$word $index\\"}}"
          index=$((index + 1))
        done
      done
      """;

  @TempDir Path folder;
  private String commit;

  @BeforeEach
  void makeRepository() throws Exception {
    Path repository = Files.createDirectory(folder.resolve("repo"));
    Files.writeString(repository.resolve("gen.sh"), PROGRAM);
    git(repository, "init", "--quiet", "--initial-branch=main");
    git(repository, "add", "--all");
    git(repository, "commit", "--quiet", "--message=first");
    commit = git(repository, "rev-parse", "HEAD").strip();
  }

  private static String git(Path at, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("git", "-c", "user.name=a"));
    words.addAll(List.of("-c", "user.email=a@example.org"));
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).directory(at.toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(), is(0));
    return said;
  }

  private Path spec(String setup) throws IOException {
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        name: fleet
        generators:
          - name: words
            command: [sh, gen.sh]
            repository: {git: repo, ref: main, setup: ["%s"]}
            samples: 40
        """
            .formatted(setup));
  }

  private Program run(Path spec, String output) throws IOException {
    return Program.seedmill(
        folder,
        List.of("run", "--dataset=" + spec, "--output=" + folder.resolve(output)),
        Map.of("SEEDMILL_CACHE", folder.resolve("cache").toString()));
  }

  @Test
  void twoAtOnceFetchAndSetUpOnceAndSayWhichCommitItWas() throws Exception {
    Path count = folder.resolve("count");
    Path spec = spec("echo x >> %s; sleep 1; echo hello > made.txt".formatted(count));
    try (Program one = run(spec, "one");
        Program other = run(spec, "other")) {
      assertThat(one.printed(), one.exitCode(LONGEST), is(ExitCode.DONE));
      assertThat(other.printed(), other.exitCode(LONGEST), is(ExitCode.DONE));
      assertThat(Files.readAllLines(count), hasSize(1));
      for (Program each : List.of(one, other)) {
        String line = "commit    words: %s (main)".formatted(commit.substring(0, 12));
        assertThat(each.out(), containsString(line));
        assertThat(each.out(), containsString("words            40            40"));
      }
      String dataset = one.out().lines().filter(line -> line.startsWith("dataset")).toList().get(0);
      assertThat(other.out(), containsString(dataset));
    }
  }

  @Test
  void aSetupThatIsKilledIsNotUsedAndNoProcessOfItGoesOn() throws Exception {
    Path pids = folder.resolve("pids");
    Path go = folder.resolve("go");
    Path spec =
        spec(
            "echo $$ >> %s; echo half > made.txt; while ! test -e %s; do sleep 0.1; done; echo hello > made.txt"
                .formatted(pids, go));
    try (Program run = run(spec, "killed")) {
      Poll.until(
          "the set-up works",
          LONGEST,
          () -> (Files.exists(pids) && Files.size(pids) > 0) || !run.isAlive());
      assertThat(run.printed(), run.isAlive(), is(true));
      run.kill();
    }
    long pid = Long.parseLong(Files.readAllLines(pids).get(0));
    Poll.until(
        "the set-up is gone",
        LONGEST,
        () -> ProcessHandle.of(pid).map(each -> !each.isAlive()).orElse(true));
    Files.createFile(go);
    try (Program run = run(spec, "whole")) {
      assertThat(run.printed(), run.exitCode(LONGEST), is(ExitCode.DONE));
      assertThat(Files.readAllLines(pids), hasSize(2));
      Path manifest;
      try (var runs = Files.newDirectoryStream(folder.resolve("whole/metadata"), "20*")) {
        manifest = runs.iterator().next().resolve("manifest.json");
      }
      assertThat(Files.readString(manifest), containsString("\"commit\" : \"" + commit + "\""));
    }
  }
}
