package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.CrateGenerator;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Given a generator from outside whose indices hold none or several samples, and some fail, when it
 * runs in any way, then the bytes and the account are the same.
 */
class SeveralSamplesTest {

  private static final long FAILING = 20;

  private final Path folder;

  SeveralSamplesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theAccountCountsIndicesAndSamplesApart() throws Exception {
    PublishedRun run = run("plain", "one", "checkpoint: false");
    long produced =
        LongStream.range(0, 200).filter(i -> i % 10 != 0).map(CrateGenerator::count).sum();
    Manifest.Counts counts = run.manifest().counts();

    assertThat(run.printed(), run.exitCode(), is(0));
    assertThat(counts.requested(), is(200L));
    assertThat(counts.failed(), is(FAILING));
    assertThat(counts.missing(), is(0L));
    assertThat(counts.produced(), is(produced));
    assertThat(counts.unique(), is((long) distinct(run, "fruit", "place").size()));
    assertThat(counts.duplicates(), is(produced - counts.unique()));
    assertThat(counts.duplicates(), greaterThan(0L));
  }

  @Test
  void theManifestSaysWhereAnswersCameFrom() throws Exception {
    Manifest.FetchReport fetched = run("plain", "one", "checkpoint: false").manifest().fetched();
    assertThat(fetched.hits(), is(200 - FAILING));
    assertThat(fetched.misses(), is(2 * (200 - FAILING)));
    assertThat(fetched.hitRate(), is(0.3333));
    assertThat(fetched.first(), is("2026-01-02T03:04:05Z"));
    assertThat(fetched.last(), is("2026-01-02T03:07:24Z"));
  }

  @Test
  void theBytesAreTheSameInAnyWay() throws Exception {
    optionsChangeNoByte(
        "--shard-size=1", "--shard-size=7", "--buckets=16", "--parts=3", "--checkpoint");
  }

  /** Checks that none of these options changes the dataset, however equal samples are found. */
  void optionsChangeNoByte(String... options) throws Exception {
    optionsChangeNoByteOf("", options);
    optionsChangeNoByteOf("dedupe: {fields: [fruit]}", options);
  }

  private void optionsChangeNoByteOf(String extra, String... options) throws Exception {
    PublishedRun one = run("plain", "one" + extra.length(), extra, "--fresh");
    for (String option : options) {
      String name = option.replaceAll("\\W", "") + extra.length();
      PublishedRun other = run("plain", name, extra, option, "--fresh");
      assertThat(option, Arrays.equals(one.bytes(), other.bytes()), is(true));
      assertThat(option, other.manifest().counts(), is(one.manifest().counts()));
      assertThat(option, letters(other), is(letters(one)));
    }
  }

  @Test
  void ofEqualKeysTheFirstIndexAndInItTheFirstSampleWins() throws Exception {
    PublishedRun run = run("plain", "one", "dedupe: {fields: [fruit]}", "--shard-size=3");
    for (JsonNode record : records(run)) {
      long index = record.get("index").asLong();
      String fruit = record.get("fruit").asText();
      long first =
          LongStream.range(0, 200)
              .filter(i -> i % 10 != 0 && fruits(i).contains(fruit))
              .findFirst()
              .orElseThrow();
      assertThat(fruit, index, is(first));
      assertThat(fruit, record.get("place").asInt(), is(fruits(index).indexOf(fruit)));
    }
  }

  private static List<String> fruits(long index) {
    List<String> fruits = new ArrayList<>();
    for (int i = 0; i < CrateGenerator.count(index); i++) {
      fruits.add("f" + (index * 7 + i / 2) % 60);
    }
    return fruits;
  }

  @Test
  void aRunIsContinuedFromWhatItsTasksHaveKept() throws Exception {
    Path output = folder.resolve("kept");
    PublishedRun shorter = run(output, "plain", "shorter", "", "--samples=50", "--shard-size=5");
    PublishedRun longer = run(output, "plain", "longer", "", "--shard-size=5", "--reuse");
    PublishedRun alone = run("plain", "alone", "checkpoint: false");

    assertThat(shorter.printed(), not(containsString("reused")));
    // a task of five crates in ten has a broken one
    assertThat(longer.printed(), containsString("reused    25 of 200 samples"));
    assertThat(Arrays.equals(longer.bytes(), alone.bytes()), is(true));
    assertThat(longer.manifest().counts(), is(alone.manifest().counts()));
    assertThat(longer.manifest().fetched().last(), is(alone.manifest().fetched().last()));
    assertThat(longer.manifest().fetched().hits(), is(200 - FAILING - 25));
  }

  @Test
  void aPublishedRunIsTakenOnlyWhenAsked() throws Exception {
    Path output = folder.resolve("kept");
    run(output, "plain", "one", "", "--shard-size=1");
    PublishedRun other = run(output, "plain", "other", "", "--shard-size=1");
    PublishedRun asked = run(output, "plain", "asked", "", "--shard-size=1", "--reuse");

    assertThat(other.printed(), not(containsString("reused")));
    assertThat(
        other.printed(),
        containsString("seedmill: 180 samples that published runs have are made again"));
    assertThat(asked.printed(), containsString("reused    180 of 200 samples"));
    assertThat(
        asked.printed(),
        containsString(
            "seedmill: 180 of 200 samples are taken from data/raw: of run 'other', made"));
    assertThat(asked.printed(), not(containsString("made again, since")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "batches: {dedupe: true}"})
  void batchesMakeTheSameBytes(String keys) throws Exception {
    Path spec = spec("plain", keys);
    Path output = folder.resolve("batches");
    for (int batch = 0; batch < 2; batch++) {
      CommandResult made =
          CommandResult.seedmill(
              "generate",
              "--dataset=" + spec,
              "--output=" + output,
              "--run-id=b",
              "--max-batch-size=20",
              "--batch-index=" + batch);
      assertThat(made.err(), made.exitCode(), is(0));
    }
    CommandResult published =
        CommandResult.seedmill(
            "consolidate", "--dataset=" + spec, "--output=" + output, "--run-id=b");
    PublishedRun one = run("plain", "one", "");
    assertThat(published.err(), published.exitCode(), is(0));
    PublishedRun batched = PublishedRun.in(output, "b");
    assertThat(Arrays.equals(batched.bytes(), one.bytes()), is(true));
    assertThat(batched.manifest().counts(), is(one.manifest().counts()));
  }

  @Test
  void aSettingChangesNothingAndKeepsWhatWasMade() throws Exception {
    Path output = folder.resolve("kept");
    PublishedRun one = run(output, "plain, hurry: 1", "one", "", "--shard-size=1");
    PublishedRun other = run(output, "plain, hurry: 2", "other", "", "--shard-size=1", "--reuse");
    assertThat(other.manifest().plan(), is(one.manifest().plan()));
    assertThat(other.printed(), containsString("reused    180 of 200 samples"));
  }

  @Test
  void whatCannotBePreparedIsAMistakeWithItsPlace() throws Exception {
    PublishedRun run = run("plain, hurry: 100", "one", "");
    assertThat(run.exitCode(), is(2));
    assertThat(
        run.printed(),
        containsString("spec.yaml:5:28: generators[0].hurry: found 100; allowed: no such hurry"));
    assertThat(Files.exists(folder.resolve("out-one")), is(false));
  }

  @Test
  void assetsAreKeptInlineOrAsFilesUnderTheSameIds() throws Exception {
    PublishedRun inline = run("pictures", "inline", "");
    PublishedRun files = run("pictures", "files", "output: {assets: files}");

    assertThat(files.printed(), files.exitCode(), is(0));
    assertThat(files.manifest().datasetId(), is(inline.manifest().datasetId()));
    assertThat(files.manifest().plan(), is(not(inline.manifest().plan())));
    Set<String> used = new TreeSet<>();
    for (JsonNode record : records(files)) {
      JsonNode asset = record.at("/picture/$asset");
      byte[] bytes = Files.readAllBytes(files.file(asset.get("path").asText()));
      assertThat(sha256(bytes), is(asset.get("sha256").asText()));
      assertThat(asset.get("bytes").asInt(), is(bytes.length));
      assertThat(asset.get("mediaType").asText(), is("image/png"));
      used.add(asset.get("path").asText());
    }
    assertThat(used.size(), is(5));
    try (Stream<Path> all = Files.walk(files.file("assets"))) {
      assertThat(all.filter(Files::isRegularFile).count(), is(5L));
    }
    try (Stream<Path> all = Files.walk(inline.file("."))) {
      assertThat(all.anyMatch(path -> path.endsWith("assets")), is(false));
    }
    for (JsonNode record : records(inline)) {
      byte[] bytes = record.at("/picture/$asset/base64").binaryValue();
      assertThat(sha256(bytes), is(record.at("/picture/$asset/sha256").asText()));
    }
  }

  @Test
  void anAssetThatCannotBeWrittenStopsTheRun() throws Exception {
    Path output = Files.createDirectory(folder.resolve("out-full"));
    Files.writeString(output.resolve("assets"), "in the way of a folder");
    PublishedRun stopped = run("pictures", "full", "output: {assets: files}");

    assertThat(stopped.printed(), stopped.exitCode(), is(1));
    assertThat(Files.exists(output.resolve("metadata")), is(false));

    Files.delete(output.resolve("assets"));
    PublishedRun after = run("pictures", "full", "output: {assets: files}");
    assertThat(after.printed(), after.exitCode(), is(0));
    assertThat(after.manifest().counts().failed(), is(FAILING));
  }

  @Test
  void assetsDoNotHinderKeysOfFieldsInAnyWay() throws Exception {
    String byPicture = "dedupe: {fields: [picture]}\n";
    PublishedRun inline = run("pictures", "inline", byPicture + "checkpoint: false");
    PublishedRun kept = run("pictures", "kept", byPicture + "checkpoint: true");
    PublishedRun files = run("pictures", "files", byPicture + "output: {assets: files}");

    assertThat(inline.manifest().counts().unique(), is(5L));
    assertThat(kept.manifest().datasetId(), is(inline.manifest().datasetId()));
    assertThat(kept.keys(), is(inline.keys()));
    assertThat(files.keys(), is(inline.keys()));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static Set<List<String>> distinct(PublishedRun run, String... fields) throws IOException {
    Set<List<String>> distinct = new HashSet<>();
    for (JsonNode record : records(run)) {
      distinct.add(Arrays.stream(fields).map(field -> record.get(field).asText()).toList());
    }
    return distinct;
  }

  private static List<JsonNode> records(PublishedRun run) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> records = new ArrayList<>();
    for (String line : new String(run.bytes(), StandardCharsets.UTF_8).lines().toList()) {
      records.add(json.readTree(line));
    }
    return records;
  }

  private static String letters(PublishedRun run) throws IOException {
    return Files.readString(run.file(run.manifest().failures().path()));
  }

  private PublishedRun run(String crates, String run, String extra, String... options)
      throws IOException {
    return run(folder.resolve("out-" + run), crates, run, extra, options);
  }

  private PublishedRun run(Path output, String crates, String run, String extra, String... options)
      throws IOException {
    return PublishedRun.of(spec(crates, extra), output, run, options);
  }

  private Path spec(String crates, String extra) throws IOException {
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        name: crates
        seed: 9
        maxFailureRate: 0.6
        generators:
          - {crates: %s}
        %s
        """
            .formatted(crates, extra));
  }
}
