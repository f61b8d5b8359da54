package io.seedmill.pipeline.cli;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.seedmill.generators.SampleSeeds;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.FlakyGenerator;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs from the command line: what is printed, what is published, and what the shell is told. */
class RunCommandTest {

  private static final String PROGRESS = "[\\d,]+ of [\\d,]+ samples.*";

  @TempDir private Path folder;
  private Path output;
  private Path spec;

  @BeforeEach
  void writeASpec() throws IOException {
    output = folder.resolve("output");
    spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            name: small
            seed: 7
            maxFailureRate: 0.4
            maxSampleBytes: 1000
            generators:
              - {generator: arithmetic, name: sums, samples: 30}
              - {generator: test-flaky, samples: 10}
            """);
  }

  /** The terminal, the result in JSON, the manifest and the page tell of one time. */
  @Test
  void theTimeOfARunIsTheSameEverywhere() throws Exception {
    CommandResult result = run("--run-id=timed");
    Manifest manifest = manifest("timed");
    double seconds =
        Duration.between(Instant.parse(manifest.startedAt()), Instant.parse(manifest.finishedAt()))
                .toMillis()
            / 1e3;
    String time = String.format(Locale.ROOT, "%,.1f s", seconds);
    assertThat(result.out(), containsString("35 samples in " + time));
    assertThat(
        Files.readString(output.resolve("metadata/timed/report.html")),
        containsString(">" + time + "<"));
  }

  @Test
  void aRunPrintsAReportAndNothingElse() throws IOException {
    CommandResult result = run("--run-id=one");
    assertThat(result.exitCode(), is(0));
    Manifest manifest = manifest("one");
    assertThat(
        result.outLines(),
        contains(
            matchesPattern(" +requested +unique +duplicates +failed"),
            matchesPattern("sums +30 +30 +0 +0"),
            matchesPattern("test-flaky +10 +5 +0 +5"),
            matchesPattern("total +40 +35 +0 +5"),
            is(""),
            matchesPattern("35 samples in [\\d.]+ s(, [\\d.]+ a second)?, [\\d.]+ kB"),
            matchesPattern("estimated time .*, size .*, duplicates .*"),
            is("dataset   " + manifest.datasetId()),
            is("file      " + output + "/consolidated/consolidated-one.jsonl"),
            is("latest    " + output + "/consolidated/latest.jsonl"),
            is("failures  " + output + "/failures/failures-one.jsonl"),
            is("manifest  " + output + "/metadata/one/manifest.json"),
            is("failed, by cause"),
            matchesPattern(" +1  generator-error: AssertionError: index 5 asserts"),
            containsString("such as sample 5 of 'test-flaky'; seedmill replay --dataset="),
            matchesPattern(" +1  generator-error: IllegalStateException: index 3 never works"),
            containsString("such as sample 3 of 'test-flaky'"),
            startsWith("        1  invalid-sample: more than the 1000 bytes"),
            containsString("such as sample 8 of 'test-flaky'"),
            startsWith("        1  invalid-sample: "),
            containsString("such as sample 7 of 'test-flaky'"),
            startsWith("        1  invalid-sample: the generator wrote nothing"),
            containsString("such as sample 6 of 'test-flaky'"),
            is("again     seedmill retry --run-id=one --output=" + output),
            is("report    " + output + "/metadata/one/report.html")));
    for (String line : result.errLines()) {
      assertThat(line, matchesPattern(PROGRESS));
    }
    assertThat(Files.readAllLines(file(manifest, 0)).size(), is(35));
    assertThat(Files.exists(output.resolve(".seedmill")), is(false));
  }

  @Test
  void optionsReplaceWhatTheSpecSaysInEitherSpelling() throws IOException {
    run("--run-id=camel", "--shardSize=3", "--samples=3", "--seed=8", "--parts=2");
    run("--again", "--runId=kebab", "--shard-size=2", "--samples=3", "--seed=8", "--parts=2");
    Manifest camel = manifest("camel");
    assertThat(camel.spec().get("seed").intValue(), is(8));
    assertThat(camel.counts().requested(), is(6L));
    assertThat(camel.parts().size(), is(2));
    assertThat(camel.spec().get("generators").get(0).get("shardSize").intValue(), is(3));
    assertThat(manifest("kebab").datasetId(), is(camel.datasetId()));
  }

  @Test
  void aStoreThatNothingIsWrittenToOrReadFromIsTold() throws IOException {
    CommandResult result = run("--run-id=one", "--samples=3", "--endpoint=http://127.0.0.1:9");
    assertThat(result.exitCode(), is(0));
    assertThat(
        result.errLines().get(0),
        is(
            "seedmill: warning: --endpoint is not used: neither --output nor an input begins with"
                + " s3://"));
  }

  @Test
  void aDatasetCanBeNamedByItself() throws IOException {
    CommandResult result =
        CommandResult.seedmill(
            "run", spec.toString(), "-o", output.toString(), "-n", "3", "--run-id=short");
    assertThat(result.err(), result.exitCode(), is(0));
    assertThat(manifest("short").dataset(), is("small"));
    assertThat(manifest("short").counts().requested(), is(6L));
  }

  /** A process cannot lock a file twice, and a place has several spellings. */
  @ParameterizedTest
  @ValueSource(strings = {"%s/", "%s//x", "%s/./", "%s/y/../"})
  void theOutputMayEndInASlash(String spelling) {
    String place = spelling.formatted(output);
    CommandResult result =
        CommandResult.seedmill("run", spec.toString(), "-o", place, "-n", "3", "--run-id=one");
    assertThat(result.err(), result.exitCode(), is(0));
    assertThat(
        Files.exists(Path.of(place).normalize().resolve("metadata/latest-run.json")), is(true));
  }

  @Test
  void samplesMayWaitInAFolderThatIsTheOutputByAnotherName() throws IOException {
    Files.createDirectories(output);
    Path link = Files.createSymbolicLink(output.resolveSibling("link"), output);
    for (String place : List.of(link.toString(), output + "/.", output.toString())) {
      CommandResult result =
          CommandResult.seedmill(
              "run",
              spec.toString(),
              "-n3",
              "--again",
              "--tempLocation=" + place,
              "--output=" + output);
      assertThat(result.err(), result.exitCode(), is(0));
    }
  }

  @Test
  void theDatasetOfARunThatNamesNoneIsTold() {
    CommandResult result = CommandResult.seedmill("run", "-n", "1", "-o", output.toString());
    assertThat(result.exitCode(), is(0));
    assertThat(result.errLines(), hasItem("seedmill: no dataset is named, so it is 'quickstart'"));
  }

  @Test
  void manyFilesAreNotAllListed() throws IOException {
    CommandResult result = run("--run-id=many", "--samples=1", "--parts=25");
    assertThat(result.out(), containsString("          … and 16 more"));
    assertThat(result.outLines().stream().filter(line -> line.startsWith("file ")).count(), is(9L));
    assertThat(manifest("many").parts().size(), is(25));
  }

  @Test
  void moreFailuresThanAllowedArePublishedButToldToTheShell() throws IOException {
    assertThat(run("--run-id=good").exitCode(), is(0));
    Files.writeString(spec, Files.readString(spec).replace("Rate: 0.4", "Rate: 0.1"));
    CommandResult result = run("--run-id=bad");
    assertThat(result.exitCode(), is(3));
    assertThat(
        result.err().replaceAll("(?m)^" + PROGRESS + "\n", ""),
        is(
            "seedmill: 5 of 40 samples failed, more than maxFailureRate 0.1 allows;"
                + " latest-run.json stays as it was\n"));
    assertThat(manifest("bad").status(), is("tooManyFailures"));
    assertThat(
        Files.readString(output.resolve("metadata/latest-run.json")),
        containsString("\"run\" : \"good\""));
  }

  @Test
  void aBatchWithMoreFailuresThanAllowedIsToldButDecidedLater() throws IOException {
    Files.writeString(spec, Files.readString(spec).replace("Rate: 0.4", "Rate: 0.1"));
    CommandResult result =
        CommandResult.seedmill(
            "generate",
            "--dataset=" + spec,
            "--output=" + output,
            "--run-id=batches",
            "--batch-index=0");
    assertThat(result.err(), result.exitCode(), is(0));
    assertThat(
        result.errLines(),
        hasItem(
            "seedmill: 5 of 40 samples of this batch failed, more than maxFailureRate 0.1 allows;"
                + " 'seedmill consolidate' decides about all batches together"));
  }

  /**
   * The models' names stand wherever names go; the limit of an entry holds for each of its cells.
   */
  @Test
  void cellsWithNamesOfModelsHaveLimitsOfTheirOwn() throws IOException {
    Files.writeString(
        spec,
        """
        name: small
        seed: 7
        maxFailureRate: 0.6
        maxSampleBytes: 1000
        output: {format: csv}
        generators:
          - {generator: arithmetic, name: org/sums-v1.5, samples: 30, maxFailureRate: 0}
          - generator: test-flaky
            name: "${matrix.model}"
            samples: "${matrix.count}"
            maxFailureRate: "${matrix.most}"
            matrix:
              model: [org/flaky, "org/other:8b"]
              count: [10]
              include: [{model: org/flaky, most: 0.5}, {model: "org/other:8b", most: 0.4}]
        """);

    CommandResult result = run("--run-id=bad", "--checkpoint");

    assertThat(result.err(), result.exitCode(), is(3));
    assertThat(
        result.err(),
        containsString(
            "seedmill: 5 of 10 samples of 'org/other:8b' failed (50.00%), more than its"
                + " maxFailureRate 0.4 allows\nseedmill: 10 of 50 samples failed;"
                + " latest-run.json stays as it was\n"));
    Manifest bad = manifest("bad");
    assertThat(bad.status(), is("tooManyFailures"));
    assertThat(bad.exceeded(), contains(new Manifest.ExceededRate("org/other:8b", 5, 10, 0.4)));
    assertThat(Files.exists(output.resolve("metadata/latest-run.json")), is(false));
    assertThat(result.outLines(), hasItem(matchesPattern("org/flaky +10 +5 +0 +5")));
    assertThat(Files.readString(file(bad, 0)), containsString(",org/sums-v1.5,29,"));
    assertThat(replay("org/flaky", 1).exitCode(), is(0));
    assertThat(
        seedmill("plan", "--dataset=" + spec, "--format=tasks").out(),
        containsString("{\"type\":\"org/sums-v1.5\""));

    CommandResult good = run("--run-id=good", "--only=generator=org/sums*", "--checkpoint");
    assertThat(good.err(), good.exitCode(), is(0));
    assertThat(good.out(), containsString("reused    30 of 30 samples"));
    assertThat(run("--run-id=one", "--only=model=org/flaky").exitCode(), is(0));
  }

  @Test
  void aPublishedRunIsNeverOverwritten() throws IOException {
    run("--run-id=one");
    byte[] before = Files.readAllBytes(output.resolve("metadata/one/manifest.json"));
    CommandResult again = run("--run-id=one", "--seed=9");
    assertThat(again.exitCode(), is(2));
    assertThat(again.out(), is(emptyString()));
    assertThat(
        again.errLines(),
        contains(
            "seedmill: --run-id: run 'one' is published in this output already and is never"
                + " overwritten; allowed: another name"));
    assertThat(Files.readAllBytes(output.resolve("metadata/one/manifest.json")), is(before));
  }

  @Test
  void withoutANameARunIsCalledByItsTime() throws IOException {
    assertThat(run("--samples=1").exitCode(), is(0));
    assertThat(run("--samples=1", "--again").exitCode(), is(0));
    try (Stream<Path> runs = Files.list(output.resolve("metadata"))) {
      List<String> names =
          runs.map(run -> run.getFileName().toString())
              .filter(name -> !name.endsWith(".json"))
              .toList();
      assertThat(names.size(), is(2));
      for (String name : names) {
        assertThat(name, matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ(-2)?"));
      }
    }
  }

  @Test
  void aRunThatCannotPublishSaysWhyInOneLine() throws IOException {
    Path taken = output.resolve("consolidated/consolidated-one.jsonl");
    Files.createDirectories(taken.getParent());
    Files.writeString(taken, "x".repeat(100_000));
    CommandResult result = run("--run-id=one");
    assertThat(result.exitCode(), is(1));
    assertThat(result.out(), is(emptyString()));
    assertThat(
        result.err().replaceAll("(?m)^" + PROGRESS + "\n", ""),
        matchesPattern(
            "seedmill: the run into '.*output' failed: consolidated/consolidated-one\\.jsonl is not"
                + " what this run wrote: \\d+ bytes expected, 100000 found\n"));
    assertThat(Files.exists(output.resolve(".seedmill")), is(false));
    assertThat(Files.exists(output.resolve("metadata")), is(false));
    assertThat(Files.size(taken), is(100_000L));
  }

  @Test
  void replayPrintsTheLineThatLiesInTheDataset() throws IOException {
    run("--run-id=one");
    List<String> records = Files.readAllLines(file(manifest("one"), 0));
    for (int index : new int[] {0, 17, 29}) {
      CommandResult replayed = replay("sums", index);
      assertThat(replayed.exitCode(), is(0));
      assertThat(
          replayed.outLines(),
          contains("seed " + SampleSeeds.of(7, "sums").seedOf(index), record(records, index)));
      assertThat(replayed.err(), is(emptyString()));
    }
  }

  @Test
  void replayPrintsTheDeadLetterOfASampleThatFails() throws IOException {
    run("--run-id=one");
    List<String> letters = Files.readAllLines(output.resolve("failures/failures-one.jsonl"));
    int failing = FlakyGenerator.FAILING_DIGITS.charAt(0) - '0';
    CommandResult replayed = replay("test-flaky", failing);
    assertThat(replayed.exitCode(), is(3));
    assertThat(
        replayed.outLines(),
        contains("seed " + SampleSeeds.of(7, "test-flaky").seedOf(failing), letters.get(0)));
  }

  @Test
  void replayTakesAnotherSeedAsTheRunDid() throws IOException {
    run("--run-id=one", "--seed=8");
    CommandResult replayed =
        seedmill("replay", "--dataset=" + spec, "--generator=sums", "--index=4", "--seed=8");
    assertThat(
        replayed.outLines().get(1), is(record(Files.readAllLines(file(manifest("one"), 0)), 4)));
    assertThat(replay("sums", 4).outLines().get(1), is(not(replayed.outLines().get(1))));
  }

  @Test
  void replayOfWhatIsNotInTheSpecIsRefused() {
    CommandResult unknown = replay("sum", 4);
    assertThat(unknown.exitCode(), is(2));
    assertThat(
        unknown.errLines(),
        contains(
            "seedmill: --generator: found 'sum'; allowed: one of sums, test-flaky (did you mean"
                + " 'sums'?)"));
    CommandResult negative = replay("sums", -1);
    assertThat(negative.exitCode(), is(2));
    assertThat(
        negative.errLines(),
        contains("seedmill: --index: found -1; allowed: a whole number of at least 0"));
  }

  private CommandResult run(String... options) {
    return seedmill(
        Stream.concat(
                Stream.of("run", "--dataset=" + spec, "--output=" + output), Stream.of(options))
            .toArray(String[]::new));
  }

  private CommandResult replay(String entry, long index) {
    return seedmill("replay", "--dataset=" + spec, "--generator=" + entry, "--index=" + index);
  }

  private Manifest manifest(String run) throws IOException {
    return Manifest.parse(
        Files.readString(output.resolve("metadata").resolve(run).resolve("manifest.json")));
  }

  private Path file(Manifest manifest, int part) {
    return output.resolve(manifest.parts().get(part).path());
  }

  private static String record(List<String> records, int index) {
    return records.stream()
        .filter(line -> line.contains("\"generator\":\"sums\",\"index\":" + index + ","))
        .findFirst()
        .orElseThrow();
  }
}
