package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.raw.RawNote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given many small cells, when they are kept, then several share a file and the data is the same.
 */
class PackedCellsTest {

  private static final int CELLS = 260;

  /** Some samples fail, some cells are as large as a shard, and one entry has many shards. */
  private static final String SPEC =
      """
      name: cells
      seed: 3
      maxFailureRate: 0.6
      generators:
        - {generator: arithmetic, name: small, samples: 3, matrix: {a: {from: 1, to: %d, step: 1}}}
        - {generator: arithmetic, name: large, samples: 300, shardSize: 30}
        - {generator: test-flaky, samples: 4, matrix: {b: {from: 1, to: 40, step: 1}}}
        - {generator: arithmetic, name: full, samples: 25, shardSize: 25, matrix: {c: [1, 2, 3]}}
      """
          .formatted(CELLS);

  @TempDir private Path folder;

  private Path spec;
  private Path output;
  private PublishedRun plain;

  @BeforeEach
  void runWithoutFiles() throws Exception {
    spec = Files.writeString(folder.resolve("cells.yaml"), SPEC);
    output = folder.resolve("out");
    plain = PublishedRun.of(spec, folder.resolve("plain"), "plain");
  }

  @Test
  void thePackedRunIsTheSameAndItsNotesAddUp() throws Exception {
    PublishedRun packed = PublishedRun.of(spec, output, "packed", "--checkpoint");

    assertIsPlain(packed);
    List<RawNote> notes = notes("packed");
    assertThat(notes.size(), is(lessThan((CELLS + 40) / 4 + 3 + 10 + 3)));
    Map<String, Long> indices =
        notes.stream()
            .flatMap(note -> note.pieces().stream())
            .collect(
                Collectors.groupingBy(
                    RawNote.Piece::generator,
                    Collectors.summingLong(piece -> piece.samples() + piece.failed())));
    packed
        .manifest()
        .generators()
        .forEach((name, report) -> assertThat(indices.get(name), is(report.requested())));
    CommandResult validated = CommandResult.seedmill("validate", output.toString());
    assertThat(validated.out() + validated.err(), validated.exitCode(), is(ExitCode.DONE));
  }

  @Test
  void aRunGoesOnWithWhatIsWholeInPacks() throws Exception {
    PublishedRun.of(spec, output, "packed", "--checkpoint");
    unpublish();
    List<Path> packs = files("batch-pack-", ".jsonl");
    Files.delete(packs.get(0)); // of this one the note alone is left
    Files.delete(Path.of(packs.get(1).toString().replaceFirst("l$", "")));
    byte[] changed = Files.readAllBytes(packs.get(2));
    changed[changed.length - 9] ^= 1; // in the last piece, so that the others are taken
    Files.write(packs.get(2), changed);

    CommandResult again =
        CommandResult.seedmill(
            "run", "--dataset=" + spec, "--output=" + output, "--checkpoint", "--run-id=packed");

    assertThat(again.err(), again.exitCode(), is(ExitCode.DONE));
    assertThat(again.out(), containsString("reused"));
    assertThat(again.out(), not(containsString("reused    0 ")));
    assertIsPlain(PublishedRun.in(output, "packed"));
    assertThat(Files.exists(output.resolve(".seedmill")), is(false));
  }

  @Test
  void filesOfSingleShardsAreTaken() throws Exception {
    PublishedRun.of(spec, output, "single", "--checkpoint", "--shard-size=1");
    assertThat(files("batch-pack-", ""), is(List.of()));
    long files = files("batch-", ".jsonl").size();
    unpublish();
    for (Path file : files("batch-5", "")) {
      Files.delete(file);
    }

    PublishedRun packed = PublishedRun.of(spec, output, "single", "--checkpoint");

    assertThat(packed.printed(), containsString("reused"));
    assertIsPlain(packed);
    assertThat((long) files("batch-", ".jsonl").size(), is(lessThan(files)));
  }

  @Test
  void batchesOfPacksAreTheSameDataset() throws Exception {
    for (int batch = 0; batch < 3; batch++) {
      CommandResult made =
          CommandResult.seedmill(
              "generate",
              "--dataset=" + spec,
              "--output=" + output,
              "--run-id=R",
              "--batches=3",
              "--batch-index=" + batch,
              batch == 1 ? "--checkpoint" : "--fresh");
      assertThat(made.err(), made.exitCode(), is(ExitCode.DONE));
    }
    assertThat(files("batch-", "").size(), is(6));

    CommandResult made =
        CommandResult.seedmill(
            "consolidate", "--dataset=" + spec, "--output=" + output, "--run-id=R");

    assertThat(made.err(), made.exitCode(), is(ExitCode.DONE));
    assertIsPlain(PublishedRun.in(output, "R"));
  }

  @Test
  void aDamagedPackIsFoundByItsCell() throws Exception {
    PublishedRun.of(spec, output, "packed", "--checkpoint");
    Path pack = files("batch-pack-", ".jsonl").get(0);
    byte[] changed = Files.readAllBytes(pack);
    changed[changed.length - 9] ^= 1;
    Files.write(pack, changed);

    CommandResult validated = CommandResult.seedmill("validate", output.toString());

    RawNote note = RawNote.parse(Files.readString(noteOf(pack)));
    String cell = note.pieces().get(note.pieces().size() - 1).generator();
    assertThat(note.pieces().size(), is(greaterThan(1)));
    assertThat(validated.exitCode(), is(ExitCode.DAMAGED));
    assertThat(
        validated.out() + validated.err(),
        containsString("the lines of '%s' 0 to".formatted(cell)));
  }

  @Test
  void cleanLeavesPacksAndRemovesThoseWithoutANote() throws Exception {
    PublishedRun.of(spec, output, "packed", "--checkpoint");
    List<Path> packs = files("batch-pack-", ".jsonl");
    Files.delete(noteOf(packs.get(0)));

    CommandResult cleaned =
        CommandResult.seedmill("clean", output.toString(), "--older-than=0s", "--yes");

    assertThat(cleaned.err(), cleaned.exitCode(), is(ExitCode.DONE));
    assertThat(files("batch-pack-", ".jsonl"), is(packs.subList(1, packs.size())));
  }

  private void assertIsPlain(PublishedRun made) throws Exception {
    assertThat(Arrays.equals(made.bytes(), plain.bytes()), is(true));
    assertThat(made.manifest().counts(), is(plain.manifest().counts()));
    assertThat(made.manifest().datasetId(), is(plain.manifest().datasetId()));
    assertThat(made.manifest().generators(), is(plain.manifest().generators()));
  }

  /** As if the process had been killed before it published. */
  private void unpublish() throws Exception {
    for (String part : List.of("metadata", "consolidated", "failures")) {
      try (Stream<Path> found = Files.walk(output.resolve(part))) {
        for (Path file : found.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private List<RawNote> notes(String run) throws Exception {
    List<RawNote> notes = new ArrayList<>();
    for (Path file : files("batch-", "-" + run + ".json")) {
      notes.add(RawNote.parse(Files.readString(file)));
    }
    return notes;
  }

  private static Path noteOf(Path raw) {
    return Path.of(raw.toString().replaceFirst("l$", ""));
  }

  private List<Path> files(String begin, String end) throws Exception {
    try (Stream<Path> found = Files.list(output.resolve("data/raw"))) {
      return found
          .filter(file -> file.getFileName().toString().startsWith(begin))
          .filter(file -> file.toString().endsWith(end))
          .sorted()
          .toList();
    }
  }
}
