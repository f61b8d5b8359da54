package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.pipeline.flink.SeedmillOnFlink;
import io.seedmill.pipeline.testing.FlinkCluster;
import io.seedmill.pipeline.testing.GatedPlugin;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given a Flink cluster of separate JVMs, when jobs are submitted in every way, then... */
class FlinkClusterIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final String SMALL =
      """
      name: small
      seed: 5
      generators:
        - {generator: arithmetic, samples: 3000, params: {operations: 1, maxOperand: 60}}
        - {generator: maze, samples: 300}
      output: {parts: 2}
      """;

  /** Waits in the midst, for as long as the gate is closed. */
  private static final String SLOW =
      """
      name: slow
      seed: 6
      generators:
        - {generator: gated, samples: 12000, shardSize: 40}
      """;

  private static final Pattern SOME_OF_THE_SHARDS =
      Pattern.compile("^[1-9][0-9]? of 300|^[12][0-9][0-9] of 300", Pattern.MULTILINE);

  @TempDir private static Path folder;

  private static FlinkCluster cluster;
  private static GatedPlugin gate;
  private static Path small;
  private static Path slow;
  private static Path output;

  @BeforeAll
  static void start() throws Exception {
    cluster = FlinkCluster.shared();
    gate = GatedPlugin.in(folder);
    small = Files.writeString(folder.resolve("small.yaml"), SMALL);
    slow = Files.writeString(folder.resolve("slow.yaml"), SLOW);
    output = folder.resolve("out");
  }

  /** A job of a test that failed gives its slots back. */
  @AfterEach
  void open() throws Exception {
    gate.open();
  }

  @Test
  void theBytesAreTheSameOnEveryRunner() throws Exception {
    PublishedRun direct = PublishedRun.of(small, output, "direct");
    for (int parallelism : new int[] {1, 2, 4}) {
      PublishedRun embedded =
          PublishedRun.of(
              small,
              output,
              "embedded-" + parallelism,
              "--runner=FlinkRunner",
              "--parallelism=" + parallelism);
      assertSame(embedded, direct);
    }
    try (Program program = submit(small, "submitted")) {
      assertThat(program.printed(), program.exitCode(LIMIT), is(0));
      assertThat(program.out(), containsString("3,300 samples in "));
    }
    assertSame(published("submitted"), direct);
    assertNothingIsLeft();
  }

  @Test
  void aWorkerThatIsKilledCostsARestartAndNothingElse() throws Exception {
    gate.open();
    PublishedRun undisturbed = PublishedRun.of(slow, output, "undisturbed", gate.option());
    gate.close();
    try (Program program = submit(slow, "disturbed", gate.option())) {
      String job = jobOf(program, "disturbed");
      Poll.until("some shards", LIMIT, () -> cluster.shardsTaken(job) > 2);
      Poll.until("progress", LIMIT, () -> SOME_OF_THE_SHARDS.matcher(program.err()).find());
      cluster.replaceTaskManager();
      Poll.until(
          "a restart",
          LIMIT,
          () -> {
            assertThat(program.printed(), program.isAlive(), is(true));
            return cluster.hasRestarted(job);
          });
      gate.open();
      assertThat(program.printed(), program.exitCode(LIMIT), is(0));
      Poll.until("Flink says so too", LIMIT, () -> cluster.state(job).equals("FINISHED"));
    }
    assertSame(published("disturbed"), undisturbed);
    assertNothingIsLeft();
  }

  @Test
  void aJobWhoseClientIsKilledPublishesByItself() throws Exception {
    String job;
    gate.close();
    try (Program program = submit(slow, "killed-client", gate.option())) {
      job = jobOf(program, "killed-client");
      Poll.until("the first shards", LIMIT, () -> cluster.shardsTaken(job) > 0);
      program.kill();
    }
    assertThat(cluster.state(job), is("RUNNING"));
    gate.open();
    Poll.until("the job's end", LIMIT, () -> cluster.state(job).equals("FINISHED"));
    assertThat(published("killed-client").manifest().counts().requested(), is(12000L));
    assertNothingIsLeft();
  }

  @Test
  void aClientThatIsEndedSaysThatTheJobGoesOn() throws Exception {
    gate.close();
    try (Program program = submit(slow, "ended-client", gate.option())) {
      String job = jobOf(program, "ended-client");
      Poll.until("the first shards", LIMIT, () -> cluster.shardsTaken(job) > 0);
      program.terminate();
      assertThat(program.exitCode(LIMIT), is(143));
      assertThat(
          program.err(),
          containsString(
              "seedmill: job %s goes on by itself and publishes at its end; 'flink cancel -m %s %s'"
                      .formatted(job, cluster.address(), job)
                  + " cancels it"));
      gate.open();
      Poll.until("the job's end", LIMIT, () -> cluster.state(job).equals("FINISHED"));
    }
    assertThat(published("ended-client").manifest().counts().requested(), is(12000L));
    assertNothingIsLeft();
  }

  @Test
  void aJarThatIsUploadedRunsDetached() throws Exception {
    String jar = cluster.upload(Program.clusterJar());
    assertThat(cluster.run(jar, args(small, "rest")).path("jobid").asText().length(), is(32));
    awaitEnd("rest");
    assertThat(published("rest").manifest().counts().requested(), is(3300L));
  }

  @Test
  void aMistakeLeavesTheJobManagerAliveAndIsSaid() throws Exception {
    String jar = cluster.upload(Program.clusterJar());
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), SMALL.replace("maze", "mase"));
    String answer = cluster.run(jar, args(wrong, "wrong")).toString();
    assertThat(answer, containsString("did you mean 'maze'?"));
    List<String> local = new ArrayList<>(args(small, "local"));
    local.remove("--shared-output");
    assertThat(cluster.run(jar, local).toString(), containsString("a folder of this machine"));
    assertThat(cluster.isAlive(), is(true));
    assertThat(FlinkCluster.shared().slots(), is(2));
  }

  @Test
  void flinksCommandLineSubmitsAttached() throws Exception {
    try (Program flink = flinkRun("attached", List.of())) {
      assertThat(flink.printed(), flink.exitCode(LIMIT), is(0));
      assertThat(flink.out(), containsString("3,300 samples in "));
    }
    assertThat(published("attached").manifest().counts().requested(), is(3300L));
  }

  @Test
  void flinksCommandLineSubmitsDetached() throws Exception {
    try (Program flink = flinkRun("detached", List.of("-d"))) {
      assertThat(flink.printed(), flink.exitCode(LIMIT), is(0));
      assertThat(
          flink.out(),
          allOf(
              containsString("goes on by itself and publishes at its end"),
              containsString(output + "/metadata/detached/manifest.json"),
              not(containsString("3,300 samples in "))));
    }
    awaitEnd("detached");
    assertThat(published("detached").manifest().counts().requested(), is(3300L));
  }

  @Test
  void aJobThatFailsIsOneSentence() throws Exception {
    Path taken = output.resolve("consolidated/consolidated-taken-00000-of-00002.jsonl");
    Files.createDirectories(taken.getParent());
    Files.writeString(taken, "not ours");
    try (Program program = submit(small, "taken", "--numberOfExecutionRetries=1")) {
      assertThat(program.printed(), program.exitCode(LIMIT), is(1));
      assertThat(
          program.err().lines().filter(line -> line.startsWith("seedmill: ")).toList().toString(),
          containsString("is not what this run wrote"));
      assertThat(program.err(), not(containsString("\tat ")));
    }
    assertNothingIsLeft();
  }

  private static List<String> args(Path spec, String run) {
    return List.of(
        "run",
        "--dataset=" + spec,
        "--output=" + output,
        "--again",
        "--run-id=" + run,
        "--shared-output",
        "--parallelism=2");
  }

  private static Program submit(Path spec, String run, String... more) throws Exception {
    List<String> args = new ArrayList<>(args(spec, run));
    args.addAll(List.of("--runner=FlinkRunner", "--flinkMaster=" + cluster.address()));
    args.addAll(List.of(more));
    return Program.seedmill(folder, args);
  }

  private static Program flinkRun(String run, List<String> options) throws Exception {
    List<String> args = new ArrayList<>(List.of("run"));
    args.addAll(options);
    args.addAll(List.of("-c", SeedmillOnFlink.class.getName(), Program.clusterJar().toString()));
    args.addAll(args(small, run));
    return Program.flink(folder, cluster, args);
  }

  /** The job that a program submitted, once it runs. */
  private static String jobOf(Program program, String run) throws Exception {
    Poll.until(
        "job " + run,
        LIMIT,
        () -> {
          assertThat(program.printed(), program.isAlive(), is(true));
          return cluster.job("-" + run).isPresent();
        });
    return cluster.job("-" + run).orElseThrow();
  }

  private static void awaitEnd(String run) throws Exception {
    Poll.until("the end of " + run, LIMIT, () -> cluster.hasFinished("-" + run));
  }

  private static PublishedRun published(String run) {
    return PublishedRun.in(output, run);
  }

  private static void assertSame(PublishedRun run, PublishedRun expected) throws Exception {
    assertThat(run.printed(), run.exitCode(), is(0));
    assertThat(expected.bytes().length, greaterThan(100_000));
    assertThat(run.manifest().datasetId(), is(expected.manifest().datasetId()));
    assertThat(java.util.Arrays.equals(run.bytes(), expected.bytes()), is(true));
  }

  private static void assertNothingIsLeft() throws Exception {
    Path temporary = output.resolve(".seedmill");
    if (Files.exists(temporary)) {
      try (Stream<Path> left = Files.list(temporary)) {
        List<Path> files = left.filter(file -> !file.endsWith("plugins")).toList();
        assertThat("temporary files", files, is(empty()));
      }
    }
  }
}
