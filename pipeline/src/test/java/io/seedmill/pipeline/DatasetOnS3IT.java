package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.S3Bucket;
import io.seedmill.pipeline.testing.S3Dataset;
import io.seedmill.testing.Fault;
import io.seedmill.testing.FaultRule;
import io.seedmill.testing.FaultyProxy;
import io.seedmill.transforms.publish.Manifest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Given a real S3 server, when datasets are written there, then they are whole or not there. */
class DatasetOnS3IT {

  @RegisterExtension private static final S3Bucket BUCKET = S3Bucket.onItsOwn("datasets");

  /** More than 16 MiB, with duplicates. */
  private static final String LARGE =
      """
      name: large
      seed: 3
      generators:
        - {generator: arithmetic, samples: 70000, params: {operations: 3, maxOperand: 25}}
      """;

  private static final String SMALL =
      """
      name: small
      seed: 4
      generators:
        - {generator: arithmetic, samples: 2000}
      """;

  @TempDir private static Path folder;

  private static Path large;
  private static Path small;
  private static PublishedRun local;

  private S3Dataset dataset;

  @BeforeAll
  static void start() throws Exception {
    large = Files.writeString(folder.resolve("large.yaml"), LARGE);
    small = Files.writeString(folder.resolve("small.yaml"), SMALL);
    local = PublishedRun.of(large, folder.resolve("local"), "local");
  }

  @BeforeEach
  void ownPrefix(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName() + test.getDisplayName();
    String prefix = name.replaceAll("[^A-Za-z0-9]+", "-");
    dataset = BUCKET.dataset(prefix + "/of/mine");
  }

  @ParameterizedTest
  @CsvSource({"DirectRunner, 1", "DirectRunner, 4", "FlinkRunner, 1", "FlinkRunner, 4"})
  void theBytesAreThoseOfALocalFolder(String runner, int parts) throws Exception {
    CommandResult result = run(large, BUCKET.endpoint(), "--runner=" + runner, "--parts=" + parts);

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    assertThat(local.bytes().length, is(greaterThan(16 << 20)));
    assertThat(Arrays.equals(dataset.parts("monday"), local.bytes()), is(true));
    Manifest manifest = dataset.manifest("monday");
    assertThat(manifest.datasetId(), is(local.manifest().datasetId()));
    assertThat(manifest.parts().size(), is(parts));
    List<String> expected = new ArrayList<>();
    for (Manifest.FileReport part : manifest.parts()) {
      byte[] bytes = dataset.bytes(part.path());
      assertThat(part.path(), part.bytes(), is((long) bytes.length));
      assertThat(part.path(), part.sha256(), is(sha256(bytes)));
      expected.add(part.path());
    }
    expected.addAll(
        List.of(
            "metadata/latest-run.json",
            "metadata/monday/keys.bin",
            "metadata/monday/manifest.json",
            "metadata/monday/report.html",
            "metadata/registry.json"));
    byte[] keys = dataset.bytes("metadata/monday/keys.bin");
    assertThat(manifest.keys().sha256(), is(local.manifest().keys().sha256()));
    assertThat(manifest.keys().sha256(), is(sha256(keys)));
    assertThat(dataset.keys(), is(expected));
    assertThat(dataset.text("metadata/latest-run.json"), containsString("\"run\" : \"monday\""));
    assertThat(BUCKET.unfinishedUploads(), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void splitsAndWhatIsLeftOutAreThoseOfALocalFolder(String runner) throws Exception {
    Path spec = CombinedLawsTest.writeDivided(folder);
    PublishedRun expected = PublishedRun.of(spec, folder.resolve("divided-" + runner), "monday");

    CommandResult result = run(spec, BUCKET.endpoint(), "--runner=" + runner, "--buckets=8");

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    Manifest manifest = dataset.manifest("monday");
    assertThat(Arrays.equals(dataset.parts("monday"), expected.bytes()), is(true));
    assertThat(manifest.counts(), is(expected.manifest().counts()));
    assertThat(manifest.splits(), is(expected.manifest().splits()));
    for (String list : List.of("near-duplicates.jsonl", "contaminated.jsonl")) {
      String path = "metadata/monday/" + list;
      assertThat(list, dataset.text(path), is(Files.readString(expected.file(path))));
    }
  }

  @Test
  void aPublishedRunIsNeverOverwritten() throws Exception {
    assertThat(run(small, BUCKET.endpoint()).exitCode(), is(ExitCode.DONE));
    byte[] before = dataset.parts("monday");
    List<String> keys = dataset.keys();
    CommandResult same = run(small, BUCKET.endpoint(), "--run-id=tuesday");
    assertThat(same.out(), containsString("same data as run monday (dataset id sha256:"));
    assertThat("nothing new", dataset.keys(), is(keys));

    CommandResult again = run(small, BUCKET.endpoint(), "--seed=99");

    assertThat(again.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(again.err(), containsString("run 'monday' is published in this output already"));
    assertThat(Arrays.equals(dataset.parts("monday"), before), is(true));
  }

  @Test
  void aNameThatIsTakenMeanwhileIsNotOverwrittenEither() {
    String part = "consolidated/consolidated-monday.jsonl";
    BUCKET.put(dataset.prefix() + "/" + part, "another's".getBytes(StandardCharsets.UTF_8));

    CommandResult result = run(small, BUCKET.endpoint());

    assertThat(result.err(), result.exitCode(), is(ExitCode.FAILED));
    assertThat(result.err(), containsString("is not what this run wrote"));
    assertThat(dataset.keys(), contains(part));
    assertThat(dataset.text(part), is("another's"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void aStoreThatFailsNowAndThenLosesNothing(String runner) throws Exception {
    FaultRule rule = new Alternating();
    try (FaultyProxy proxy = FaultyProxy.before(BUCKET.endpoint(), rule)) {
      CommandResult result = run(large, proxy.endpoint(), "--runner=" + runner, "--parts=2");

      assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
      assertThat("there were faults", proxy.faults(), is(greaterThan(5)));
    }
    assertThat(Arrays.equals(dataset.parts("monday"), local.bytes()), is(true));
    assertThat(dataset.keys().toString(), not(containsString(".seedmill")));
    assertThat(BUCKET.unfinishedUploads(), is(empty()));
  }

  @ParameterizedTest
  @CsvSource({"DirectRunner, 8", "DirectRunner, 13", "FlinkRunner, 10"})
  void aStoreThatDiesMidwayLeavesNoHalfDataset(String runner, int writes) throws Exception {
    assertThat(run(small, BUCKET.endpoint(), "--run-id=sunday").exitCode(), is(ExitCode.DONE));
    List<String> before = dataset.keys();
    try (FaultyProxy proxy =
        FaultyProxy.before(
            BUCKET.endpoint(), FaultRule.nth(writes, DatasetOnS3IT::writes, new Fault.Die()))) {
      CommandResult result = run(large, proxy.endpoint(), "--runner=" + runner, "--s3-retries=1");

      assertThat(result.err(), result.exitCode(), is(ExitCode.FAILED));
      assertThat(
          lastSentence(result),
          allOf(
              startsWith("seedmill: the run into '"), containsString("temporary files are left")));
      assertThat(result.err(), not(containsString("\tat ")));
    }
    List<String> visible =
        dataset.keys().stream().filter(key -> !key.startsWith(".seedmill/")).toList();
    assertThat(visible, is(before));
    assertThat(dataset.text("metadata/latest-run.json"), containsString("sunday"));

    CommandResult next = run(large, BUCKET.endpoint(), "--run-id=tuesday");
    assertThat("what is left disturbs no one", next.exitCode(), is(ExitCode.DONE));
    assertThat(Arrays.equals(dataset.parts("tuesday"), local.bytes()), is(true));
    BUCKET.abortUploads();
  }

  @ParameterizedTest
  @CsvSource({"DirectRunner, 6", "DirectRunner, 12", "FlinkRunner, 9"})
  void aStoreThatTakesNoMoreDataIsLeftClean(String runner, int writes) {
    FaultRule full =
        new FaultRule() {
          private int seen;

          @Override
          public Fault faultOf(Request request) {
            return writes(request) && ++seen >= writes ? new Fault.SlowDown() : new Fault.None();
          }
        };
    try (FaultyProxy proxy = FaultyProxy.before(BUCKET.endpoint(), full)) {
      CommandResult result = run(large, proxy.endpoint(), "--runner=" + runner, "--s3-retries=1");

      assertThat(result.err(), result.exitCode(), is(ExitCode.FAILED));
      assertThat(lastSentence(result), containsString("the store answered 503 (SlowDown)"));
    }
    assertThat(dataset.keys(), is(empty()));
    assertThat(BUCKET.unfinishedUploads(), is(empty()));
  }

  @Test
  void whatCannotBeWrittenToIsSaidBeforeAnyWork() {
    assertThat(
        refusal("--output=s3://no-such-bucket/x", "--endpoint=" + BUCKET.endpoint()),
        is("seedmill: --output: s3://no-such-bucket/x: there is no bucket 'no-such-bucket'"));
    assertThat(
        refusal("--output=s3://datasets/x", "--endpoint=nonsense"),
        containsString("'nonsense' is no endpoint"));
    assertThat(refusal("--output=s3://UPPER/x"), containsString("names no place in S3"));
    System.setProperty("aws.secretAccessKey", "not-the-secret");
    String denied = refusal("--output=s3://datasets/x", "--endpoint=" + BUCKET.endpoint());
    System.setProperty("aws.secretAccessKey", BUCKET.server().secretKey());
    assertThat(
        denied,
        is(
            "seedmill: --output: s3://datasets/x: access to bucket 'datasets' is denied"
                + " (SignatureDoesNotMatch): the secret key does not belong to the access key; check"
                + " the credentials"));
  }

  private static boolean writes(FaultRule.Request request) {
    boolean deletes = request.target().contains("?delete");
    return request.method().equals("PUT") || (request.method().equals("POST") && !deletes);
  }

  private static String refusal(String... options) {
    List<String> args = new ArrayList<>(List.of("run", "--dataset=" + small));
    args.addAll(List.of(options));
    CommandResult result = CommandResult.seedmill(args.toArray(String[]::new));
    assertThat(result.err(), result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat("one sentence", result.errLines().size(), is(1));
    return result.errLines().get(0);
  }

  private CommandResult run(Path spec, URI endpoint, String... more) {
    List<String> args = new ArrayList<>(List.of("run", "--dataset=" + spec));
    args.add("--output=" + dataset.output());
    args.addAll(S3Dataset.options(endpoint));
    if (Arrays.stream(more).noneMatch(option -> option.startsWith("--run-id="))) {
      args.add("--run-id=monday");
    }
    args.addAll(List.of(more));
    return CommandResult.seedmill(args.toArray(String[]::new));
  }

  private static String lastSentence(CommandResult result) {
    return result.errLines().stream()
        .filter(line -> line.startsWith("seedmill: "))
        .reduce((first, second) -> second)
        .orElse("");
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** Every fifth request meets one of the faults that pass. */
  private static final class Alternating implements FaultRule {

    private static final List<Fault> FAULTS =
        List.of(
            new Fault.SlowDown(),
            new Fault.DropRequest(),
            new Fault.DropAnswer(),
            new Fault.CutAnswer());

    @Override
    public Fault faultOf(Request request) {
      int number = request.number();
      return number % 5 == 0 ? FAULTS.get(number / 5 % FAULTS.size()) : new Fault.None();
    }
  }
}
