package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.Prepared;
import io.seedmill.generators.UnusableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  }

  @Test
  void aVariableThatIsNotSetIsAnError() {
    assertRefused(
        "{'command': ['sh'], 'env': {'TOKEN': 'x ${env:MY_TOKEN}'}}",
        "${env:MY_TOKEN}, which is not set");
  }

  @Test
  void whatLiesBesideTheSpecIsGivenByItsAbsolutePath() throws Exception {
    Path script = write("scripts/a.py", "1");
    assertThat(
        prepared("{'command': ['sh', 'scripts/a.py', '--size', '9', 'plain']}").place().toString(),
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
