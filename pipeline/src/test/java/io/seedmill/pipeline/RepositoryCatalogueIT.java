package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.Program;
import java.io.IOException;
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

/** Given a folder of many repositories, when one entry names them, then each is a cell. */
@Timeout(300)
class RepositoryCatalogueIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int REPOSITORIES = 22;

  private static final String PROGRAM =
      """
      while read -r task; do
        index=${task#*'"start_index":'}; index=${index%%,*}
        count=${task#*'"num_samples":'}; count=${count%%,*}
        end=$((index + count))
        while [ $index -lt $end ]; do
          echo "{\\"index\\": $index, \\"sample\\": {\\"prompt\\": \\"$(cat name.txt) $index\\"}}"
          index=$((index + 1))
        done
      done
      """;

  private static final String ENTRY =
      """
      generators:
        - name: team
          command: [sh, gen.sh]
          repository: {path: "repos/${matrix.repo}", setup: [sh setup.sh]}
          samples: 5
          matrix: {repo: {folders: repos}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeRepositories() throws IOException {
    for (int i = 0; i < REPOSITORIES; i++) {
      Path repository = Files.createDirectories(folder.resolve("repos/r%02d".formatted(i)));
      Files.writeString(repository.resolve("gen.sh"), PROGRAM);
      Files.writeString(repository.resolve("name.txt"), "r" + i);
      Files.writeString(
          repository.resolve("setup.sh"),
          i == 7 ? "cat ../../licence || { echo error: no licence >&2; exit 3; }" : "true");
    }
    Files.createDirectories(folder.resolve("repos/.git"));
    Files.writeString(folder.resolve("repos/README.md"), "no repository");
  }

  private Path spec(String head) throws IOException {
    return Files.writeString(folder.resolve("fleet.yaml"), "name: fleet\n" + head + ENTRY);
  }

  private Program seedmill(String... args) throws IOException {
    return Program.seedmill(
        folder, List.of(args), Map.of("SEEDMILL_CACHE", folder.resolve("cache").toString()));
  }

  private String said(int exitCode, String... args) throws Exception {
    try (Program program = seedmill(args)) {
      assertThat(program.printed(), program.exitCode(LONGEST), is(exitCode));
      return program.printed();
    }
  }

  @Test
  void oneThatCannotBeSetUpCostsItsOwnSamplesIfSoManyMayFail() throws Exception {
    String out = folder.resolve("out").toString();
    String refused = said(ExitCode.BAD_INPUT, "run", spec("").toString(), "--output=" + out);
    assertThat(
        refused,
        allOf(
            containsString("'r07', whose set-up failed in 'sh setup.sh': exit code 3"),
            containsString("error: no licence"),
            containsString("(entry 'team[repo=r07]')"),
            containsString("'maxFailureRate' of 0.045455 or more"),
            not(containsString("found 'r06'"))));
    assertThat(Files.exists(folder.resolve("out")), is(false));

    String spec = spec("maxFailureRate: 0.05\n").toString();
    String ran = said(ExitCode.DONE, "run", spec, "--output=" + out, "--run-id=first");
    assertThat(
        ran,
        allOf(
            containsString("seedmill: the samples of 'team[repo=r07]' fail: 'r07', whose set-up"),
            containsString("5  program-not-set-up: 'r07'"),
            containsString("total                    110           105")));

    Files.createFile(folder.resolve("licence"));
    String again =
        said(
            ExitCode.DONE,
            "retry",
            "--dataset=" + spec,
            "--run-id=first",
            "--output=" + out,
            "--as=second");
    assertThat(again, containsString("total                    110           110"));
  }

  @Test
  void checkNamesAllThatFailAndChecksTheOthers() throws Exception {
    Files.writeString(folder.resolve("repos/r09/setup.sh"), "exit 4");
    String checked = said(ExitCode.FAILED, "check", spec("").toString(), "--first=2");
    assertThat(
        checked,
        allOf(
            containsString("team[repo=r07]: cannot be used"),
            containsString("team[repo=r09]: cannot be used"),
            containsString("team[repo=r21]: the first 2 samples")));
    assertThat(
        said(ExitCode.DONE, "plan", spec("").toString(), "--only=repo=r1*"),
        containsString("team             10"));
  }

  @Test
  void aFileMayNameTheRepositories() throws Exception {
    List<String> rows = new ArrayList<>(List.of("name,place,count"));
    for (int i = 0; i < 3; i++) {
      rows.add("tool-%d,repos/r%02d,%d".formatted(i, i, i + 2));
    }
    Files.write(folder.resolve("catalogue.csv"), rows);
    Path spec =
        Files.writeString(
            folder.resolve("catalogue.yaml"),
            """
            name: fleet
            generators:
              - name: "${matrix.item}"
                command: [sh, gen.sh]
                repository: {path: "${matrix.item.place}"}
                samples: ${matrix.item.count}
                itemsFrom: catalogue.csv
            """);
    String out = folder.resolve("out").toString();
    String ran = said(ExitCode.DONE, "run", spec.toString(), "--output=" + out);
    assertThat(ran.lines().filter(line -> line.startsWith("tool-")).toList(), hasSize(3));
    assertThat(ran, containsString("total              9             9"));
  }
}
