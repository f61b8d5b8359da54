package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.pipeline.testing.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Earlier runs that cannot be continued: one sentence, exit code 2, and nothing is made. */
class BaselineMistakesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path made;
  @TempDir private Path folder;

  @BeforeAll
  static void makeARun() {
    assertThat(
        CommandResult.seedmill("run", "--samples=20", "--run-id=monday", "--output=" + made)
            .exitCode(),
        is(0));
  }

  @Test
  void aPlaceWithoutRunsIsNoBaseline() throws Exception {
    Path none = folder.resolve("none");
    assertThat(
        mistake("--baseline=" + none),
        is(
            "--baseline: found '%s', where no complete run is; allowed: the output of earlier runs"
                .formatted(none)));
    assertThat("it is not made", Files.exists(none), is(false));
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(mistake("--baseline=" + file), containsString("where no complete run is"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--baseline= | --baseline: found nothing; allowed: a folder, or s3://bucket/prefix",
        "--baseline=ftp://host/x | --baseline: no storage for 'ftp://': allowed is the path of a"
            + " local folder, or s3://bucket/prefix",
        "--baseline=s3://UPPER/x | --baseline: 's3://UPPER/x' names no place in S3: allowed is"
            + " s3://bucket/prefix, the bucket of 3 to 63 small letters, digits, dots and dashes"
      })
  void aPlaceThatCannotBeIsRefused(String option, String expected) {
    assertThat(mistake(option), is(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://key:secret@bucket/x", "https://key:secret@host/x"})
  void aPlaceWithCredentialsInItIsNone(String place) {
    assertThat(mistake("--baseline=" + place), startsWith("--baseline: "));
  }

  @Test
  void aFolderOfThisMachineIsNoBaselineOfACluster() {
    CommandResult result =
        CommandResult.seedmill(
            "run",
            "--runner=FlinkRunner",
            "--flinkMaster=flink:8081",
            "--output=s3://some-bucket/x",
            "--baseline=" + made);
    assertThat(result.exitCode(), is(2));
    assertThat(
        result.errLines(),
        contains(
            startsWith(
                "seedmill: --baseline: found '%s', a folder of this machine, for a run on a cluster"
                    .formatted(made))));
  }

  @Test
  void runsThatAreDeduplicatedOtherwiseAreNamed() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            name: other
            generators:
              - {generator: maze, samples: 5}
            dedupe: {fields: [prompt, answer]}
            """);
    assertThat(
        mistake("--baseline=" + made, "--dataset=" + spec),
        is(
            "--baseline: found run 'monday' of '%s', which is deduplicated by the whole content;"
                    .formatted(made)
                + " allowed: runs that are deduplicated by the fields 'answer', 'prompt', as this"
                + " dataset is"));
  }

  @Test
  void aRunOfAnEarlierVersionIsNamed() throws Exception {
    Path baseline = changed(manifest -> manifest.remove("keys"));
    assertThat(
        mistake("--baseline=" + baseline),
        is(
            "--baseline: found run 'monday' of '%s', which left no file of keys, as earlier versions"
                    .formatted(baseline)
                + " did not; allowed: runs that left one"));
  }

  @Test
  void aManifestThatCannotBeReadIsNamed() throws Exception {
    Path baseline = copy();
    Files.writeString(baseline.resolve("metadata/monday/manifest.json"), "{\"run\": ");
    assertThat(
        mistake("--baseline=" + baseline),
        allOf(
            startsWith(
                "--baseline: 'metadata/monday/manifest.json' of '%s' cannot be read (Unexpected"
                    .formatted(baseline)),
            containsString("; allowed: the manifest of a run")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"status", "run", "plan", "datasetId", "generators", "dedupe", "finishedAt"})
  void aManifestThatIsNotWholeIsNamed(String field) throws Exception {
    Path baseline = changed(manifest -> manifest.remove(field));
    assertThat(
        mistake("--baseline=" + baseline),
        startsWith(
            "--baseline: 'metadata/monday/manifest.json' of '%s' cannot be read ("
                .formatted(baseline)));
  }

  @Test
  void aManifestWithANonsenseTimeIsNamed() throws Exception {
    Path baseline = changed(manifest -> manifest.put("finishedAt", "yesterday"));
    assertThat(mistake("--baseline=" + baseline), containsString("'yesterday'"));
  }

  @Test
  void keysThatAreNotThereOrOfAnotherSizeAreNamed() throws Exception {
    Path baseline = copy();
    Path keys = baseline.resolve("metadata/monday/keys.bin");
    long bytes = Files.size(keys);
    Files.write(keys, Arrays.copyOf(Files.readAllBytes(keys), 100));
    String sentence =
        "--baseline: 'metadata/monday/keys.bin' of '%s' is damaged: found %s; allowed: the %d bytes"
            + " with SHA-256 ";
    assertThat(
        mistake("--baseline=" + baseline),
        startsWith(sentence.formatted(baseline, "100 bytes", bytes)));
    Files.delete(keys);
    assertThat(
        mistake("--baseline=" + baseline),
        startsWith(sentence.formatted(baseline, "no file", bytes)));
  }

  @Test
  void aFlippedBitInTheKeysIsNamed() throws Exception {
    Path baseline = copy();
    flip(baseline.resolve("metadata/monday/keys.bin"), 100);

    assertThat(
        mistake("--baseline=" + baseline),
        allOf(
            containsString("'metadata/monday/keys.bin' of '%s' is damaged".formatted(baseline)),
            containsString("bytes with SHA-256 "),
            containsString("restore them from a copy")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"endIndex\"", "\"maze\"", "sha256:", "\"sha256\" : \"", "\"complete\""})
  void aFlippedBitInAManifestIsNamed(String place) throws Exception {
    Path baseline = copy();
    Path manifest = baseline.resolve("metadata/monday/manifest.json");
    flip(manifest, Files.readString(manifest).indexOf(place) + place.length() - 2);

    assertThat(
        mistake("--baseline=" + baseline),
        containsString(
            "'metadata/monday/manifest.json' of '%s' cannot be read (".formatted(baseline)));
  }

  @Test
  void aManifestThatIsNoObjectIsNamed() throws Exception {
    Path baseline = copy();
    for (String text : List.of("", "null", "[]", "7", "{}")) {
      Files.writeString(baseline.resolve("metadata/monday/manifest.json"), text);
      assertThat(
          text,
          mistake("--baseline=" + baseline),
          containsString("manifest.json' of '" + baseline));
    }
  }

  @Test
  void aManifestThatIsGoneIsMissed() throws Exception {
    Path baseline = copy();
    Files.delete(baseline.resolve("metadata/monday/manifest.json"));
    assertThat(
        mistake("--baseline=" + baseline),
        containsString(
            "found 'metadata/monday/keys.bin' in '%s', which no manifest names"
                .formatted(baseline)));

    Files.delete(baseline.resolve("metadata/monday/keys.bin"));
    Files.copy(
        made.resolve("metadata/latest-run.json"), baseline.resolve("metadata/latest-run.json"));
    assertThat(
        mistake("--baseline=" + baseline),
        allOf(
            containsString(
                "'metadata/latest-run.json' of '%s' points at run 'monday'".formatted(baseline)),
            containsString("restore 'metadata/monday/manifest.json'")));

    Files.delete(baseline.resolve("metadata/latest-run.json"));
    Files.createDirectories(baseline.resolve("consolidated"));
    Files.writeString(baseline.resolve("consolidated/consolidated-monday.jsonl"), "");
    assertThat(
        mistake("--baseline=" + baseline),
        containsString("found 'consolidated/consolidated-monday.jsonl' in"));
  }

  @Test
  void aRunThatLaterRunsContinueIsMissed() throws Exception {
    Path output = folder.resolve("chain");
    for (String day : List.of("one", "two")) {
      CommandResult run =
          CommandResult.seedmill(
              "run", "--samples=5", "--incremental", "--output=" + output, "--run-id=" + day);
      assertThat(run.err(), run.exitCode(), is(0));
    }
    Files.delete(output.resolve("metadata/one/manifest.json"));
    Files.delete(output.resolve("metadata/one/keys.bin"));
    Files.delete(output.resolve("consolidated/consolidated-one.jsonl"));

    assertThat(
        mistake("--baseline=" + output),
        containsString(
            "'metadata/one/manifest.json' of '%s' is not there, although later runs continue run 'one'"
                .formatted(output)));
  }

  @Test
  void aRunOfAnEarlierVersionIsContinuedWithASentence() throws Exception {
    Path baseline = changed(manifest -> {});

    CommandResult result =
        CommandResult.seedmill(
            "run", "--samples=2", "--baseline=" + baseline, "--output=" + folder.resolve("output"));

    assertThat(result.err(), result.exitCode(), is(0));
    assertThat(
        result.err(),
        containsString("the manifests of 1 earlier runs, such as 'monday', have no digest"));
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void anOutputThatCannotBeContinuedIsSaidOfTheOptionThatContinuesIt() throws Exception {
    Path output = changed(manifest -> manifest.remove("keys"));
    CommandResult result =
        CommandResult.seedmill("run", "--samples=2", "--incremental", "--output=" + output);
    assertThat(result.exitCode(), is(2));
    assertThat(
        result.errLines(),
        contains(startsWith("seedmill: --incremental: found run 'monday' of '" + output)));
  }

  /** The one line that is printed. */
  private String mistake(String... options) {
    Path output = folder.resolve("output");
    List<String> args = new ArrayList<>(List.of("run", "--output=" + output));
    args.addAll(List.of(options));
    CommandResult result = CommandResult.seedmill(args.toArray(String[]::new));
    assertThat(result.err(), result.exitCode(), is(2));
    assertThat(result.errLines(), contains(startsWith("seedmill: ")));
    assertThat(result.out(), is(emptyString()));
    assertThat("an output folder", Files.exists(output), is(false));
    return result.err().strip().substring("seedmill: ".length());
  }

  /** The run with another manifest. */
  private Path changed(Consumer<ObjectNode> change) throws IOException {
    Path copy = copy();
    Path file = copy.resolve("metadata/monday/manifest.json");
    ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
    manifest.remove("digest"); // as earlier versions wrote it
    change.accept(manifest);
    JSON.writeValue(file.toFile(), manifest);
    return copy;
  }

  /** Copies the metadata of a run, for a test to spoil. */
  private Path copy() throws IOException {
    Path copy = folder.resolve("copy");
    Files.createDirectories(copy.resolve("metadata/monday"));
    for (String file : List.of("keys.bin", "manifest.json")) {
      Files.copy(made.resolve("metadata/monday/" + file), copy.resolve("metadata/monday/" + file));
    }
    return copy;
  }
}
