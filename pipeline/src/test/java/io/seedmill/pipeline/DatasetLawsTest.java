package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.dataset.CheckedReader;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.testing.FlakyGenerator;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.ReferenceDataset;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.FileReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same bytes, whatever changes but the data: each dataset is compared with one made in the
 * simplest way, under many shard sizes, buckets, degrees of parallelism and parts.
 */
class DatasetLawsTest {

  static final String DUPLICATES =
      """
      name: duplicates
      seed: 7
      generators:
        - generator: arithmetic
          name: first
          samples: 12000
          params: {operations: 1, maxOperand: 60}
        - generator: arithmetic
          name: second
          samples: 9000
          params: {operations: 1, maxOperand: 60}
      """;

  static final String FAILURES =
      """
      name: failures
      seed: 8
      maxFailureRate: 0.5
      maxSampleBytes: 1000
      generators:
        - {generator: arithmetic, samples: 500}
        - {generator: test-flaky, samples: 1003}
      """;

  static final String NAMED_FIELDS =
      """
      name: named-fields
      seed: 9
      generators:
        - {generator: arithmetic, samples: 3000, params: {operations: 2, maxOperand: 20}}
        - {generator: algebra, samples: 1000}
      dedupe: {fields: [answer]}
      """;

  private static final List<String> VARIATIONS =
      List.of(
          "",
          "--shard-size=1",
          "--shard-size=7",
          "--shard-size=1000",
          "--buckets=1",
          "--buckets=16",
          "--buckets=64",
          "--target-parallelism=1",
          "--target-parallelism=2",
          "--target-parallelism=8",
          "--parts=4",
          "--parts=4 --buckets=64 --shard-size=7 --target-parallelism=8",
          "--checkpoint --shard-size=100",
          "--checkpoint --shard-size=7 --buckets=16 --parts=4",
          "--parts=3 --buckets=1 --shard-size=1000 --target-parallelism=1");

  private final Path folder;

  DatasetLawsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @TestFactory
  Stream<DynamicTest> duplicatesWithinAndBetweenGenerators() throws Exception {
    return law(DUPLICATES, VARIATIONS);
  }

  @TestFactory
  Stream<DynamicTest> samplesThatFail() throws Exception {
    return law(FAILURES, VARIATIONS);
  }

  @TestFactory
  Stream<DynamicTest> deduplicatedByNamedFields() throws Exception {
    return law(NAMED_FIELDS, VARIATIONS);
  }

  /** Returns a test for each of the ways to make a dataset, which are options of the command. */
  Stream<DynamicTest> law(String yaml, List<String> variations) throws Exception {
    DatasetSpec spec = new CheckedReader().read("spec", yaml);
    ReferenceDataset expected = new ReferenceDataset(spec);
    String expectedId = expected.datasetId();
    Path file = Files.writeString(folder.resolve(spec.name() + ".yaml"), yaml);
    return variations.stream()
        .map(
            options ->
                DynamicTest.dynamicTest(
                    options.isEmpty() ? "as planned" : options,
                    () -> {
                      String run = ("run " + options).strip().replaceAll("[^a-z0-9]+", "-");
                      PublishedRun made =
                          PublishedRun.of(
                              file,
                              folder.resolve(spec.name()),
                              run,
                              options.isEmpty() ? new String[0] : options.split(" ", -1));
                      assertThat(made.printed(), made.exitCode(), is(ExitCode.DONE));
                      check(made, expected, expectedId);
                    }));
  }

  private static void check(PublishedRun made, ReferenceDataset expected, String expectedId)
      throws Exception {
    assertThat(
        "the bytes are those of the reference",
        Arrays.equals(made.bytes(), expected.bytes()),
        is(true));
    Manifest manifest = made.manifest();
    assertThat(manifest.datasetId(), is(expectedId));
    for (var entry : manifest.generators().entrySet()) {
      EntryReport counts = entry.getValue();
      String name = entry.getKey();
      assertThat(name, counts.produced(), is(expected.produced(name)));
      assertThat(name, counts.failed(), is(expected.failed(name)));
      assertThat(name, counts.unique(), is(expected.unique(name)));
      assertThat(name, counts.produced(), is(counts.unique() + counts.duplicates()));
      assertThat(name, counts.requested(), is(counts.produced() + counts.failed()));
    }
    byte[] keys = Files.readAllBytes(made.file(manifest.keys().path()));
    assertThat(HexFormat.of().formatHex(keys).equals(expected.keys()), is(true));
    assertThat(manifest.keys().sha256(), is(sha256(keys)));
    for (FileReport part : manifest.parts()) {
      byte[] bytes = Files.readAllBytes(made.file(part.path()));
      assertThat(part.path(), sha256(bytes), is(part.sha256()));
      assertThat(part.path(), (long) bytes.length, is(part.bytes()));
      assertThat(part.path(), lines(bytes), is(part.records()));
    }
    assertThat(Files.exists(made.file(".seedmill")), is(false));
  }

  @TestFactory
  Stream<DynamicTest> theDatasetsAreWhatTheyAreFor() throws Exception {
    Path output = folder.resolve("purpose");
    PublishedRun duplicates = PublishedRun.of(write(DUPLICATES), output, "duplicates");
    PublishedRun failures = PublishedRun.of(write(FAILURES), output, "failures");
    PublishedRun fields = PublishedRun.of(write(NAMED_FIELDS), output, "fields");
    return Stream.of(
        DynamicTest.dynamicTest(
            "each of two equal generators loses samples to itself and to the other",
            () -> {
              EntryReport second = duplicates.manifest().generators().get("second");
              PublishedRun alone =
                  PublishedRun.of(
                      write(
                          DUPLICATES.replaceAll(
                              "(?s)  - generator: arithmetic\n    name: first.*?\\}\n", "")),
                      output,
                      "second-alone");
              long within = alone.manifest().generators().get("second").duplicates();
              assertThat(within, greaterThan(0L));
              assertThat(second.duplicates(), greaterThan(within));
            }),
        DynamicTest.dynamicTest(
            "every index that no retry cures is a dead letter, in order",
            () -> {
              List<String> letters =
                  Files.readAllLines(failures.file(failures.manifest().failures().path()));
              List<Integer> failing =
                  Stream.iterate(0, i -> i < 1003, i -> i + 1)
                      .filter(i -> FlakyGenerator.FAILING_DIGITS.contains("" + i % 10))
                      .toList();
              assertThat(letters.size(), is(failing.size()));
              for (int i = 0; i < failing.size(); i++) {
                assertThat(
                    letters.get(i), containsString("\"index\":" + failing.get(i) + ",\"seed\":\""));
                assertThat(letters.get(i), containsString("\"attempts\":3"));
              }
              assertThat(
                  new String(failures.bytes(), StandardCharsets.UTF_8).contains("remains"),
                  is(false));
            }),
        DynamicTest.dynamicTest(
            "answers occur once",
            () -> assertThat(fields.manifest().counts().duplicates(), greaterThan(500L))));
  }

  private Path write(String yaml) throws Exception {
    return Files.writeString(Files.createTempFile(folder, "spec", ".yaml"), yaml);
  }

  private static long lines(byte[] bytes) {
    long lines = 0;
    for (byte b : bytes) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
