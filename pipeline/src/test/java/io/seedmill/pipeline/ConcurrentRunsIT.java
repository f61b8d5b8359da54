package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given a run that goes on, when others begin in the same output, then it is not disturbed. */
class ConcurrentRunsIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final String SPEC =
      """
      name: slow
      seed: 5
      generators:
        - {generator: test-slow, samples: 6000, shardSize: 20}
      """;

  @TempDir private Path folder;

  private Path slow;
  private Path quick;
  private Path output;

  @BeforeEach
  void write() throws Exception {
    slow = Files.writeString(folder.resolve("slow.yaml"), SPEC);
    quick = Files.writeString(folder.resolve("quick.yaml"), SPEC.replace("6000", "20"));
    output = folder.resolve("out");
  }

  @Test
  void theSameCommandIsRefusedWhileTheFirstGoesOn() throws Exception {
    try (Program first = start(slow, "--checkpoint")) {
      Poll.until("a task is kept", LONGEST, () -> tasks() > 0);
      try (Program second = start(slow, "--checkpoint")) {
        assertThat(second.printed(), second.exitCode(LONGEST), is(ExitCode.FAILED));
        assertThat(second.err(), containsString("is running in another process"));
      }
      assertThat("the first goes on", first.isAlive(), is(true));
      assertThat(first.printed(), first.exitCode(LONGEST), is(ExitCode.DONE));
    }
  }

  @Test
  void anotherRunLeavesTheTemporaryFilesOfALivingOneAlone() throws Exception {
    PublishedRun whole = PublishedRun.of(slow, folder.resolve("whole"), "whole");
    try (Program first = start(slow, "--run-id=first", "--targetParallelism=1")) {
      Poll.until("samples are made", LONGEST, () -> Files.exists(output.resolve(".seedmill")));
      try (Program killed = start(slow, "--run-id=killed")) {
        Poll.until("so does the other", LONGEST, () -> temporary("killed-") == 1);
        killed.kill();
      }
      try (Program second = start(quick, "--run-id=second")) {
        assertThat(second.printed(), second.exitCode(LONGEST), is(ExitCode.DONE));
      }
      assertThat("the first goes on", first.isAlive(), is(true));
      assertThat("what was killed is removed", temporary("killed-"), is(0L));
      assertThat("what lives is not", temporary("first-"), is(1L));
      assertThat(first.printed(), first.exitCode(LONGEST), is(ExitCode.DONE));
    }
    assertThat(Arrays.equals(PublishedRun.in(output, "first").bytes(), whole.bytes()), is(true));
    assertThat(Files.exists(output.resolve(".seedmill")), is(false));
  }

  private Program start(Path spec, String... options) throws Exception {
    List<String> args = new ArrayList<>(List.of("run", "--dataset=" + spec, "--output=" + output));
    args.addAll(List.of(options));
    return Program.ofTests(folder, List.of(), args);
  }

  private long tasks() throws Exception {
    return count(output.resolve("data/raw"), "batch-");
  }

  private long temporary(String prefix) throws Exception {
    return count(output.resolve(".seedmill"), prefix);
  }

  private static long count(Path folder, String prefix) throws Exception {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(file -> file.getFileName().toString().startsWith(prefix)).count();
    }
  }
}
