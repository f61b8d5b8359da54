package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.generators.testing.CollectingSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EnvironmentTest {

  private static final String SECRET = "s3cr3t-token-of-the-user";

  @TempDir Path folder;

  private static Map<String, String> outer() {
    Map<String, String> outer = new TreeMap<>(System.getenv());
    outer.put("MY_TOKEN", SECRET);
    outer.put("OTHER", "seen by nobody");
    outer.put("LANG", "C.UTF-8");
    return outer;
  }

  private ProgramRun sh(String script, String... keys) throws Exception {
    Files.writeString(folder.resolve("program.sh"), script);
    return ProgramRun.in(folder, ProgramRun.keys("sh", "program.sh", keys), outer());
  }

  @Test
  void aProgramSeesWhatIsListedAndWhatEveryProgramNeeds() throws Exception {
    String script = ShellPrograms.answering("/usr/bin/env > \"$here/env\"");
    try (ProgramRun run =
        sh(script, "'env': {'TOKEN': 'Bearer ${env:MY_TOKEN}', 'MODE': 'fast'}")) {
      run.make(0, 1);
      Map<String, String> seen = new TreeMap<>();
      for (String line : run.lines("env")) {
        seen.put(line.replaceFirst("=.*", ""), line.replaceFirst("[^=]*=", ""));
      }
      seen.keySet().removeAll(List.of("_", "SHLVL", "PWD")); // what a shell adds by itself
      assertThat(
          new TreeSet<>(seen.keySet()),
          is(
              new TreeSet<>(
                  List.of(
                      "HOME",
                      "LANG",
                      "MODE",
                      "PATH",
                      "PYTHONHASHSEED",
                      "PYTHONUNBUFFERED",
                      "TMPDIR",
                      "TOKEN"))));
      assertThat(seen.get("TOKEN"), is("Bearer " + SECRET));
      assertThat(seen.get("PYTHONHASHSEED"), is("0"));
      assertThat(seen.get("PATH"), is(System.getenv("PATH")));
      assertThat(seen.get("HOME"), is(not(System.getenv("HOME"))));
    }
  }

  @Test
  void theSpecHasTheLastWordOnTheHashSeedAndTheLocale() throws Exception {
    String script = ShellPrograms.answering("echo $PYTHONHASHSEED $LANG > \"$here/env\"");
    try (ProgramRun run = sh(script, "'env': {'PYTHONHASHSEED': 'random', 'LANG': 'de_DE'}")) {
      run.make(0, 1);
      assertThat(run.lines("env"), is(List.of("random de_DE")));
    }
  }

  @Test
  void whatItWasToldInConfidenceIsNotInADeadLetter() throws Exception {
    String script = ShellPrograms.answering("echo \"using $TOKEN\" >&2; exit 1");
    try (ProgramRun run = sh(script, "'env': {'TOKEN': '${env:MY_TOKEN}'}")) {
      CollectingSink sink = run.ask(0, 1, ProgramRun.QUICK);
      assertThat(sink.failures(), hasSize(1));
      assertThat(sink.failures().get(0).message(), containsString("using ***"));
      assertThat(sink.failures().get(0).message(), not(containsString(SECRET)));
    }
  }

  @Test
  void aSecretInAnAnswerThatIsNoneIsNotInADeadLetter() throws Exception {
    String script = ShellPrograms.answering("echo \"debug: $TOKEN\"");
    try (ProgramRun run = sh(script, "'env': {'TOKEN': '${env:MY_TOKEN}'}")) {
      CollectingSink sink = run.ask(0, 1, ProgramRun.QUICK);
      assertThat(sink.failures().get(0).message(), containsString("debug: ***"));
    }
    String saying =
        "while read -r t; do echo \"{\\\"index\\\": 0, \\\"error\\\": \\\"refused $TOKEN\\\"}\"; done";
    try (ProgramRun run = sh(saying, "'env': {'TOKEN': '${env:MY_TOKEN}'}")) {
      CollectingSink sink = run.ask(0, 1, ProgramRun.QUICK);
      assertThat(sink.failures().get(0).message(), is("refused ***"));
    }
  }

  @Test
  void eachProcessHasFoldersOfItsOwnThatAreEmptiedAfterEachTask() throws Exception {
    String script =
        ShellPrograms.answering(
            """
            if [ $index = $start ]; then
              ls -A "$HOME" "$TMPDIR" . | grep -v : | grep . >> "$here/found"
              echo "$HOME $TMPDIR $(pwd)" >> "$here/folders"
              mkdir -p "$HOME/.config/deep"; touch "$HOME/.config/deep/f" "$TMPDIR/video.mp4" left
              chmod 0500 "$HOME/.config/deep"; ln -s /etc "$TMPDIR/link"
            fi
            [ $index = 2500 ] && [ $start != 2500 ] && exit 1
            """);
    try (ProgramRun run = sh(script)) {
      assertThat(run.ask(0, 3000, ProgramRun.QUICK).samples(), hasSize(3000));
      assertThat(run.lines("found"), is(List.of()));
      assertThat(run.lines("folders"), hasSize(6)); // 3 tasks, a suspect, 2 halves
      assertThat(new TreeSet<>(run.lines("folders")), hasSize(2));
      assertThat(new TreeSet<>(List.of(run.lines("folders").get(0).split(" ", -1))), hasSize(3));
      assertThat(Files.isDirectory(Path.of("/etc")), is(true));
    }
    Path home = Path.of(Files.readAllLines(folder.resolve("folders")).get(0).split(" ", -1)[0]);
    assertThat(Files.exists(home.getParent()), is(false));
  }

  @Test
  void aProgramRunsInTheFolderThatIsGiven() throws Exception {
    Path repo = Files.createDirectory(folder.resolve("repo"));
    Files.writeString(repo.resolve("word"), "mum");
    Files.writeString(
        repo.resolve("gen.sh"),
        "while read -r task; do echo \"{\\\"a\\\": \\\"$(cat word)\\\"}\"; done");
    try (ProgramRun run =
        ProgramRun.in(
            folder,
            "{'command': ['sh', 'gen.sh'], 'cwd': 'repo', 'lines': 'bare', 'taskSize': 1}")) {
      assertThat(ProgramRun.json(run.make(0, 1).get(0L)).get("a").asText(), is("mum"));
      run.make(1, 3);
    }
    assertThat(Files.exists(repo.resolve("word")), is(true));
  }
}
