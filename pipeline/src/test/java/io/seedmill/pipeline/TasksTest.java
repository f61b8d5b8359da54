package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Given a file of tasks, when they are run, then the samples are those that they name. */
class TasksTest {

  private static final String SPEC =
      """
      name: swept
      seed: 7
      generators:
        - generator: arithmetic
          name: sums
          samples: 300
          matrix: {operations: [1, 2]}
          params: {operations: "${matrix.operations}", maxOperand: 40}
      """;

  @TempDir private Path folder;

  @Test
  void theTasksOfAPlanMakeItsDatasetInAnyOrder() throws Exception {
    Path spec = Files.writeString(folder.resolve("swept.yaml"), SPEC);
    PublishedRun single = PublishedRun.of(spec, folder.resolve("single"), "single");
    CommandResult plan =
        CommandResult.seedmill("plan", "--dataset=" + spec, "--format=tasks", "--shard-size=70");
    List<String> lines = new ArrayList<>(plan.outLines());
    Collections.shuffle(lines, new Random(1));
    assertThat(lines.size(), is(10));

    PublishedRun made =
        PublishedRun.of(
            spec, folder.resolve("tasks"), "tasks", "--tasks=" + write(String.join("\n", lines)));

    assertThat(made.printed(), made.exitCode(), is(ExitCode.DONE));
    // of equal samples the one of the entry that comes first wins, and here another one may
    assertThat(made.manifest().counts(), is(single.manifest().counts()));
    assertThat(made.keys(), is(single.keys()));
  }

  @Test
  void tasksAreMadeInBatchesToo() throws Exception {
    Path spec = Files.writeString(folder.resolve("swept.yaml"), SPEC);
    Path tasks =
        write(
            """
            {"type": "sums[operations=2]", "start_index": 100, "num_samples": 1500, "seed": 8}
            {"type": "maze", "start_index": 7, "num_samples": 500, "seed": 9, "params": {"size": 4}}
            """);
    PublishedRun single =
        PublishedRun.of(spec, folder.resolve("single"), "single", "--tasks=" + tasks);
    Path output = folder.resolve("batches");
    List<String> shared =
        List.of("--dataset=" + spec, "--tasks=" + tasks, "--output=" + output, "--run-id=R");
    for (int batch : new int[] {1, 0}) {
      command("generate", shared, "--max-batch-size=2", "--batch-index=" + batch);
    }
    command("consolidate", shared);

    PublishedRun made = PublishedRun.in(output, "R");
    assertThat(Arrays.equals(made.bytes(), single.bytes()), is(true));
    assertThat(made.manifest().spec(), is(single.manifest().spec()));
    assertThat(made.manifest().counts().requested(), is(2000L));
  }

  private static void command(String name, List<String> shared, String... more) {
    List<String> args = new ArrayList<>(List.of(name));
    args.addAll(shared);
    args.addAll(List.of(more));
    CommandResult result = CommandResult.seedmill(args.toArray(String[]::new));
    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
  }

  @Test
  void oneTypeWithTwoSeedsIsTwoEntriesOfOneName() throws Exception {
    Path tasks =
        write(
            """
            {"type": "maze", "start_index": 0, "num_samples": 10, "seed": 42, "params": {"size": 4}}
            {"type": "maze", "start_index": 5, "num_samples": 10, "seed": 43, "params": {"size": 4}}
            {"type": "maze", "start_index": 10, "num_samples": 10, "seed": 42, "params": {"size": 4}}
            """);

    CommandResult result =
        CommandResult.seedmill(
            "run", "--tasks=" + tasks, "--output=" + folder.resolve("out"), "--run-id=r");

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    PublishedRun made = PublishedRun.in(folder.resolve("out"), "r");
    assertThat(made.manifest().generators().keySet().toString(), is("[maze]"));
    assertThat(made.manifest().counts().requested(), is(30L));
    assertThat(made.manifest().spec().path("tasks").size(), is(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "oops | : found no JSON",
        "{} {} | : found no JSON",
        "{\"type\": \"maze\", \"type\": \"maze\"} | : found no JSON (Duplicate field 'type')",
        "[1] | : found [1]; allowed: a JSON object a line",
        "{\"type\": \"maze\"} | , start_index: found nothing; allowed: a whole number from 0",
        "{\"type\": \"maz\", \"start_index\": 0, \"num_samples\": 1, \"seed\": 1}"
            + " | , type: found 'maz'; allowed: ",
        "{\"type\": \"maze\", \"start_index\": 0, \"num_samples\": -1, \"seed\": 1}"
            + " | , num_samples: found -1; allowed: a whole number from 0",
        "{\"type\": \"maze\", \"start\": 0} | , start: unknown key 'start'; did you mean",
        "{\"type\": \"maze\", \"start_index\": 0, \"num_samples\": 1, \"seed\": 1,"
            + " \"params\": {\"size\": 0}} | , params/size: found 0; allowed: ",
        "{\"type\": \"maze\", \"start_index\": 10, \"num_samples\": 2, \"seed\": 1, \"task_seed\": 5}"
            + " | , task_seed: found 5; allowed: ",
        "{\"type\": \"maze\", \"start_index\": 9, \"num_samples\": 2, \"seed\": 1}"
            + " | : found indices of 'maze' a second time"
      })
  void aMistakeIsNamedWithItsLine(String line, String message) throws Exception {
    Path tasks =
        write(
            "{\"type\": \"maze\", \"start_index\": 0, \"num_samples\": 10, \"seed\": 1}\n"
                + line
                + "\n");
    Path output = folder.resolve("out");

    CommandResult result = CommandResult.seedmill("run", "--tasks=" + tasks, "--output=" + output);

    assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(result.err(), startsWith("seedmill: --tasks: " + tasks + ", line 2" + message));
    assertThat(Files.exists(output), is(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--incremental", "--baseline=elsewhere", "--dataset=%s"})
  void earlierRunsAreNotContinued(String option) throws Exception {
    Path tasks = write("{\"type\": \"maze\", \"start_index\": 0, \"num_samples\": 1, \"seed\": 1}");
    Path spec =
        Files.writeString(
            folder.resolve("continued.yaml"),
            "incremental: true\ngenerators: [{generator: maze, samples: 1}]");
    CommandResult result =
        CommandResult.seedmill(
            "run", "--tasks=" + tasks, "--output=" + folder.resolve("out"), option.formatted(spec));
    assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(result.err(), startsWith("seedmill: --tasks: found beside "));
    assertThat(Files.exists(folder.resolve("out")), is(false));
  }

  private Path write(String tasks) throws Exception {
    return Files.writeString(folder.resolve("tasks.jsonl"), tasks);
  }
}
