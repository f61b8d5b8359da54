package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.transforms.publish.LatestRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given one folder, when many commands write into it at a time, then none disturbs another. */
class SharedFolderTest {

  private static final int ROUNDS = Integer.getInteger("seedmill.test.rounds", 3);
  private static final int BATCHES = 8;

  private static final String SPEC =
      """
      name: shared
      seed: 5
      generators:
        - {generator: arithmetic, samples: 16, shardSize: 2}
      """;

  @TempDir private Path folder;

  @Test
  void cleaningAtTheSameTimeTakesNothingFromBatches() throws Exception {
    Path spec = Files.writeString(folder.resolve("shared.yaml"), SPEC);
    ExecutorService pool = Executors.newFixedThreadPool(BATCHES);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Path output = folder.resolve("cleaned-" + round);
        Files.createDirectory(output);
        List<Future<CommandResult>> batches = new ArrayList<>();
        for (int batch = 0; batch < BATCHES; batch++) {
          String index = "--batch-index=" + batch;
          batches.add(
              pool.submit(() -> seedmill("generate", spec, output, "--max-batch-size=1", index)));
        }
        while (!batches.stream().allMatch(Future::isDone)) {
          CommandResult clean =
              CommandResult.seedmill("clean", output.toString(), "--older-than=0s", "--yes");
          assertThat(clean.err(), clean.exitCode(), is(ExitCode.DONE));
        }
        for (Future<CommandResult> done : batches) {
          assertThat(done.get().err(), done.get().exitCode(), is(ExitCode.DONE));
        }
        CommandResult result = seedmill("consolidate", spec, output);
        assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void batchesAreGeneratedAtATime() throws Exception {
    Path spec = Files.writeString(folder.resolve("shared.yaml"), SPEC);
    ExecutorService pool = Executors.newFixedThreadPool(BATCHES);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Path output = folder.resolve("out-" + round);
        List<Callable<CommandResult>> commands = new ArrayList<>();
        for (int batch = 0; batch < BATCHES; batch++) {
          String index = "--batch-index=" + batch;
          commands.add(() -> seedmill("generate", spec, output, "--max-batch-size=1", index));
        }
        for (Future<CommandResult> done : pool.invokeAll(commands)) {
          assertThat(done.get().err(), done.get().exitCode(), is(ExitCode.DONE));
        }
        CommandResult result = seedmill("consolidate", spec, output);
        assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
        assertThat(Files.exists(output.resolve(".seedmill")), is(false));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void runsOfTheSameSecondHaveNamesOfTheirOwn() throws Exception {
    Path spec = Files.writeString(folder.resolve("shared.yaml"), SPEC);
    Path output = folder.resolve("out");
    ExecutorService pool = Executors.newFixedThreadPool(BATCHES);
    try {
      List<Callable<CommandResult>> commands = new ArrayList<>();
      for (int run = 0; run < BATCHES; run++) {
        String seed = "--seed=" + run;
        commands.add(
            () -> CommandResult.seedmill("run", "--dataset=" + spec, "--output=" + output, seed));
      }
      for (Future<CommandResult> done : pool.invokeAll(commands)) {
        assertThat(done.get().err(), done.get().exitCode(), is(ExitCode.DONE));
      }
    } finally {
      pool.shutdownNow();
    }
    try (Stream<Path> parts = Files.list(output.resolve("consolidated"))) {
      assertThat(parts.count(), is(BATCHES + 1L));
    }
    LatestRun latest =
        LatestRun.parse(Files.readString(output.resolve("metadata/latest-run.json")));
    assertThat(
        Files.readSymbolicLink(output.resolve("consolidated/latest.jsonl")).toString(),
        is("consolidated-" + latest.run() + ".jsonl"));
    assertThat(Files.exists(output.resolve(".seedmill")), is(false));
  }

  private static CommandResult seedmill(String command, Path spec, Path output, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(command, "--dataset=" + spec, "--output=" + output, "--run-id=monday"));
    args.addAll(List.of(options));
    return CommandResult.seedmill(args.toArray(String[]::new));
  }
}
