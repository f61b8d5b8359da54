package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.UnreadableInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs whose code changes between the plan and the start of a process. */
@Timeout(60)
class ChangedProgramTest {

  /** Ends after each task, so that each task has a process of its own. */
  private static final String ONE_TASK =
      """
      import json, helper
      task = json.loads(input())
      for i in range(task["num_samples"]):
          print(json.dumps({"index": task["start_index"] + i, "sample": {"q": helper.VALUE}}))
      """;

  private final Path folder;
  private final Path helper;

  ChangedProgramTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.helper = Files.writeString(folder.resolve("helper.py"), "VALUE = 'old'\n");
  }

  private static UnreadableInputException stopped(ProgramRun run) {
    return assertThrows(UnreadableInputException.class, () -> run.make(1, 2));
  }

  @Test
  void stopsWhenAModuleHasChanged() throws Exception {
    try (ProgramRun run = ProgramRun.python(folder, ONE_TASK)) {
      assertThat(run.make(0, 1).get(0L), is("{\"q\":\"old\"}"));
      Files.writeString(helper, "VALUE = 'new'\n"); // of the same size
      assertThat(
          stopped(run).getMessage(),
          allOf(containsString("'" + helper + "'"), containsString("has changed since the plan")));
      Files.writeString(helper, "VALUE = 'old'\n");
      assertThat(run.make(1, 2).get(1L), is("{\"q\":\"old\"}"));
    }
  }

  @Test
  void stopsWhenTheTimesOfAChangedFileAreTheOldOnes() throws Exception {
    FileTime old = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(helper, old);
    try (ProgramRun run = ProgramRun.python(folder, ONE_TASK)) {
      run.make(0, 1);
      Files.writeString(helper, "VALUE = 'new'\n");
      Files.getFileAttributeView(helper, BasicFileAttributeView.class).setTimes(old, old, null);
      assertThat(stopped(run).getMessage(), containsString("helper.py"));
    }
  }

  @Test
  void stopsWhenAModuleInAnotherFolderHasChangedAndNotForData() throws Exception {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(folder.resolve("words.txt"), "a");
    String script =
        "import sys; sys.path.append(sys.argv[1] + '/..') # '../words.txt'\n"
            + ONE_TASK.replace("helper", "outer");
    Path outer = Files.writeString(folder.resolve("outer.py"), "VALUE = 'old'\n");
    Files.writeString(inner.resolve("program.py"), script);
    ProgramRun.needsPython();
    try (ProgramRun run =
        ProgramRun.in(inner, "{'command': ['python3', 'program.py', '%s']}".formatted(inner))) {
      run.make(0, 1);
      Files.writeString(folder.resolve("words.txt"), "b");
      run.make(1, 2);
      Files.writeString(outer, "VALUE = 'newer'\n");
      assertThat(stopped(run).getMessage(), containsString("outer.py' of a program has changed"));
    }
  }

  @Test
  void goesOnWhenOnlyTheTimesHaveChangedOrThereIsMoreCode() throws Exception {
    try (ProgramRun run = ProgramRun.python(folder, ONE_TASK)) {
      run.make(0, 1);
      Files.writeString(helper, "VALUE = 'old'\n");
      Files.writeString(folder.resolve("written.py"), "print(1)\n");
      Files.writeString(folder.resolve("data.txt"), "data\n");
      assertThat(run.make(1, 2).get(1L), is("{\"q\":\"old\"}"));
    }
  }

  @Test
  void stopsWhenAModuleIsGoneEvenIfTheProgramFailsForIt() throws Exception {
    try (ProgramRun run = ProgramRun.python(folder, ONE_TASK)) {
      run.make(0, 1);
      Files.delete(helper);
      assertThat(stopped(run).getMessage(), containsString("helper.py' of a program is gone"));
    }
  }

  @Test
  void stopsWhenCodeChangesWhileItsProcessStarts() throws Exception {
    String script =
        """
        import json
        task = json.loads(input())
        open('%s', 'w').write("VALUE = 'new'")
        print(json.dumps({"index": 1, "sample": {"q": 1}}))
        """
            .formatted(helper);
    try (ProgramRun run = ProgramRun.python(folder, script)) {
      assertThat(stopped(run).getMessage(), containsString("helper.py"));
    }
  }

  @Test
  void comparesWhatSourcesNamesAlone() throws Exception {
    Files.writeString(folder.resolve("words.txt"), "a");
    try (ProgramRun run = ProgramRun.python(folder, ONE_TASK, "'sources': ['words.txt']")) {
      run.make(0, 1);
      Files.writeString(helper, "VALUE = 'newer'\n"); // Python would not notice one as long
      assertThat(run.make(1, 2).get(1L), is("{\"q\":\"newer\"}"));
      Files.writeString(folder.resolve("words.txt"), "b");
      assertThat(stopped(run).getMessage(), containsString("words.txt"));
    }
  }

  @Test
  void comparesTheScriptOfEachTaskThatWritesAFolder() throws Exception {
    String script = "import sys\nopen(sys.argv[1] + '/rows.csv', 'w').write('q\\n1\\n')\n";
    ProgramRun.needsPython();
    Files.writeString(folder.resolve("program.py"), script);
    String keys =
        "{'command': ['python3', 'program.py', '{output}'], 'mode': 'files', 'taskSize': 1,"
            + " 'collect': {'sample': 'row'}}";
    try (ProgramRun run = ProgramRun.in(folder, keys)) {
      assertThat(run.make(0, 1).get(0L), containsString("\"q\":"));
      Files.writeString(folder.resolve("program.py"), script.replace("1\\n", "2\\n"));
      assertThat(stopped(run).getMessage(), containsString("program.py"));
    }
  }

  @Test
  void comparesTheCodeOfARepositoryAndNotItsLogs() throws Exception {
    Files.writeString(folder.resolve("log.txt"), "begun\n");
    Files.writeString(folder.resolve("program.py"), ONE_TASK);
    ProgramRun.needsPython();
    String keys =
        "{'command': ['python3', 'program.py'], 'repository': {'path': '.', 'setup': []}}";
    try (ProgramRun run = ProgramRun.in(folder, keys)) {
      run.make(0, 1);
      Files.writeString(folder.resolve("log.txt"), "more\n");
      assertThat(run.make(1, 2).get(1L), is("{\"q\":\"old\"}"));
      Files.writeString(helper, "VALUE = 'new'\n");
      assertThat(stopped(run).getMessage(), containsString("helper.py"));
    }
  }
}
