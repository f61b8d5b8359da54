package io.seedmill.pipeline;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.testing.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flink finishes bundles that have failed, so that nothing may be published at their end. */
class FlinkFailureTest {

  @TempDir private Path folder;

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
