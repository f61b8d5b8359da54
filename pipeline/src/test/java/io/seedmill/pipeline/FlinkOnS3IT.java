package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.pipeline.testing.FlinkCluster;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.S3Dataset;
import io.seedmill.testing.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a Flink cluster of separate JVMs that share nothing but an S3 server, when jobs run there,
 * then samples wait in the store between the steps.
 */
class FlinkOnS3IT {

  private static final String BUCKET = "shared";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final String SPEC =
      """
      name: on-s3
      seed: 11
      generators:
        - {generator: sudoku, samples: 16000, shardSize: 40}
        - {generator: arithmetic, samples: 30000, params: {operations: 2, maxOperand: 40}}
      """;

  @TempDir private static Path folder;

  private static S3Server server;
  private static Path spec;

  @BeforeAll
  static void start() throws Exception {
    server = S3Server.start();
    server.createBucket(BUCKET);
    spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theBytesAreTheSameAlsoWhenAWorkerIsKilled() throws Exception {
    PublishedRun local = PublishedRun.of(spec, folder.resolve("local"), "local");
    S3Dataset dataset = new S3Dataset(server, BUCKET, "disturbed");
    FlinkCluster cluster = FlinkCluster.shared();
    try (Program program = submit(cluster, server, dataset)) {
      Poll.until(
          "the job",
          LIMIT,
          () -> {
            assertThat(program.printed(), program.isAlive(), is(true));
            return cluster.job("-disturbed").isPresent();
          });
      String job = cluster.job("-disturbed").orElseThrow();
      Poll.until("some shards", LIMIT, () -> cluster.shardsTaken(job) > 20);
      cluster.replaceTaskManager();
      Poll.until("a restart", LIMIT, () -> cluster.hasRestarted(job));
      assertThat(program.printed(), program.exitCode(LIMIT), is(0));
    }
    assertThat(Arrays.equals(dataset.parts("disturbed"), local.bytes()), is(true));
    assertThat(dataset.manifest("disturbed").datasetId(), is(local.manifest().datasetId()));
    assertThat(dataset.keys().toString(), not(containsString(".seedmill")));
    assertThat(server.unfinishedUploads(BUCKET), is(empty()));
  }

  @Test
  void workersWhoseCredentialsAreWrongAreFoundBeforeAnythingIsGenerated() throws Exception {
    try (S3Server other = S3Server.startWithSecret("known-to-the-client-alone")) {
      other.createBucket(BUCKET);
      S3Dataset dataset = new S3Dataset(other, BUCKET, "denied");
      workersAreDenied(other, dataset);
      assertThat(dataset.keys(), is(empty()));
    }
  }

  private static void workersAreDenied(S3Server other, S3Dataset dataset) throws Exception {
    FlinkCluster cluster = FlinkCluster.shared();
    try (Program program = submit(cluster, other, dataset, "--numberOfExecutionRetries=0")) {
      assertThat(program.printed(), program.exitCode(LIMIT), is(2));
      assertThat(
          program.err(),
          containsString(
              "seedmill: --output: the workers cannot write to 's3://shared/denied':"
                  + " s3://shared/denied: access to bucket 'shared' is denied; check the credentials"));
      assertThat(program.printed(), not(containsString(other.secretKey())));
    }
  }

  private static Program submit(
      FlinkCluster cluster, S3Server store, S3Dataset dataset, String... more) throws Exception {
    List<String> args = new ArrayList<>(List.of("run", "--dataset=" + spec));
    args.add("--run-id=" + dataset.prefix());
    args.add("--output=" + dataset.output());
    args.addAll(S3Dataset.options(store.endpoint()));
    args.addAll(List.of("--runner=FlinkRunner", "--flinkMaster=" + cluster.address()));
    args.addAll(List.of(more));
    return Program.seedmill(folder, args, S3Dataset.environment(store));
  }
}
