package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs with one seed for all samples of a task. */
@Timeout(60)
class WholeTasksTest {

  /** A sample depends on where in its task it is. */
  private static String counting(String step) {
    return ShellPrograms.answering(step)
        .replace("\\\"answer\\\": $index", "\\\"answer\\\": \\\"$((index - start)) of $count\\\"");
  }

  @TempDir Path folder;

  @Test
  void aTaskIsTheSameWhateverPartOfItIsWanted() throws Exception {
    try (ProgramRun run = ProgramRun.sh(folder, counting(""), "'taskSize': 5")) {
      Map<Long, String> whole = run.make(0, 20);
      Map<Long, String> parts = new TreeMap<>();
      parts.putAll(run.make(0, 5));
      parts.putAll(run.make(5, 7));
      parts.putAll(run.make(7, 13));
      parts.putAll(run.make(13, 20));
      assertThat(parts, is(whole));
      assertThat(whole.get(13L), is("{\"answer\":\"3 of 5\",\"prompt\":\"p13\"}"));
    }
  }

  @Test
  void aTaskFailsAsAWhole() throws Exception {
    String step = "[ $index = 7 ] && exit 3";
    try (ProgramRun run = ProgramRun.sh(folder, counting(step), "'taskSize': 5")) {
      Map<Long, String> made = new TreeMap<>(run.make(0, 15));
      assertThat(made.size(), is(15));
      assertThat(
          new TreeMap<>(made).subMap(5L, 10L).values(),
          everyItem(startsWith("failed: program-exited: exit code 3")));
      made.keySet().removeIf(index -> index >= 5 && index < 10);
      assertThat(made.values(), everyItem(not(startsWith("failed"))));
    }
  }

  @Test
  void aTaskThatFailsOnceIsMadeAgainAsAWhole() throws Exception {
    String step = "[ $index = 7 ] && [ $(wc -l < \"$here/started\") = 1 ] && exit 3";
    try (ProgramRun run = ProgramRun.sh(folder, counting(step), "'taskSize': 5")) {
      assertThat(run.make(0, 15).values(), everyItem(not(startsWith("failed"))));
    }
  }

  @Test
  void anErrorOfOneSampleLeavesTheOthersOfItsTask() throws Exception {
    String step =
        "[ $index = 1 ] && { echo \"{\\\"index\\\": 1, \\\"error\\\": \\\"none\\\"}\"; continue; }";
    try (ProgramRun run = ProgramRun.sh(folder, counting(step), "'taskSize': 3")) {
      assertThat(
          run.make(0, 3).values(),
          contains(
              "{\"answer\":\"0 of 3\",\"prompt\":\"p0\"}",
              "failed: program-said-error: none",
              "{\"answer\":\"2 of 3\",\"prompt\":\"p2\"}"));
    }
  }
}
