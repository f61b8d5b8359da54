package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.S3Bucket;
import io.seedmill.pipeline.testing.S3Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Given a run in S3 that goes on, when the same command begins, then it does not disturb it. */
class OwnedRunsOnS3IT {

  @RegisterExtension private static final S3Bucket BUCKET = S3Bucket.shared("owned-runs");
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** The length of a lease in seconds, which a process that is stopped for longer loses. */
  private static final int LEASE = 4;

  /** The bytes of a run that nothing has disturbed. */
  private static byte[] whole;

  @TempDir private Path folder;

  private Path spec;
  private S3Dataset dataset;

  @BeforeEach
  void write(TestInfo test) throws Exception {
    spec =
        Files.writeString(
            folder.resolve("slow.yaml"),
            """
            name: slow
            seed: 5
            checkpoint: true
            generators:
              - {generator: test-slow, samples: 2000, shardSize: 20}
            """);
    dataset = BUCKET.dataset(test.getTestMethod().orElseThrow().getName());
  }

  @Test
  void theSameCommandIsRefusedWhileTheFirstGoesOn() throws Exception {
    try (Program first = run()) {
      awaitFirstTask();
      try (Program second = run()) {
        assertThat(second.printed(), second.exitCode(LONGEST), is(ExitCode.FAILED));
        assertThat(
            second.err(),
            allOf(
                containsString("belongs to process " + first.pid()),
                containsString("is running in another process (process " + first.pid())));
      }
      assertThat(first.printed(), first.exitCode(LONGEST), is(ExitCode.DONE));
      assertThat(first.err(), not(containsString("ignores conditional requests")));
    }
    assertIsWhole();
  }

  @Test
  void afterAKillTheNextGoesOnAtOnceOnTheSameMachine() throws Exception {
    try (Program first = run()) {
      awaitFirstTask();
      first.kill();
    }
    assertThat("its note is there", owners().isEmpty(), is(false));
    try (Program second = run()) {
      assertThat(second.printed(), second.exitCode(LONGEST), is(ExitCode.DONE));
      assertThat(second.err(), not(containsString("belongs to process")));
      assertThat(second.out(), containsString("reused "));
    }
    assertIsWhole();
  }

  @Test
  void theOtherOfTwoGoesOnAfterTheLeaseOfAnotherMachineAndThatOneEnds() throws Exception {
    try (Program first = run()) {
      awaitFirstTask();
      signal("STOP", first); // as a machine that sleeps: its process is there and does nothing
      try (Program second = run()) {
        assertThat(second.printed(), second.exitCode(LONGEST), is(ExitCode.DONE));
        assertThat(second.err(), containsString("belongs to process " + first.pid()));
      }
      signal("CONT", first);
      assertThat(first.printed(), first.exitCode(LONGEST), is(ExitCode.FAILED));
      assertThat(first.err(), containsString("was taken over by"));
    }
    assertIsWhole();
  }

  @Test
  void notesOfKilledRunsAreRemovedOnceTheyAreOld() throws Exception {
    try (Program first = run()) {
      awaitFirstTask();
      first.kill();
    }
    CommandResult young = clean("--older-than=1h", "--yes");
    assertThat(young.out(), containsString("kept  " + owners().get(0)));
    assertThat(owners().isEmpty(), is(false));

    CommandResult seen = clean("--older-than=0ms");
    assertThat(seen.out(), containsString(".seedmill/owners/"));
    clean("--older-than=0ms", "--yes");
    assertThat(owners(), is(empty()));
  }

  private Program run() throws Exception {
    List<String> args = new ArrayList<>(List.of("run", "--dataset=" + spec));
    args.add("--output=" + dataset.output());
    args.add("--targetParallelism=1");
    args.addAll(BUCKET.options());
    return Program.ofTests(
        folder,
        List.of(
            "-Dseedmill.leaseSeconds=" + LEASE,
            "-Daws.accessKeyId=" + BUCKET.server().accessKey(),
            "-Daws.secretAccessKey=" + BUCKET.server().secretKey()),
        args);
  }

  private CommandResult clean(String... options) {
    List<String> args = new ArrayList<>(List.of("clean", dataset.output()));
    args.addAll(List.of(options));
    args.addAll(BUCKET.options());
    CommandResult result = CommandResult.seedmill(args.toArray(String[]::new));
    assertThat(result.out() + result.err(), result.exitCode(), is(ExitCode.DONE));
    return result;
  }

  private void awaitFirstTask() throws Exception {
    Poll.until(
        "a task is kept",
        LONGEST,
        () -> dataset.keys().stream().anyMatch(key -> key.matches("data/raw/batch-.*\\.json")));
  }

  private List<String> owners() {
    return dataset.keys().stream().filter(key -> key.startsWith(".seedmill/owners/")).toList();
  }

  private static void signal(String name, Program program) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + program.pid()).start();
    assertThat(kill.waitFor(), is(0));
  }

  /** The dataset has the bytes of a run that nothing has disturbed, and nobody owns it. */
  private void assertIsWhole() throws Exception {
    if (whole == null) {
      whole = PublishedRun.of(spec, folder.resolve("whole"), "whole").bytes();
    }
    String run =
        dataset.keys().stream()
            .filter(key -> key.matches("metadata/[^/]+/manifest.json"))
            .map(key -> key.replaceAll("metadata/|/manifest.json", ""))
            .findFirst()
            .orElseThrow();
    assertThat(Arrays.equals(dataset.parts(run), whole), is(true));
    assertThat(owners(), is(empty()));
  }
}
