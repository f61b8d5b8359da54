package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.hamcrest.Matchers.stringContainsInOrder;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.input.InvalidParametersException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Programs that take memory, processes or disk without end lose one sample. Each has an end of its
 * own here, so that a limit that fails does no harm to the machine.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class ResourceLimitsTest {

  private static final String MEMORY =
      """
      import json, sys, time
      for line in sys.stdin:
          task = json.loads(line)
          for i in range(task["num_samples"]):
              index = task["start_index"] + i
              taken = []
              while index == 7 and len(taken) < 200:
                  taken.append(bytearray(1 << 20))
                  time.sleep(0.002)
              print(json.dumps({"index": index, "sample": {"a": index}}), flush=True)
      """;

  @TempDir Path folder;

  @Test
  void memoryThatGrowsWithoutEndCostsOneSample() throws Exception {
    try (ProgramRun run = ProgramRun.python(folder, MEMORY, "'maxMemory': '64M'")) {
      assertOnlyTheSeventhFails(
          run.make(0, 12),
          "failed: program-limit-exceeded: it had ",
          " of memory with all that it started; allowed: 64M ('maxMemory')");
    }
  }

  @Test
  void memoryOfChildrenCounts() throws Exception {
    Files.writeString(
        folder.resolve("child.py"),
        """
        import time
        taken = b"x" * (40 << 20)
        time.sleep(20)
        """);
    String step = "[ $index = 7 ] && { for i in 1 2; do python3 \"$here/child.py\" & done; wait; }";
    ProgramRun.needsPython();
    try (ProgramRun run =
        ProgramRun.sh(folder, ShellPrograms.answering(step), "'maxMemory': '80M'")) {
      assertOnlyTheSeventhFails(run.make(0, 12), "allowed: 80M ('maxMemory')");
    }
  }

  @Test
  void memoryThatProcessesShareCountsOnce() throws Exception {
    String script =
        """
        import json, os, sys, time
        shared = b"x" * (40 << 20)
        for i in range(4):
            if os.fork() == 0:
                os.close(0)
                os.close(1)
                time.sleep(20)
                os._exit(0)
        for line in sys.stdin:
            task = json.loads(line)
            time.sleep(0.5)
            for i in range(task["num_samples"]):
                print(json.dumps({"index": task["start_index"] + i, "sample": {"a": i}}), flush=True)
        """;
    try (ProgramRun run = ProgramRun.python(folder, script, "'maxMemory': '120M'")) {
      assertThat(run.make(0, 2).values(), contains("{\"a\":0}", "{\"a\":1}"));
    }
  }

  @Test
  void processesWithoutEndCostOneSampleAndNoneIsLeft() throws Exception {
    String mark = mark();
    String step =
        """
        bomb() { if [ $1 -gt 0 ]; then bomb $(($1 - 1)) & bomb $(($1 - 1)) & wait; else exec sleep %s; fi; }
            [ $index = 7 ] && bomb 8
        """
            .formatted(mark);
    try (ProgramRun run =
        ProgramRun.sh(folder, ShellPrograms.answering(step), "'maxProcesses': 20")) {
      assertOnlyTheSeventhFails(
          run.make(0, 12),
          "failed: program-limit-exceeded: it had ",
          " processes; allowed: 20 ('maxProcesses')");
    }
    assertThat(commandsWith(mark), is(empty()));
  }

  @Test
  void processesThatLeaveTheirSessionCount() throws Exception {
    String mark = mark();
    String step =
        "[ $index = 7 ] && { for i in 1 2 3 4 5 6; do (setsid sleep %s &) ; done; sleep 9; }"
            .formatted(mark);
    try (ProgramRun run =
        ProgramRun.sh(folder, ShellPrograms.answering(step), "'maxProcesses': 4")) {
      Map<Long, String> made = run.make(0, 12);
      if (Reaper.isPossible()) {
        assertOnlyTheSeventhFails(made, "processes; allowed: 4 ('maxProcesses')");
        assertThat(commandsWith(mark), is(empty()));
      }
    }
  }

  @Test
  void aFileWithoutEndCostsOneSample() throws Exception {
    String step =
        "[ $index = 7 ] && dd if=/dev/zero of=\"$TMPDIR/large\" bs=65536 count=4000 2>&1 >&2";
    try (ProgramRun run = ProgramRun.sh(folder, ShellPrograms.answering(step), "'maxDisk': '4M'")) {
      assertOnlyTheSeventhFails( // the shell goes on after its child was refused, and answers
          run.make(0, 12),
          "failed: program-limit-exceeded: its files in HOME, TMPDIR",
          "; allowed: 4M ('maxDisk')");
    }
  }

  @Test
  void manyFilesCostOneSample() throws Exception {
    String script =
        """
        import json, os, sys, time
        for line in sys.stdin:
            task = json.loads(line)
            for i in range(task["num_samples"]):
                index = task["start_index"] + i
                for n in range(200 if index == 7 else 1):
                    with open(f"{os.environ['HOME']}/{index}-{n}", "wb") as file:
                        file.write(bytes(100_000))
                    time.sleep(0.005)
                print(json.dumps({"index": index, "sample": {"a": index}}), flush=True)
        """;
    try (ProgramRun run = ProgramRun.python(folder, script, "'maxDisk': '4M'")) {
      assertOnlyTheSeventhFails(
          run.make(0, 12),
          "failed: program-limit-exceeded: its files in HOME, TMPDIR",
          "; allowed: 4M ('maxDisk')");
    }
  }

  @Test
  void noFileOutgrowsTheLimitBetweenTwoLooks() throws Exception {
    String script =
        """
        import json, os, sys
        for line in sys.stdin:
            task = json.loads(line)
            for i in range(task["num_samples"]):
                index = task["start_index"] + i
                if index == 7:
                    path = os.environ["TMPDIR"] + "/large"
                    with open(path, "wb") as file:
                        for n in range(100):
                            file.write(bytes(1 << 20))
                print(json.dumps({"index": index, "sample": {"a": index}}), flush=True)
        """;
    try (ProgramRun run = ProgramRun.python(folder, script, "'maxDisk': '8M'")) {
      assertOnlyTheSeventhFails(
          run.make(0, 12),
          "failed: program-limit-exceeded: its files in HOME, TMPDIR",
          "had 8M; allowed: 8M ('maxDisk')");
    }
  }

  @Test
  void aProgramThatWritesAFolderHasLimits() throws Exception {
    String script =
        """
        import sys, time
        taken = []
        for i in range(200):
            taken.append(bytearray(1 << 20))
            time.sleep(0.002)
        """;
    try (ProgramRun run =
        ProgramRun.python(
            folder, script, "'mode': 'files'", "'taskSize': 2", "'maxMemory': '50M'")) {
      assertThat(
          run.make(0, 2).values(),
          everyItem(startsWith("failed: program-limit-exceeded: it had ")));
    }
  }

  @Test
  void aProgramThatKeepsMemoryIsStartedAgainAndLosesNothing() throws Exception {
    String script =
        """
        import json, sys, time
        kept = []
        for line in sys.stdin:
            task = json.loads(line)
            for i in range(task["num_samples"]):
                kept.append(bytearray(2 << 20))
                time.sleep(0.02)
                print(json.dumps({"index": task["start_index"] + i, "sample": {"a": i}}), flush=True)
        """;
    try (ProgramRun run = ProgramRun.python(folder, script, "'maxMemory': '64M'")) {
      assertThat(run.make(0, 60), is(aMapWithSize(60)));
      assertThat(
          run.make(60, 80).values().stream().filter(each -> each.startsWith("failed")).toList(),
          is(empty()));
    }
  }

  @Test
  void sizesAreReadAndOthersRefused() {
    for (String wrong : List.of("64", "0M", "512k", "-1M", "5000G", "1.5G", "much")) {
      InvalidParametersException refused =
          assertThrows(
              InvalidParametersException.class,
              () ->
                  ProgramRun.parameters("{'command': ['x'], 'maxMemory': '%s'}".formatted(wrong)));
      assertThat(refused.getMessage(), containsString("a size such as 64M, 512M or 4G"));
    }
  }

  private static void assertOnlyTheSeventhFails(Map<Long, String> made, String... parts) {
    assertThat(made, is(aMapWithSize(12)));
    assertThat(made.get(7L), stringContainsInOrder(parts));
    assertThat(
        LongStream.range(0, 12)
            .filter(index -> index != 7)
            .mapToObj(made::get)
            .filter(each -> each.startsWith("failed"))
            .toList(),
        is(empty()));
  }

  /** Returns a number of seconds by which the processes of a test are found. */
  private String mark() {
    return Math.abs(folder.hashCode() % 1_000_000) + 1_000_000 + ".5";
  }

  private static List<String> commandsWith(String word) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(word))
        .toList();
  }
}
