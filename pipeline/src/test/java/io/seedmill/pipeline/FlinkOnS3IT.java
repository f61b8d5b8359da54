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
import java.util.Map;
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
        - {generator: sudoku, samples: 6000, shardSize: 40}
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
    try (FlinkCluster cluster = FlinkCluster.start("on-s3", 2, S3Dataset.environment(server));
        Program program = submit(cluster, dataset)) {
      Poll.until(
          "the job",
          LIMIT,
          () -> {
            assertThat(program.printed(), program.isAlive(), is(true));
            return cluster.job("-monday").isPresent();
          });
      String job = cluster.job("-monday").orElseThrow();
      Poll.until("some shards", LIMIT, () -> cluster.shardsTaken(job) > 20);
      cluster.killTaskManager();
      cluster.startTaskManager();
      Poll.until("a restart", LIMIT, () -> cluster.restarts(job) > 0);
      assertThat(program.printed(), program.exitCode(LIMIT), is(0));
    }
    assertThat(Arrays.equals(dataset.parts("monday"), local.bytes()), is(true));
    assertThat(dataset.manifest("monday").datasetId(), is(local.manifest().datasetId()));
    assertThat(dataset.keys().toString(), not(containsString(".seedmill")));
    assertThat(server.unfinishedUploads(BUCKET), is(empty()));
  }

  @Test
  void workersWhoseCredentialsAreWrongAreFoundBeforeAnythingIsGenerated() throws Exception {
    S3Dataset dataset = new S3Dataset(server, BUCKET, "denied");
    Map<String, String> wrong =
        Map.of(
            "AWS_ACCESS_KEY_ID", server.accessKey(),
            "AWS_SECRET_ACCESS_KEY", "not-the-secret",
            "AWS_EC2_METADATA_DISABLED", "true");
    try (FlinkCluster cluster = FlinkCluster.start("denied-on-s3", 2, wrong);
        Program program = submit(cluster, dataset, "--numberOfExecutionRetries=0")) {
      assertThat(program.printed(), program.exitCode(LIMIT), is(2));
      assertThat(
          program.err(),
          containsString(
              "seedmill: --output: the workers cannot write to 's3://shared/denied':"
                  + " s3://shared/denied: access to bucket 'shared' is denied; check the credentials"));
      assertThat(program.printed(), not(containsString("not-the-secret")));
    }
    assertThat(dataset.keys(), is(empty()));
  }

  private static Program submit(FlinkCluster cluster, S3Dataset dataset, String... more)
      throws Exception {
    List<String> args = new ArrayList<>(List.of("run", "--dataset=" + spec, "--run-id=monday"));
    args.add("--output=" + dataset.output());
    args.addAll(S3Dataset.options(server.endpoint()));
    args.addAll(List.of("--runner=FlinkRunner", "--flinkMaster=" + cluster.address()));
    args.addAll(List.of(more));
    return Program.seedmill(folder, args, S3Dataset.environment(server));
  }
}
