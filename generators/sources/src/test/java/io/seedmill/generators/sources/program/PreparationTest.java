package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.sources.files.LocalInputs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in a program are reported before any work. */
class PreparationTest {

  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  @TempDir Path folder;

  private Prepared prepared(String keys) throws Exception {
    return ProgramRun.prepared(folder, keys, ENVIRONMENT);
  }

  private void assertRefused(String keys, String... texts) {
    UnusableException refused = assertThrows(UnusableException.class, () -> prepared(keys));
    String message = refused.getMessage() + "; allowed: " + refused.allowed();
    for (String text : texts) {
      assertThat(message, containsString(text));
    }
  }

  private Path write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void aProgramThatIsNotThereIsAnError() throws Exception {
    assertRefused("{'command': ['no-such-program']}", "'no-such-program'", "in the PATH");
    assertRefused("{'command': ['./no-such-program']}", "is not there");
    write("program", "#!/bin/sh\n");
    assertRefused("{'command': ['program']}", "did you mean './program'?");
    assertRefused("{'command': 'program'}", "did you mean './program'?");
    assertRefused("{'command': 'python3 x.py'}", "words stand apart, as in [python3, make.py]");
  }

  @Test
  void aProgramThatCannotBeExecutedIsAnError() throws Exception {
    Path file = write("program", "#!/bin/sh\n");
    assertRefused("{'command': ['./program']}", "cannot be executed");
    Files.createDirectory(folder.resolve("folder"));
    assertRefused("{'command': ['./folder']}", "cannot be executed");
    assertThat(file.toFile().setExecutable(true), is(true));
    assertThat(
        prepared("{'command': ['./program']}").place().toString(), containsString(file.toString()));
    assertThat(prepared("{'command': './program'}"), is(prepared("{'command': ['./program']}")));
  }

  @ParameterizedTest
  @CsvSource({
    "#!/usr/bin/env pytho3, 'names ''pytho3'', which is not there'",
    "#!/usr/bin/env -S pytho3 -u, 'names ''pytho3'', which is not there'",
    "#! /opt/none/python3 -u, 'names ''/opt/none/python3'', which is not there'",
    "#!/bin/sh\\r, 'names ''/bin/sh'' and ends in a carriage return; allowed: a script whose lines'",
    "#!/usr/bin/env sh\\r, 'names ''sh'' and ends in a carriage return'",
  })
  void aScriptWhoseInterpreterIsNotThereIsAnError(String line, String message) throws Exception {
    write("script", line.replace("\\r", "\r") + "\n").toFile().setExecutable(true);
    assertRefused("{'command': ['./script']}", message);
  }

  @Test
  void soIsOneInThePath() throws Exception {
    write("bin/make", "#!/bin/sh\r\n").toFile().setExecutable(true);
    UnusableException refused =
        assertThrows(
            UnusableException.class,
            () ->
                ProgramRun.prepared(
                    folder, "{'command': ['make']}", Map.of("PATH", folder + "/bin:/bin")));
    assertThat(refused.getMessage(), containsString("'make', whose first line names '/bin/sh'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!/bin/sh -e", "#!/usr/bin/env sh", "#!/usr/bin/env -S sh -e", "#!/usr/bin/env -i sh",
        "#!/usr/bin/env X=1 sh", "#!", "no script", ""
      })
  void aScriptWhoseInterpreterIsThereIsUsed(String line) throws Exception {
    write("script", line + "\n").toFile().setExecutable(true);
    prepared("{'command': ['./script']}");
  }

  @Test
  void aScriptThatIsNotThereIsAnError() throws Exception {
    write("there.py", "");
    for (String words :
        new String[] {
          "'sh', 'missing.sh'",
          "'/bin/sh', '-e', 'sub/missing.sh', 'there.py'",
          "'sh', '/no/such/missing.sh'",
          "'env', 'sh', 'missing'"
        }) {
      assertRefused("{'command': [" + words + "]}", "missing", "which is not there as '/");
    }
    for (String words :
        new String[] {
          "'sh', 'there.py', 'missing.py'",
          "'sh', '-c', 'missing.py'",
          "'sh', '-ec', 'missing.py'",
          "'sh', 'ls'",
          "'sh', '-s', 'missing.py'",
          "'ls', 'missing.py'"
        }) {
      prepared("{'command': [" + words + "]}");
    }
  }

  @Test
  void aVariableThatIsNotSetIsAnError() {
    assertRefused(
        "{'command': ['sh'], 'env': {'TOKEN': 'x ${env:MY_TOKEN}'}}",
        "${env:MY_TOKEN}, which is not set");
  }

  private static String withoutSources(Prepared prepared) {
    return prepared.place().without(Prepared.SHARED).toString();
  }

  @Test
  void whatLiesBesideTheSpecIsGivenByItsAbsolutePath() throws Exception {
    Path script = write("scripts/a.py", "1");
    assertThat(
        withoutSources(prepared("{'command': ['sh', 'scripts/a.py', '--size', '9', 'plain']}")),
        is("{\"words\":[\"sh\",\"" + script + "\",\"--size\",\"9\",\"plain\"]}"));
  }

  @Test
  void anotherScriptIsAnotherProgramAndTheSameElsewhereIsNot() throws Exception {
    String keys = "{'command': ['sh', 'a/x.sh']}";
    write("a/x.sh", "echo 1");
    String one = prepared(keys).identity().toString();
    write("a/x.sh", "echo 2");
    String other = prepared(keys).identity().toString();
    assertThat(other, is(not(one)));
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Files.createDirectories(elsewhere.resolve("a"));
    Files.writeString(elsewhere.resolve("a/x.sh"), "echo 2");
    assertThat(ProgramRun.prepared(elsewhere, keys, ENVIRONMENT).identity().toString(), is(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", 'cwd': 'a'", ", 'sources': ['a/*.sh']"})
  void theCellsOfAPlanReadTheFilesOfTheirProgramOnce(String keys) throws Exception {
    write("a/x.sh", "echo 1");
    write("a/y.sh", "echo 1");
    String script = keys.contains("cwd") ? "x.sh" : "a/x.sh";
    String cell = "{'command': ['sh', '" + script + "', '--rate=%d']" + keys + "}";
    Preparation plan = new Preparation("e", folder, ENVIRONMENT, new LocalInputs());

    Prepared first = ProgramRun.prepared(plan, cell.formatted(1));
    write("a/x.sh", "echo 2");
    write("a/y.sh", "echo 2");
    Prepared second = ProgramRun.prepared(plan, cell.formatted(2));

    assertThat("one version of the program", second.identity(), is(first.identity()));
    assertThat(second.place().get(Prepared.SHARED), is(first.place().get(Prepared.SHARED)));
    assertThat(second.sources(), sameInstance(first.sources()));
    assertThat(prepared(cell.formatted(3)).identity(), is(not(first.identity())));
  }

  @Test
  void whatAProgramImportsCountsAndWhatLiesAroundDoesNot() throws Exception {
    String keys = "{'command': ['sh', 'x.sh']}";
    write("x.sh", "");
    String alone = prepared(keys).identity().toString();
    for (String other :
        new String[] {
          "out.log",
          "data.csv",
          ".git/a.py",
          "__pycache__/a.py",
          "node_modules/a/b.js",
          "mine/pyvenv.cfg",
          "mine/lib/a.py",
          "out/metadata/a",
          "out/data/raw/a.py"
        }) {
      write(other, "1");
      assertThat(other, prepared(keys).identity().toString(), is(alone));
    }
    String before = alone;
    for (String part : new String[] {"helper.py", "pkg/deep/helper.py", "lib.sh", "uv.lock"}) {
      for (String content : new String[] {"1", "2"}) {
        write(part, content);
        String after = prepared(keys).identity().toString();
        assertThat(part, after, is(not(before)));
        before = after;
      }
    }
    String absolute = "{'command': ['sh', '" + folder.resolve("x.sh") + "']}";
    String one = prepared(absolute).identity().toString();
    write("x.sh", "echo");
    assertThat(prepared(absolute).identity().toString(), is(not(one)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'env', 'X=1', 'sh', 'x.sh'",
        "'nice', '-n', '5', 'sh', 'x.sh'",
        "'timeout', '60', 'sh', '-e', 'x.sh'",
        "'env', './x'",
        "'nohup', 'x.py', 'more'",
      })
  void whatAProgramImportsCountsBehindAProgramThatStartsIt(String command) throws Exception {
    for (String name : new String[] {"x.sh", "x.py", "x"}) {
      write(name, "");
    }
    folder.resolve("x").toFile().setExecutable(true);
    write("lib/helper.py", "1");
    String before = prepared("{'command': [" + command + "]}").identity().toString();
    write("lib/helper.py", "2");
    assertThat(prepared("{'command': [" + command + "]}").identity().toString(), is(not(before)));
  }

  @Test
  void aScriptThatIsNotThereIsMissedBehindAProgramThatStartsIt() throws Exception {
    assertRefused("{'command': ['timeout', '60', 'sh', 'none.sh']}", "'none.sh', which is not");
    assertRefused("{'command': ['env', 'X=1', 'sh', '-e', 'none.sh']}", "which is not there");
  }

  @Test
  void theFilesThatTheSpecNamesCountInstead() throws Exception {
    write("x.sh", "");
    write("helper.py", "1");
    write("data/words.txt", "1");
    write("data/more/words.txt", "1");
    for (String sources : new String[] {"'data'", "'data/**'", "'data/words.txt', 'data/more/*'"}) {
      String keys = "{'command': ['sh', 'x.sh'], 'sources': [" + sources + "]}";
      String before = prepared(keys).identity().toString();
      write("helper.py", sources);
      assertThat(prepared(keys).identity().toString(), is(before));
      write("data/words.txt", sources);
      String after = prepared(keys).identity().toString();
      assertThat(after, is(not(before)));
      write("data/more/words.txt", sources);
      assertThat(prepared(keys).identity().toString(), is(not(after)));
    }
    assertRefused("{'command': ['sh', 'x.sh'], 'sources': ['*.none']}", "no file matches");
  }

  @Test
  void withAFolderToRunInFilesAreLookedForAndCountedThere() throws Exception {
    write("repo/examples/gen.py", "");
    write("repo/src/lib.py", "1");
    String keys = "{'cwd': 'repo', 'command': ['sh', 'examples/gen.py', '-m']}";
    assertThat(
        withoutSources(prepared(keys)),
        is(
            "{\"words\":[\"sh\",\"%s\",\"-m\"],\"cwd\":\"%s\"}"
                .formatted(folder.resolve("repo/examples/gen.py"), folder.resolve("repo"))));
    for (String same : new String[] {keys, "{'cwd': 'repo', 'command': ['sh', '-c', 'true']}"}) {
      String before = prepared(same).identity().toString();
      write("repo/src/lib.py", same);
      assertThat(prepared(same).identity().toString(), is(not(before)));
    }
    assertRefused("{'cwd': 'none', 'command': ['sh']}", "'none', which is no folder as '/");
    assertRefused("{'cwd': 'repo/src/lib.py', 'command': ['sh']}", "which is no folder as '/");
    assertRefused("{'cwd': 'repo', 'command': ['sh', 'gen.py']}", "which is not there as '/");
  }

  @Test
  void theSizeOfATaskIsTold() throws Exception {
    assertThat(prepared("{'command': ['sh'], 'taskSize': 7}").taskSize().getAsLong(), is(7L));
    assertThat(prepared("{'command': ['sh']}").taskSize().isPresent(), is(false));
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    assertWrong("{'command': ['sh'], 'mode': 'files'}", "'files' without 'taskSize'");
    assertWrong("{'command': ['sh'], 'collect': {'sample': 'file'}}", "without mode 'files'");
    assertWrong(
        "{'command': ['sh'], 'mode': 'files', 'taskSize': 2, 'lines': 'bare'}", "mode 'files'");
    assertWrong("{'params': {}}", "found nothing");
    assertWrong("{'command': []}", "a list of words");
    assertWrong("{'command': ['sh'], 'taskSize': 0}", "a whole number from 1 to 1000000");
    assertWrong("{'command': ['sh'], 'env': {'1A': 'x'}}", "no digit first");
    assertWrong("{'command': ['sh'], 'timeoutPerSample': 'soon'}", "/timeoutPerSample");
  }

  private static void assertWrong(String keys, String text) {
    Exception thrown = assertThrows(Exception.class, () -> ProgramRun.parameters(keys));
    assertThat(thrown.toString(), allOf(containsString(text)));
  }
}
