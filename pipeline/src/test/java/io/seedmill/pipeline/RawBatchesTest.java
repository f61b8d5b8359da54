package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.raw.RawNote;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Given batches that were made apart, when they are consolidated, then the dataset is that of a
 * single run, or what is missing is named.
 */
class RawBatchesTest {

  private static final String SPEC =
      """
      name: batches
      seed: 9
      maxFailureRate: 0.5
      maxSampleBytes: 1000
      generators:
        - {generator: arithmetic, name: few, samples: 900, shardSize: 100, params: {operations: 1, maxOperand: 13}}
        - {generator: test-flaky, samples: 103, shardSize: 50}
        - {generator: arithmetic, name: more, samples: 700, shardSize: 100, params: {operations: 1, maxOperand: 13}}
      """;

  private static final String BY_FIELD = "dedupe: {fields: [answer]}\n";
  private static final int BATCHES = 4; // of 19 tasks, 5 a batch

  private final Path folder;

  private Path spec;
  private Path output;

  RawBatchesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void write() throws Exception {
    spec = Files.writeString(folder.resolve("batches.yaml"), SPEC);
    output = folder.resolve("out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", BY_FIELD})
  void theDatasetIsThatOfASingleRun(String dedupe) throws Exception {
    Files.writeString(spec, SPEC + dedupe);
    PublishedRun single = PublishedRun.of(spec, folder.resolve("single"), "single");
    for (int batch : new int[] {2, 0, 3, 1, 2}) {
      generate(batch);
    }

    CommandResult result = consolidate("--parts=3");

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    PublishedRun made = PublishedRun.in(output, "R");
    assertThat(Arrays.equals(made.bytes(), single.bytes()), is(true));
    assertThat(made.manifest().counts(), is(single.manifest().counts()));
    assertThat(made.manifest().generators(), is(single.manifest().generators()));
    assertThat(made.manifest().counts().failed(), is(50L));
    assertThat(
        Files.readString(made.file(made.manifest().failures().path())),
        is(Files.readString(single.file(single.manifest().failures().path()))));
    assertThat(names(output.resolve("data/raw")).size(), is(2 * BATCHES));
    assertThat(Files.exists(output.resolve(".seedmill")), is(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        BY_FIELD,
        "dedupe: {fields: [answer, puzzle]}\n",
        "dedupe: {prefer: listed}\n"
      })
  void batchesWithoutTheirDuplicatesMakeTheSameDataset(String dedupe) throws Exception {
    Files.writeString(spec, SPEC + dedupe);
    if (dedupe.contains("puzzle")) { // a field that only some have
      Files.writeString(spec, SPEC.replace("test-flaky", "sudoku") + dedupe);
    }
    PublishedRun single = PublishedRun.of(spec, folder.resolve("single"), "single");
    Files.writeString(spec, Files.readString(spec) + "batches: {dedupe: true}\n");
    long left = 0;
    List<String> lines = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      String printed = generate(batch).out();
      RawNote note = RawNote.parse(Files.readString(note(batch)));
      left += note.duplicates() == null ? 0 : note.duplicates();
      List<String> own = Files.readAllLines(raw(batch));
      assertThat((long) own.size(), is(note.samples() + note.failed()));
      assertThat(
          printed.contains("left out"), is(note.duplicates() != null && note.duplicates() > 0));
      if (dedupe.isEmpty()) {
        assertThat(ids(own).size(), is(Set.copyOf(ids(own)).size()));
      }
      lines.addAll(own);
    }
    assertThat(left, is(greaterThan(100L)));

    CommandResult result = consolidate();

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    PublishedRun made = PublishedRun.in(output, "R");
    assertThat(Arrays.equals(made.bytes(), single.bytes()), is(true));
    assertThat(made.manifest().counts(), is(single.manifest().counts()));
    assertThat(made.manifest().generators(), is(single.manifest().generators()));
    assertThat(made.manifest().dedupe(), is(single.manifest().dedupe()));
    assertThat(made.manifest().plan(), is(single.manifest().plan()));
    assertThat(made.manifest().spec().at("/batches/dedupe").booleanValue(), is(true));
    assertThat(lines.size(), is(lessThan(1703)));
    String note = String.format(Locale.ROOT, "%,d of the duplicates are not told here", left);
    assertThat(Files.readString(output.resolve("metadata/R/report.html")), containsString(note));
    assertThat(
        Files.readString(single.file("metadata/single/report.html")),
        not(containsString("are not told here")));
  }

  @Test
  void whatABatchLeavesOutOfWhatIsKnownCountsAsKnown() throws Exception {
    Path before = folder.resolve("before");
    Files.writeString(spec, SPEC.replace("900", "60") + BY_FIELD);
    PublishedRun.of(spec, before, "before");
    Files.writeString(spec, SPEC + BY_FIELD);
    String baseline = "--baseline=" + before;
    PublishedRun single = PublishedRun.of(spec, folder.resolve("single"), "single", baseline);
    Files.writeString(spec, SPEC + BY_FIELD + "batches: {dedupe: true}\n");
    for (int batch = 0; batch < BATCHES; batch++) {
      generate(batch, baseline);
    }

    CommandResult result = consolidate(baseline);

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    PublishedRun made = PublishedRun.in(output, "R");
    assertThat(made.manifest().counts(), is(single.manifest().counts()));
    assertThat(made.manifest().generators(), is(single.manifest().generators()));
    assertThat(made.manifest().counts().known(), is(greaterThan(500L)));
    assertThat(made.manifest().counts().duplicates(), is(greaterThan(0L)));
  }

  private static List<String> ids(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("{\"id\""))
        .map(line -> line.substring(0, 40))
        .toList();
  }

  /** Runs one entry whose batch lacks samples, since equal ones are in another entry. */
  @Test
  void aRunOfOneEntryTakesNothingThatLacksSamples() throws Exception {
    Files.writeString(spec, SPEC + "batches: {dedupe: true}\n");
    generateAll();
    String only = "--only=generator=more";
    PublishedRun fresh = PublishedRun.of(spec, folder.resolve("fresh"), "fresh", only);

    PublishedRun taken = PublishedRun.of(spec, output, "R", only, "--checkpoint", "--reuse");

    assertThat(taken.printed(), taken.exitCode(), is(ExitCode.DONE));
    assertThat(Arrays.equals(taken.bytes(), fresh.bytes()), is(true));
    assertThat(taken.manifest().counts(), is(fresh.manifest().counts()));
  }

  @Test
  void aBatchThatIsMadeAgainHasTheSameRawFile() throws Exception {
    aRawFileIsTheSame("--target-parallelism=1");
  }

  /** Asserts that a batch that is generated again with other options has the same bytes. */
  void aRawFileIsTheSame(String... options) throws Exception {
    generate(1);
    byte[] bytes = Files.readAllBytes(raw(1));

    generate(1, options);

    assertThat(Arrays.equals(Files.readAllBytes(raw(1)), bytes), is(true));
  }

  @ParameterizedTest
  @CsvSource({"--max-batch-size=5, 4", "--batches=3, 3", "--batch-per=cell, 3"})
  void aMissingBatchIsNamedHoweverThePlanIsCut(String cut, int batches) throws Exception {
    for (int batch = 0; batch < batches; batch++) {
      if (batch != 1) {
        CommandResult made = command("generate", "--batch-index=" + batch, cut);
        assertThat(made.err(), made.exitCode(), is(ExitCode.DONE));
      }
    }

    CommandResult result = consolidate();

    assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(
        result.errLines(),
        is(
            List.of(
                "seedmill: batch 1 of %d is missing: data/raw/batch-1-R.jsonl".formatted(batches),
                "seedmill: --allow-missing goes on without them")));
    assertThat(Files.exists(output.resolve("consolidated")), is(false));
  }

  @Test
  void whatIsAllowedToBeMissingIsInTheManifest() throws Exception {
    for (int batch : new int[] {0, 1, 3}) {
      generate(batch);
    }

    CommandResult result = consolidate("--allow-missing");

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    Manifest manifest = PublishedRun.in(output, "R").manifest();
    assertThat(manifest.status(), is(Manifest.PARTIAL));
    assertThat(
        manifest.missing(),
        is(
            List.of(
                new Manifest.MissingRange("test-flaky", 50, 103),
                new Manifest.MissingRange("more", 0, 300))));
    Manifest.Counts counts = manifest.counts();
    assertThat(counts.missing(), is(353L));
    assertThat(counts.requested(), is(counts.produced() + counts.failed() + counts.missing()));
    assertThat(Files.exists(output.resolve("metadata/latest-run.json")), is(false));
    PublishedRun next = PublishedRun.of(spec, output, "next", "--incremental");
    assertThat(next.manifest().generators().get("few").firstIndex(), is(900L));
    assertThat(next.manifest().counts().known(), is(greaterThan(0L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shorter", "gone", "note"})
  void aDamagedBatchIsNamedBeforeAnyWork(String damage) throws Exception {
    generateAll();
    switch (damage) {
      case "shorter" -> Files.write(raw(2), Arrays.copyOf(Files.readAllBytes(raw(2)), 500));
      case "gone" -> Files.delete(raw(2));
      default ->
          Files.writeString(
              note(2), Files.readString(note(2)).replaceFirst("\"end\" : \\d", "\"end\" : 9"));
    }

    CommandResult result = consolidate();

    assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(result.err(), startsWith("seedmill: data/raw/batch-2-R.jsonl is damaged: "));
  }

  /**
   * As after a kill: the batch's own file could not be written, and its finished tasks are kept.
   */
  @Test
  void aBatchThatWasNotFinishedGoesOn() throws Exception {
    generate(1);
    byte[] expected = Files.readAllBytes(raw(1));
    Files.delete(raw(1));
    Files.delete(note(1));
    Files.createDirectories(raw(1).resolve("in the way"));
    String[] kept = {"--batch-index=1", "--max-batch-size=5", "--checkpoint"};
    assertThat(command("generate", kept).exitCode(), is(ExitCode.FAILED));
    Files.delete(raw(1).resolve("in the way"));
    Files.delete(raw(1));
    Path tasks = output.resolve("data/raw");
    assertThat(names(tasks).size(), is(2 * 5));
    Files.delete(tasks.resolve(names(tasks).get(2))); // a note, so this task is made again
    Path damaged = tasks.resolve(names(tasks).get(names(tasks).size() - 1));
    Files.writeString(
        damaged, Files.readString(damaged).replace("\"prompt\":\"p", "\"prompt\":\"q"));

    CommandResult again = generate(1, "--checkpoint");

    assertThat(again.err(), containsString("samples are taken from data/raw: of run 'R', made "));
    assertThat(
        again.err(), containsString("1 raw files cannot be used, and what they held is made"));
    assertThat(Files.readAllBytes(raw(1)), is(expected));
    assertThat("no task is left", names(tasks), is(List.of("batch-1-R.json", "batch-1-R.jsonl")));
    assertThat(
        "a batch that is made again is made anew",
        generate(1, "--checkpoint").err(),
        not(containsString("taken")));
  }

  @Test
  void bytesThatChangedAreNamed() throws Exception {
    generateAll();
    damageBytes(2);

    CommandResult result = consolidate();

    assertThat(result.exitCode(), is(ExitCode.FAILED));
    assertThat(result.err(), containsString("data/raw/batch-2-R.jsonl is damaged"));
    assertThat(Files.exists(output.resolve("consolidated")), is(false));
  }

  @Test
  void bytesThatChangedMayBeMissing() throws Exception {
    generateAll();
    damageBytes(2);

    CommandResult result = consolidate("--allow-missing");

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    Manifest manifest = PublishedRun.in(output, "R").manifest();
    assertThat(manifest.status(), is(Manifest.PARTIAL));
    assertThat(manifest.counts().missing(), is(greaterThan(0L)));
  }

  @Test
  void aBatchOfAnotherPlanIsRefused() throws Exception {
    generateAll();
    generate(1, "--seed=10");

    CommandResult result = consolidate();

    assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(
        result.err(), startsWith("seedmill: data/raw/batch-1-R.jsonl is of another plan: found "));
  }

  @Test
  void aRunWithoutRawFilesIsRefused() {
    CommandResult result = consolidate();

    assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(result.err(), startsWith("seedmill: --run-id: found no raw file of run 'R'"));
  }

  @Test
  void anIndexOutOfRangeIsRefused() {
    CommandResult result = command("generate", "--batchIndex=7", "--maxBatchSize=5");

    assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(
        result.errLines(), is(List.of("seedmill: Invalid batch-index 7. Valid range is 0 to 3")));
  }

  private void damageBytes(int batch) throws Exception {
    String text = Files.readString(raw(batch), StandardCharsets.UTF_8);
    int digit = text.indexOf("\"answer\":\"") + 10;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    bytes[digit] = (byte) (bytes[digit] == '7' ? '8' : '7');
    Files.write(raw(batch), bytes);
  }

  private void generateAll() {
    for (int batch = 0; batch < BATCHES; batch++) {
      generate(batch);
    }
  }

  private CommandResult generate(int batch, String... more) {
    CommandResult result =
        command(
            "generate",
            Stream.concat(
                    Stream.of("--batch-index=" + batch, "--max-batch-size=5"), Stream.of(more))
                .toArray(String[]::new));
    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    return result;
  }

  private CommandResult consolidate(String... more) {
    return command("consolidate", more);
  }

  private CommandResult command(String name, String... more) {
    return CommandResult.seedmill(
        Stream.concat(
                Stream.of(name, "--dataset=" + spec, "--output=" + output, "--run-id=R"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Path raw(int batch) {
    return output.resolve("data/raw/batch-" + batch + "-R.jsonl");
  }

  private Path note(int batch) {
    return output.resolve("data/raw/batch-" + batch + "-R.json");
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> found = Files.list(folder)) {
      return found.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
