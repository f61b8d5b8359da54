package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.SlowGenerator;
import io.seedmill.transforms.raw.RawNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given many small cells, when their process is killed, then what is in whole packs is not lost.
 */
class PackedCellsIT {

  private static final int CELLS = 640;
  private static final int CELLS_IN_A_PACK = 10;
  private static final int WORKERS = 2;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void killsCostLessThanAPackAWorkerEach() throws Exception {
    Path spec = write(CELLS, "samples: 3");
    PublishedRun whole = PublishedRun.of(spec, folder.resolve("whole"), "whole");
    Path output = folder.resolve("killed");
    Path work = folder.resolve("work");
    int kills = 3;
    for (int kill = 0; kill < kills; kill++) {
      int before = notes(output).size();
      try (Program run = start(spec, output, work)) {
        Poll.until("packs end", LONGEST, () -> notes(output).size() > before + 3 || !run.isAlive());
        assertThat(run.printed(), run.isAlive(), is(true));
        run.kill();
      }
    }
    long kept = notes(output).stream().mapToLong(RawNote::samples).sum();
    try (Program run = start(spec, output, work)) {
      assertThat(run.printed(), run.exitCode(LONGEST), is(ExitCode.DONE));
      assertThat(run.out(), containsString("reused    %,d of".formatted(kept)));
    }

    PublishedRun made = PublishedRun.in(output, "R");
    assertThat(Arrays.equals(made.bytes(), whole.bytes()), is(true));
    assertThat(made.manifest().generators(), is(whole.manifest().generators()));
    long again = Files.size(work) - 3L * CELLS;
    assertThat(again, is(lessThan(3L * kills * WORKERS * CELLS_IN_A_PACK)));
    assertThat(
        "every sample is kept once",
        notes(output).stream().mapToLong(RawNote::samples).sum(),
        is(3L * CELLS));
  }

  /** Each cell takes two seconds or more, so that a pack of two takes more than that. */
  @Test
  void aPackThatTakesLongIsKeptInSeveralFiles() throws Exception {
    Path spec = write(128, "samples: 500, shardSize: 600");
    Path output = folder.resolve("slow");
    try (Program run = start(spec, output, folder.resolve("work"))) {
      Poll.until("packs begin", LONGEST, () -> notes(output).size() >= 2 || !run.isAlive());
      assertThat(run.printed(), run.isAlive(), is(true));
      run.kill();
    }

    List<RawNote> kept = notes(output);
    assertThat(kept.size(), is(greaterThan(1)));
    assertThat(kept.stream().map(RawNote::pieces).toList(), everyItem(hasSize(1)));
    assertThat(kept.stream().map(RawNote::path).toList(), hasItem(containsString("/batch-pack-")));
  }

  private Path write(int cells, String keys) throws IOException {
    return Files.writeString(
        folder.resolve("cells.yaml"),
        """
        name: cells
        seed: 5
        generators:
          - {generator: test-slow, %s, matrix: {cell: {from: 1, to: %d, step: 1}}}
        """
            .formatted(keys, cells));
  }

  private Program start(Path spec, Path output, Path work) throws IOException {
    return Program.ofTests(
        folder,
        List.of("-D" + SlowGenerator.WORK + "=" + work),
        List.of(
            "run",
            "--checkpoint",
            "--run-id=R",
            "--dataset=" + spec,
            "--output=" + output,
            "--targetParallelism=" + WORKERS));
  }

  private static List<RawNote> notes(Path output) throws IOException {
    Path raw = output.resolve("data/raw");
    List<RawNote> notes = new ArrayList<>();
    if (Files.isDirectory(raw)) {
      try (Stream<Path> found = Files.list(raw)) {
        for (Path file : found.filter(path -> path.toString().endsWith(".json")).toList()) {
          notes.add(RawNote.parse(Files.readString(file)));
        }
      }
    }
    return notes;
  }
}
