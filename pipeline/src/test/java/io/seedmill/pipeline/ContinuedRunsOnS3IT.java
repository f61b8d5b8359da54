package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.S3Bucket;
import io.seedmill.pipeline.testing.S3Dataset;
import io.seedmill.testing.Fault;
import io.seedmill.testing.FaultRule;
import io.seedmill.testing.FaultyProxy;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.BaselineRun;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Given earlier runs in a real S3 server, when a run continues them, then as in a folder. */
class ContinuedRunsOnS3IT {

  @RegisterExtension private static final S3Bucket BUCKET = S3Bucket.shared("continued");

  private static final String YAML =
      """
      name: daily
      seed: 3
      generators:
        - {generator: arithmetic, samples: 20000, params: {operations: 2, maxOperand: 15}}
      """;

  @TempDir private static Path folder;

  private static Path spec;
  private static PublishedRun monday;
  private static PublishedRun tuesday;

  @BeforeAll
  static void start() throws Exception {
    spec = Files.writeString(folder.resolve("daily.yaml"), YAML);
    Path local = folder.resolve("local");
    monday = PublishedRun.of(spec, local, "monday", "--incremental");
    tuesday = PublishedRun.of(spec, local, "tuesday", "--incremental");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void dailyRunsAreThoseOfALocalFolder(String runner) throws Exception {
    S3Dataset dataset = BUCKET.dataset("daily/" + runner);
    for (PublishedRun local : List.of(monday, tuesday)) {
      String name = local.manifest().run();

      CommandResult result =
          run(dataset, name, BUCKET.endpoint(), "--incremental", "--runner=" + runner);

      assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
      Manifest manifest = dataset.manifest(name);
      assertThat(Arrays.equals(dataset.parts(name), local.bytes()), is(true));
      assertThat(manifest.keys(), is(local.manifest().keys()));
      assertThat(manifest.counts(), is(local.manifest().counts()));
      assertThat(manifest.generators(), is(local.manifest().generators()));
    }
    assertThat(dataset.manifest("monday").baseline(), is(nullValue()));
    assertThat(dataset.manifest("tuesday").counts().known(), greaterThan(1000L));
    assertThat(
        dataset.manifest("tuesday").baseline().runs(),
        is(List.of(new BaselineRun(dataset.output(), "monday", monday.manifest().datasetId()))));
    assertThat(dataset.text("metadata/tuesday/manifest.json"), not(containsString("@")));
  }

  @Test
  void aRunInAFolderContinuesOneOfAStoreThatFailsNowAndThen() throws Exception {
    S3Dataset dataset = BUCKET.dataset("flaky");
    assertThat(run(dataset, "monday", BUCKET.endpoint()).exitCode(), is(ExitCode.DONE));
    FaultRule everyThird =
        request -> request.number() % 3 == 0 ? new Fault.CutAnswer() : new Fault.None();
    try (FaultyProxy proxy = FaultyProxy.before(BUCKET.endpoint(), everyThird)) {
      List<String> options = new ArrayList<>(S3Dataset.options(proxy.endpoint()));
      options.add("--baseline=" + dataset.output());

      PublishedRun next =
          PublishedRun.of(spec, folder.resolve("here"), "next", options.toArray(String[]::new));

      assertThat(next.printed(), next.exitCode(), is(ExitCode.DONE));
      assertThat("there were faults", proxy.faults(), greaterThan(0));
      assertThat(Arrays.equals(next.bytes(), tuesday.bytes()), is(true));
    }
  }

  @Test
  void aBaselineThatIsNotThereIsSaidBeforeAnyWork() {
    S3Dataset dataset = BUCKET.dataset("nothing");
    assertThat(
        refusal(dataset, "--baseline=s3://no-such-bucket/x"),
        containsString("--baseline: s3://no-such-bucket/x"));
    assertThat(
        refusal(dataset, "--baseline=s3://continued/nowhere"),
        is(
            "seedmill: --baseline: found 's3://continued/nowhere', where no complete run is; allowed:"
                + " the output of earlier runs"));
    assertThat(dataset.keys(), is(empty()));
  }

  private static String refusal(S3Dataset dataset, String option) {
    CommandResult result = run(dataset, "run", BUCKET.endpoint(), option);
    assertThat(result.err(), result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(result.err(), result.errLines().size(), is(1));
    return result.errLines().get(0);
  }

  private static CommandResult run(S3Dataset dataset, String run, URI endpoint, String... more) {
    List<String> args = new ArrayList<>(List.of("run", "--dataset=" + spec, "--run-id=" + run));
    args.add("--output=" + dataset.output());
    args.addAll(S3Dataset.options(endpoint));
    args.addAll(List.of(more));
    return CommandResult.seedmill(args.toArray(String[]::new));
  }
}
