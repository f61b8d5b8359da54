package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.SlowGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a run with checkpoints, when its process is killed again and again, then nothing is lost.
 */
class ResumeAfterKillIT {

  /** Two as work begins and six as tasks end, of which each costs what the law allows it. */
  private static final int KILLS = 8;

  private static final int SAMPLES = 3_000;
  private static final int SHARD = 20;
  private static final int WORKERS = 2;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final String SPEC =
      """
      name: killed
      seed: 5
      generators:
        - {generator: test-slow, samples: %d, shardSize: %d}
      """
          .formatted(SAMPLES, SHARD);

  @TempDir private Path folder;

  @Test
  void killsCostLessThanATaskAWorkerEach() throws Exception {
    Path spec = Files.writeString(folder.resolve("killed.yaml"), SPEC);
    PublishedRun whole = PublishedRun.of(spec, folder.resolve("whole"), "whole");
    Path output = folder.resolve("killed");
    Path work = folder.resolve("work");
    Random random = new Random(20);

    int afterATask = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long before = tasks(output);
      try (Program run = start(spec, output, work)) {
        if (kill % 4 == 3) {
          Poll.until("work begins", LONGEST, () -> Files.exists(output) || !run.isAlive());
        } else {
          long wanted = before + random.nextInt(6);
          Poll.until("tasks end", LONGEST, () -> tasks(output) > wanted || !run.isAlive());
        }
        Thread.sleep(random.nextInt(60)); // the moment, not a wait
        assertThat(run.printed(), run.isAlive(), is(true));
        run.kill();
      }
      afterATask += tasks(output) > 0 ? 1 : 0;
      assertThat(tasks(output), is(greaterThanOrEqualTo(before)));
    }
    long atLast = tasks(output);
    try (Program run = start(spec, output, work)) {
      assertThat(run.printed(), run.exitCode(LONGEST), is(ExitCode.DONE));
      assertThat(run.out().contains("reused    %,d of".formatted(atLast * SHARD)), is(true));
    }

    assertThat(afterATask, is(greaterThan(KILLS / 2)));
    assertThat("some of the work was done", atLast, is(greaterThan(5L)));
    PublishedRun made = PublishedRun.in(output, onlyRun(output));
    assertThat(Arrays.equals(made.bytes(), whole.bytes()), is(true));
    assertThat(made.manifest().counts(), is(whole.manifest().counts()));
    long again = Files.size(work) - SAMPLES;
    assertThat(again, is(lessThan((long) KILLS * WORKERS * SHARD)));
    assertThat(names(output), is(List.of("consolidated", "data", "metadata")));
    assertThat(filesWithoutNote(output), is(empty()));
  }

  @Test
  void splitsAndWhatIsLeftOutAreThoseOfARunWithoutKills() throws Exception {
    Path spec = CombinedLawsTest.writeDivided(folder);
    PublishedRun whole = PublishedRun.of(spec, folder.resolve("whole"), "whole");
    Path output = folder.resolve("killed");
    Path work = folder.resolve("work");
    for (int kill = 0; kill < 3; kill++) {
      long before = tasks(output);
      try (Program run = start(spec, output, work)) {
        Poll.until("tasks end", LONGEST, () -> tasks(output) > before + 8 || !run.isAlive());
        assertThat(run.printed(), run.isAlive(), is(true));
        run.kill();
      }
    }
    long kept = tasks(output);
    try (Program run = start(spec, output, work)) {
      assertThat(run.printed(), run.exitCode(LONGEST), is(ExitCode.DONE));
      assertThat(run.out(), containsString("reused"));
    }

    assertThat(kept, is(greaterThan(20L)));
    PublishedRun made = PublishedRun.in(output, onlyRun(output));
    assertThat(Arrays.equals(made.bytes(), whole.bytes()), is(true));
    assertThat(made.manifest().counts(), is(whole.manifest().counts()));
    assertThat(made.manifest().splits(), is(whole.manifest().splits()));
    assertThat(made.manifest().counts().nearDuplicates(), is(greaterThan(0L)));
    assertThat(made.manifest().counts().contaminated(), is(greaterThan(0L)));
  }

  @Test
  void aBatchGoesOnAfterItsProcessIsKilled() throws Exception {
    Path spec = Files.writeString(folder.resolve("killed.yaml"), SPEC);
    Path output = folder.resolve("batch");
    Path work = folder.resolve("work");
    for (int kill = 0; kill < 2; kill++) {
      long before = tasks(output);
      try (Program batch = start("generate", spec, output, work)) {
        Poll.until("tasks end", LONGEST, () -> tasks(output) > before + 5 || !batch.isAlive());
        assertThat(batch.printed(), batch.isAlive(), is(true));
        batch.kill();
      }
    }
    try (Program batch = start("generate", spec, output, work)) {
      assertThat(batch.printed(), batch.exitCode(LONGEST), is(ExitCode.DONE));
      assertThat(batch.err(), containsString("samples are taken from data/raw: of run 'R'"));
    }

    assertThat(Files.size(work) - SAMPLES, is(lessThan(3L * WORKERS * SHARD)));
    assertThat(rawFiles(output), is(List.of("batch-0-R.json", "batch-0-R.jsonl")));
    PublishedRun whole = PublishedRun.of(spec, folder.resolve("whole"), "whole");
    try (Program rest = start("consolidate", spec, output, work)) {
      assertThat(rest.printed(), rest.exitCode(LONGEST), is(ExitCode.DONE));
    }
    assertThat(Arrays.equals(PublishedRun.in(output, "R").bytes(), whole.bytes()), is(true));
  }

  @Test
  void afterKillsTheAssetsAreThoseOfPublishedRecords() throws Exception {
    AssetFilesTest.needsPython();
    AssetFilesTest.writeProgram(folder);
    Path spec = AssetFilesTest.spec(folder, AssetFilesTest.BY_PROMPT);
    Files.writeString(
        spec,
        Files.readString(spec)
            .replace("samples: 100, shardSize: 20", "samples: 1500, shardSize: 5"));
    Path output = folder.resolve("pictures");
    Path work = folder.resolve("work");
    for (int kill = 0; kill < 2; kill++) {
      long before = tasks(output);
      try (Program run = start(spec, output, work)) {
        Poll.until("tasks end", LONGEST, () -> tasks(output) > before + 20 || !run.isAlive());
        assertThat(run.printed(), run.isAlive(), is(true));
        run.kill();
      }
    }
    assertThat(Files.exists(output.resolve("assets")), is(false));
    try (Program run = start(spec, output, work)) {
      assertThat(run.printed(), run.exitCode(LONGEST), is(ExitCode.DONE));
    }
    PublishedRun made = PublishedRun.in(output, onlyRun(output));
    assertThat(AssetFilesTest.files(output), is(AssetFilesTest.named(made)));
  }

  private Program start(Path spec, Path output, Path work) throws IOException {
    return start(List.of("run", "--checkpoint"), spec, output, work);
  }

  /** Starts a command for the only batch of a plan. */
  private Program start(String command, Path spec, Path output, Path work) throws IOException {
    List<String> args = new ArrayList<>(List.of(command, "--run-id=R"));
    if (command.equals("generate")) {
      args.addAll(List.of("--checkpoint", "--batch-index=0"));
    }
    return start(args, spec, output, work);
  }

  private Program start(List<String> command, Path spec, Path output, Path work)
      throws IOException {
    List<String> args = new ArrayList<>(command);
    args.addAll(
        List.of("--dataset=" + spec, "--output=" + output, "--targetParallelism=" + WORKERS));
    return Program.ofTests(folder, List.of("-D" + SlowGenerator.WORK + "=" + work), args);
  }

  private static long tasks(Path output) throws IOException {
    return rawFiles(output).stream().filter(name -> name.endsWith(".json")).count();
  }

  private static List<String> filesWithoutNote(Path output) throws IOException {
    List<String> names = rawFiles(output);
    List<String> without = new ArrayList<>(names);
    without.removeIf(
        name ->
            name.endsWith(".json")
                ? names.contains(name + "l")
                : names.contains(name.replaceFirst("l$", "")));
    return without;
  }

  private static List<String> rawFiles(Path output) throws IOException {
    Path raw = output.resolve("data/raw");
    return Files.isDirectory(raw) ? names(raw) : List.of();
  }

  private static String onlyRun(Path output) throws IOException {
    List<String> runs = new ArrayList<>(names(output.resolve("metadata")));
    runs.removeAll(List.of("latest-run.json", "registry.json"));
    assertThat(runs.size(), is(1));
    return runs.get(0);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
