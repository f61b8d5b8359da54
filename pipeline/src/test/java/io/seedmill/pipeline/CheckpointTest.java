package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Effort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given what earlier runs have kept, when a run with checkpoints begins, then it takes what fits.
 */
class CheckpointTest {

  private static final String SPEC =
      """
      name: kept
      seed: 9
      maxFailureRate: 0.6
      maxSampleBytes: 1000
      generators:
        - {generator: arithmetic, samples: 1000}
        - {generator: test-flaky, samples: 100, shardSize: 10}
      """;

  @TempDir private Path folder;

  @Test
  void aLongerRunTakesWhatAShorterOneMade() throws Exception {
    Path spec = write(SPEC);
    Path output = folder.resolve("out");
    PublishedRun shorter = PublishedRun.of(spec, output, "shorter", "--checkpoint");
    PublishedRun longer = PublishedRun.of(spec, output, "longer", "--checkpoint", "--samples=3000");
    PublishedRun fresh = PublishedRun.of(spec, folder.resolve("fresh"), "fresh", "--samples=3000");

    assertThat(shorter.printed(), not(containsString("reused")));
    // of the flaky ones every task has failures, which a new run tries again
    assertThat(longer.printed(), containsString("reused    1,000 of 6,000 samples"));
    assertThat(Arrays.equals(longer.bytes(), fresh.bytes()), is(true));
    assertThat(longer.manifest().counts(), is(fresh.manifest().counts()));
  }

  @Test
  void aShorterRunTakesItsShareOfALongerOne() throws Exception {
    Path spec = write(SPEC);
    Path output = folder.resolve("out");
    PublishedRun.of(spec, output, "longer", "--checkpoint", "--samples=1000");
    PublishedRun shorter =
        PublishedRun.of(spec, output, "shorter", "--checkpoint", "--samples=333", "--shard-size=7");
    PublishedRun fresh = PublishedRun.of(spec, folder.resolve("fresh"), "fresh", "--samples=333");

    assertThat(shorter.printed(), containsString("reused    333 of 666 samples"));
    assertThat(Arrays.equals(shorter.bytes(), fresh.bytes()), is(true));
  }

  @Test
  void anotherSeedTakesNothing() throws Exception {
    Path spec = write(SPEC);
    Path output = folder.resolve("out");
    PublishedRun.of(spec, output, "one", "--checkpoint");
    PublishedRun other = PublishedRun.of(spec, output, "other", "--checkpoint", "--seed=10");

    assertThat(other.printed(), not(containsString("reused")));
  }

  @Test
  void freshTakesNothing() throws Exception {
    Path spec = write(SPEC);
    Path output = folder.resolve("out");
    PublishedRun.of(spec, output, "one", "--checkpoint");
    PublishedRun again = PublishedRun.of(spec, output, "again", "--checkpoint", "--fresh");

    assertThat(again.printed(), not(containsString("reused")));
  }

  @Test
  void anUnfinishedRunGoesOnUnderItsNameWithoutWhatIsDamaged() throws Exception {
    Path spec = write(SPEC);
    Path output = folder.resolve("out");
    PublishedRun first = PublishedRun.of(spec, output, "first", "--checkpoint");
    byte[] expected = first.bytes();
    String counts = first.manifest().counts().toString();
    List<Path> raw = rawFiles(output);
    unpublish(output);
    Files.delete(raw.get(0)); // of this one the note alone is left
    byte[] changed = Files.readAllBytes(raw.get(2));
    changed[changed.length / 2] ^= 1;
    Files.write(raw.get(2), changed);
    Files.writeString(output.resolve("data/raw/batch-0-7-9-first.jsonl"), "half a li");

    PrintStream standardError = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    CommandResult again =
        CommandResult.seedmill(
            "run",
            "--dataset=" + spec,
            "--output=" + output,
            "--checkpoint",
            "--shard-size=9",
            "--targetParallelism=1");
    System.setErr(standardError);

    assertThat(again.err(), again.exitCode(), is(ExitCode.DONE));
    assertThat(
        log.toString(StandardCharsets.UTF_8),
        containsString(output.relativize(raw.get(2)) + " is damaged: other bytes are there"));
    PublishedRun made = PublishedRun.in(output, "first");
    assertThat(Arrays.equals(made.bytes(), expected), is(true));
    assertThat(made.manifest().counts().toString(), is(counts));
    Effort.EntryEffort effort = made.manifest().effort().generators().get("arithmetic");
    assertThat("every sample has one time", effort.samples(), is(1000L));
    assertThat("shards of the first attempt", effort.before(), greaterThan(10L));
    assertThat("shards of this attempt", effort.shards(), greaterThan(effort.before()));
    assertThat(
        Files.readString(output.resolve("metadata/first/report.html")),
        containsString(" of the shards were made before this run"));
    assertThat(Files.exists(output.resolve("data/raw/batch-0-7-9-first.jsonl")), is(false));
    assertThat(Files.exists(output.resolve(".seedmill")), is(false));
  }

  /** As if the process had been killed before it published. */
  private static void unpublish(Path output) throws Exception {
    for (String folder : List.of("metadata", "consolidated", "failures")) {
      try (Stream<Path> found = Files.walk(output.resolve(folder))) {
        for (Path file : found.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static List<Path> rawFiles(Path output) throws Exception {
    try (Stream<Path> found = Files.list(output.resolve("data/raw"))) {
      return found.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private Path write(String yaml) throws Exception {
    return Files.writeString(folder.resolve("kept.yaml"), yaml);
  }
}
