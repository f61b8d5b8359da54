package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.LoopDevice;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.raw.RawNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a disk that keeps only what was forced to it, when the power goes, then what the output
 * says of itself is true.
 */
class PowerCutIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final String SPEC =
      """
      name: cut
      seed: 5
      maxFailureRate: 0.5
      maxSampleBytes: 1000
      generators:
        - {generator: test-flaky, samples: 200}
        - {generator: maze, samples: 2000, shardSize: 250}
      output: {parts: 3}
      """;

  private static final String SLOW =
      """
      name: cut
      seed: 5
      generators:
        - {generator: test-slow, samples: 4000, shardSize: 20}
      """;

  @TempDir private Path folder;

  private LoopDevice disk;
  private Path output;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(
        LoopDevice.isPossible(folder), "this user cannot mount a loop device, so no power is cut");
    disk = LoopDevice.in(folder);
    output = disk.folder().resolve("deep/out");
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void whatARunHasPublishedIsThere() throws Exception {
    Path spec = Files.writeString(folder.resolve("cut.yaml"), SPEC);
    Files.writeString(disk.folder().resolve("not-forced"), "lost");
    PublishedRun run = PublishedRun.of(spec, output, "first", "--checkpoint");
    assertThat(run.printed(), run.exitCode(), is(ExitCode.DONE));

    Path after = disk.afterPowerCut();

    Path left = after.resolve("deep/out");
    assertThat("its bytes are lost", Files.size(after.resolve("not-forced")), is(0L));
    JsonNode latest =
        new ObjectMapper().readTree(left.resolve("metadata/latest-run.json").toFile());
    assertThat(latest.path("run").asText(), is("first"));
    Manifest manifest =
        Manifest.parse(Files.readString(left.resolve(latest.path("manifest").asText())));
    assertThat(manifest, is(run.manifest()));
    List<FileReport> files = new ArrayList<>(manifest.parts());
    files.add(manifest.keys());
    files.add(manifest.failures());
    for (FileReport file : files) {
      byte[] bytes = Files.readAllBytes(left.resolve(file.path()));
      assertThat(file.path(), sha256(bytes, 0, bytes.length), is(file.sha256()));
    }
    assertThat(rawFilesAreWhole(left), is(notes(output)));
  }

  @Test
  void aRunGoesOnFromTheTasksThatItHadNoted() throws Exception {
    Path spec = Files.writeString(folder.resolve("cut.yaml"), SLOW);
    PublishedRun whole = PublishedRun.of(spec, folder.resolve("whole"), "whole");
    Path after;
    try (Program killed =
        Program.ofTests(
            folder,
            List.of(),
            List.of("run", "--dataset=" + spec, "--output=" + output, "--checkpoint"))) {
      Poll.until("tasks end", LONGEST, () -> notes(output) > 5 || !killed.isAlive());
      killed.kill();
      after = disk.afterPowerCut();
    }

    Path left = after.resolve("deep/out");
    long noted = rawFilesAreWhole(left);
    assertThat(noted, is(greaterThan(4L)));
    assertThat("but for the one that was under way", notes(output) - noted <= 2, is(true));
    PublishedRun resumed = PublishedRun.of(spec, left, "resumed", "--checkpoint");
    assertThat(resumed.printed(), resumed.exitCode(), is(ExitCode.DONE));
    assertThat(resumed.printed(), containsString("reused    %,d of".formatted(noted * 20)));
    assertThat(Arrays.equals(resumed.bytes(), whole.bytes()), is(true));
  }

  private static long notes(Path output) throws IOException {
    Path raw = output.resolve("data/raw");
    if (!Files.isDirectory(raw)) {
      return 0;
    }
    try (Stream<Path> found = Files.list(raw)) {
      return found.filter(file -> file.toString().endsWith(".json")).count();
    }
  }

  /** Asserts that every raw file with a note is what the note says, and counts them. */
  private static long rawFilesAreWhole(Path output) throws Exception {
    List<Path> notes;
    try (Stream<Path> found = Files.list(output.resolve("data/raw"))) {
      notes = found.filter(file -> file.toString().endsWith(".json")).toList();
    }
    for (Path path : notes) {
      RawNote note = RawNote.parse(Files.readString(path));
      byte[] bytes = Files.readAllBytes(output.resolve(note.path()));
      assertThat((long) bytes.length, is(note.bytes()));
      for (RawNote.Piece piece : note.pieces()) {
        assertThat(
            note.path(),
            sha256(bytes, (int) piece.offset(), (int) piece.bytes()),
            is(piece.sha256()));
      }
    }
    return notes.size();
  }

  private static String sha256(byte[] bytes, int from, int length) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(bytes, from, length);
    return HexFormat.of().formatHex(sha256.digest());
  }
}
