package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.seedmill.pipeline.testing.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

  @TempDir private static Path folder;
  private static Path out;

  @BeforeAll
  static void run() throws Exception {
    out = folder.resolve("out");
    run("one", "seed: 1", "{generator: maze, samples: 40}", "{generator: arithmetic, samples: 20}");
    run("two", "seed: 1", "{generator: maze, samples: 50}", "{generator: sudoku, samples: 3}");
    run("other", "dedupe: {fields: [prompt]}", "{generator: maze, samples: 5}");
  }

  private static void run(String name, String key, String... entries) throws Exception {
    String text = "name: mine\n" + key + "\ngenerators:\n";
    for (String entry : entries) {
      text += "  - " + entry + "\n";
    }
    Path spec = Files.writeString(folder.resolve(name + ".yaml"), text);
    CommandResult result =
        CommandResult.seedmill("run", spec.toString(), "-o", out.toString(), "--run-id=" + name);
    assertThat(result.err(), result.exitCode(), is(0));
  }

  private static CommandResult diff(String before, String after, String... options) {
    List<String> args = new java.util.ArrayList<>();
    args.addAll(List.of("diff", out + "/metadata/" + before, out + "/metadata/" + after));
    args.addAll(List.of(options));
    return CommandResult.seedmill(args.toArray(String[]::new));
  }

  private static Set<String> ids(String run) throws Exception {
    Set<String> ids = new HashSet<>();
    for (String line :
        Files.readAllLines(out.resolve("consolidated/consolidated-" + run + ".jsonl"))) {
      ids.add(line.substring(7, 39));
    }
    return ids;
  }

  @Test
  void countsAreThoseOfTheIds() throws Exception {
    Set<String> kept = ids("one");
    kept.retainAll(ids("two"));
    int removed = ids("one").size() - kept.size();
    int added = ids("two").size() - kept.size();
    CommandResult result = diff("one", "two", "--show=2");
    assertThat(result.err(), result.exitCode(), is(0));
    assertThat(
        result.outLines(),
        hasItem("%d kept, %d added, %d removed".formatted(kept.size(), added, removed)));
    assertThat(result.outLines(), hasItem("  generators[maze].samples: 40 → 50"));
    assertThat(result.outLines(), hasItem("  generators[sudoku].samples: none → 3"));
    assertThat(result.outLines(), hasItem("  arithmetic: 20 → 0 records"));
    List<String> shown =
        result.outLines().stream().filter(line -> line.matches("[+-] .*")).toList();
    assertThat(shown, hasSize(4));
    for (String line : shown) {
      String id = line.substring(9, 41);
      assertThat(ids("one").contains(id), is(line.startsWith("-")));
      assertThat(ids("two").contains(id), is(line.startsWith("+")));
    }
  }

  @Test
  void runDoesNotDifferFromItself() {
    List<String> lines = diff("two", "two").outLines();
    assertThat(lines.get(2), matchesPattern("\\d+ kept, 0 added, 0 removed"));
    assertThat(lines.get(3), is("the specs are equal"));
  }

  @Test
  void otherKeysAreNotCompared() {
    assertThat(
        diff("one", "other").outLines(), hasItem(startsWith("records cannot be compared: ")));
  }

  @Test
  void runsAreListedOldestFirst() {
    List<String> lines = CommandResult.seedmill("runs", out.toString()).outLines();
    assertThat(
        lines,
        contains(
            containsString("dataset id"),
            startsWith("  one  "),
            startsWith("  two  "),
            startsWith("* other")));
    List<String> json = CommandResult.seedmill("runs", out.toString(), "--json").outLines();
    assertThat(json, hasSize(3));
    assertThat(json.get(2), containsString("\"latest\":true"));
  }

  @Test
  void mistakesAreTold() {
    assertThat(diff("one", "twi").exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(
        CommandResult.seedmill("runs", folder.resolve("none").toString()).err(),
        containsString("found no published run at"));
  }
}
