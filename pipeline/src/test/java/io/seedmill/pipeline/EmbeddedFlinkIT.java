package io.seedmill.pipeline;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The laws about runners, on Flink's embedded cluster. */
class EmbeddedFlinkIT {

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicNode> datasetsHaveTheBytesOfTheReference() throws Exception {
    DatasetLawsTest laws = new DatasetLawsTest(folder);
    List<String> variations =
        List.of(
            "--runner=FlinkRunner --parallelism=1",
            "--runner=FlinkRunner --parallelism=2 --parts=4",
            "--runner=FlinkRunner --parallelism=4 --shard-size=7 --buckets=16",
            "--checkpoint --runner=FlinkRunner --parallelism=2 --fresh");
    return Stream.of(
        DynamicContainer.dynamicContainer(
            "duplicates", laws.law(DatasetLawsTest.DUPLICATES, variations)),
        DynamicContainer.dynamicContainer(
            "failures", laws.law(DatasetLawsTest.FAILURES, variations)),
        DynamicContainer.dynamicContainer(
            "named fields", laws.law(DatasetLawsTest.NAMED_FIELDS, variations)));
  }

  @TestFactory
  Stream<DynamicTest> continuedRunsHaveTheBytesOfTheReference() throws Exception {
    return new ContinuedRunsTest(folder)
        .law(
            List.of(
                "--runner=FlinkRunner --parallelism=2 --buckets=16",
                "--runner=FlinkRunner --parallelism=4 --shard-size=30 --parts=3",
                "--runner=FlinkRunner --parallelism=2 --buckets=4096 --shard-size=1000"));
  }

  @Test
  void aHeapThatIsTooSmallIsRefused() throws Exception {
    List<String> args = List.of("run", "--runner=FlinkRunner", "--output=" + folder.resolve("out"));
    try (Program run = Program.ofTests(folder, List.of("-Xmx100m"), args)) {
      assertThat(run.printed(), run.exitCode(Duration.ofMinutes(2)), is(2));
      assertThat(
          run.err(), containsString("a cluster inside this JVM needs more than its heap of "));
    }
  }

  @Test
  void damagedKeysAreNamedAndNothingIsPublished() throws Exception {
    new ContinuedRunsTest(folder).damagedKeysAreNamed("FlinkRunner");
  }

  @Test
  void batchesHaveTheSameRawFiles() throws Exception {
    RawBatchesTest laws = new RawBatchesTest(folder);
    laws.write();
    laws.aRawFileIsTheSame("--runner=FlinkRunner", "--parallelism=2");
  }

  @Test
  void indicesWithSeveralSamplesHaveTheSameBytes() throws Exception {
    new SeveralSamplesTest(folder).optionsChangeNoByte("--runner=FlinkRunner");
  }

  @Test
  void aRetryCompletesARun() throws Exception {
    RetryTest laws = new RetryTest(folder);
    laws.nothingIsMended();
    try {
      laws.theUnionIsComplete("--runner=FlinkRunner");
    } finally {
      laws.forget();
    }
  }

  @Test
  void programsMakeTheSameSamples() throws Exception {
    ProgramsTest.needsPython();
    new ProgramsTest(folder).aRunnerChangesNoSample("--runner=FlinkRunner");
  }

  @Test
  void filesMakeTheSameBytes() throws Exception {
    new FilesDatasetTest(folder).optionsChangeNoByte("--runner=FlinkRunner");
  }

  @Test
  void pluginsMakeTheSameDataset() throws Exception {
    new PluginsTest(folder).aRunnerMakesTheSameDataset("--runner=FlinkRunner", "--parallelism=2");
  }

  /** Flink finishes bundles that have failed, so that nothing may be published at their end. */
  @Test
  void whenAWorkerBreaksInTheMiddleNothingIsPublishedAndNothingIsLeft() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            name: broken
            seed: 1
            generators:
              - {generator: test-breaking, samples: 300, shardSize: 100}
            """);
    Path output = folder.resolve("out");
    CommandResult result =
        seedmill(
            "run",
            "--dataset=" + spec,
            "--output=" + output,
            "--run-id=one",
            "--buckets=2",
            "--runner=FlinkRunner",
            "--parallelism=2",
            "--numberOfExecutionRetries=1",
            "--executionRetryDelay=10");
    assertThat(result.err(), result.exitCode(), is(1));
    List<String> sentences =
        result.errLines().stream().filter(line -> line.startsWith("seedmill: ")).toList();
    assertThat(
        sentences,
        contains(
            "seedmill: the run into '%s' failed: Error: this worker is broken".formatted(output)));
    for (String name : List.of("consolidated", "failures", "metadata", ".seedmill")) {
      assertThat(name, Files.exists(output.resolve(name)), is(false));
    }
  }
}
