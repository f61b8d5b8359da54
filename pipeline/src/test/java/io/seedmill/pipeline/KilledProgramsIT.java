package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Given programs at work, when the JVM is killed, then they are gone and nothing is lost. */
@Timeout(300)
class KilledProgramsIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int SAMPLES = 400;

  /**
   * Each process has a child in its group that is hard to end, one in a session of its own, and one
   * that has left that environment and its parent, too.
   */
  private static final String SLOW =
      """
      here=$(dirname "$0")
      sh -c "trap '' TERM HUP INT; while :; do sleep 1000; done" &
      echo $! >> "$here/pids"
      setsid sh -c 'echo $$ >> "$1/pids"; sleep 1001' sh "$here" &
      if command -v perl > /dev/null; then
        (cd / && env -i setsid sh -c 'echo $$ >> "$1/pids"; exec sleep 1002' sh "$here" \\
          < /dev/null > /dev/null 2>&1 &)
      fi
      echo $$ >> "$here/pids"
      while read -r task; do
        index=${task#*'"start_index":'}; index=${index%%,*}
        count=${task#*'"num_samples":'}; count=${count%%,*}
        end=$((index + count))
        while [ $index -lt $end ]; do
          sleep 0.02
          echo "{\\"index\\": $index, \\"sample\\": {\\"prompt\\": \\"p$index\\", \\"answer\\": $index}}"
          index=$((index + 1))
        done
      done
      """;

  @TempDir Path folder;

  @Test
  void noProgramOutlivesTheJvmAndTheRunGoesOn() throws Exception {
    Files.writeString(folder.resolve("slow.sh"), SLOW);
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            name: killed
            seed: 5
            generators:
              - {name: slow, command: [sh, slow.sh], samples: %d, shardSize: 20}
            """
                .formatted(SAMPLES));
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Path output = folder.resolve("out");
    try (Program run = start(spec, output, temporary)) {
      Poll.until("tasks end", LONGEST, () -> tasks(output) > 3 || !run.isAlive());
      assertThat(run.printed(), run.isAlive(), is(true));
      assertThat(foldersIn(temporary), is(1L));
      run.killAlone();
    }
    List<String> pids = Files.readAllLines(folder.resolve("pids"));
    assertThat(pids.size(), is(greaterThanOrEqualTo(3)));
    Poll.until("the programs are gone", LONGEST, () -> pids.stream().allMatch(this::isGone));
    Poll.until("their folders are gone", LONGEST, () -> foldersIn(temporary) == 0);

    long kept = tasks(output);
    try (Program run = start(spec, output, temporary)) {
      assertThat(run.printed(), run.exitCode(LONGEST), is(ExitCode.DONE));
      assertThat(run.out(), run.out().contains("reused    %,d of".formatted(kept * 20)), is(true));
    }
    List<String> all = Files.readAllLines(folder.resolve("pids"));
    Poll.until("the programs are gone", LONGEST, () -> all.stream().allMatch(this::isGone));
    Poll.until("their folders are gone", LONGEST, () -> foldersIn(temporary) == 0);

    PublishedRun whole = PublishedRun.of(spec, folder.resolve("whole"), "whole");
    assertThat(
        new String(onlyFile(output), StandardCharsets.UTF_8),
        is(new String(whole.bytes(), StandardCharsets.UTF_8)));
  }

  private Program start(Path spec, Path output, Path temporary) throws IOException {
    return Program.ofTests(
        folder,
        List.of("-Djava.io.tmpdir=" + temporary),
        List.of(
            "run",
            "--dataset=" + spec,
            "--output=" + output,
            "--checkpoint",
            "--targetParallelism=2"));
  }

  /** A process that is dead and that nobody has asked about yet is gone, too. */
  private boolean isGone(String pid) {
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
    } catch (IOException e) {
      return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }
  }

  private static long foldersIn(Path temporary) throws IOException {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.filter(each -> each.getFileName().toString().startsWith("seedmill-programs-"))
          .count();
    }
  }

  private static long tasks(Path output) throws IOException {
    Path raw = output.resolve("data/raw");
    if (!Files.isDirectory(raw)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(raw)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }

  private static byte[] onlyFile(Path output) throws IOException {
    try (Stream<Path> files = Files.list(output.resolve("consolidated"))) {
      assertThat("a part, and the link to it", files.count(), is(2L));
    }
    return Files.readAllBytes(output.resolve("consolidated/latest.jsonl"));
  }
}
