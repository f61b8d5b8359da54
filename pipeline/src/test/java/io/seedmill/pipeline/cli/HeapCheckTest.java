package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.pipeline.plan.MemoryEstimate;
import io.seedmill.pipeline.testing.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that the heap cannot hold is refused, with the ways out. */
class HeapCheckTest {

  private static final long MEGABYTE = 1L << 20;

  @TempDir private Path output;

  @Test
  void whatFitsIsNotRefused() {
    assertDoesNotThrow(
        () ->
            new HeapCheck(
                    1000 * MEGABYTE, 8000 * MEGABYTE, "DirectRunner", "--runner=FlinkRunner, ")
                .require(new MemoryEstimate(1000 * MEGABYTE), 7));
  }

  @Test
  void whatDoesNotFitIsRefusedWithBothFigures() {
    BadInputException refused =
        assertThrows(
            BadInputException.class,
            () ->
                new HeapCheck(
                        1000 * MEGABYTE, 8000 * MEGABYTE, "DirectRunner", "--runner=FlinkRunner, ")
                    .require(new MemoryEstimate(1500 * MEGABYTE), 50_000_000));
    assertThat(
        refused.getMessage(),
        is(
            "--runner: found DirectRunner, which needs about 1,500 MB of heap for 50,000,000"
                + " samples, and there is 1,000 MB; allowed: a larger heap (-Xmx1651m in"
                + " SEEDMILL_JAVA_OPTS, or after 'java'), --runner=FlinkRunner, or --force to try"
                + " it all the same"));
  }

  @Test
  void noHeapIsAdvisedThatTheMachineDoesNotHave() {
    BadInputException refused =
        assertThrows(
            BadInputException.class,
            () ->
                new HeapCheck(1000 * MEGABYTE, 8000 * MEGABYTE, "DirectRunner", "")
                    .require(new MemoryEstimate(8000 * MEGABYTE), 1));
    assertThat(
        refused.getMessage(),
        endsWith(
            "allowed: fewer samples, a machine with more memory, or --force to try it all the"
                + " same"));
  }

  @Test
  void aRunIsRefusedBeforeItMakesAnything() throws Exception {
    CommandResult result =
        CommandResult.seedmill(
            "run", "--dataset=benchmark", "--samples=50000000000", "--output=" + output);
    assertThat(result.exitCode(), is(2));
    assertThat(result.out(), is(emptyString()));
    assertThat(
        result.errLines(),
        hasItem(matchesPattern("seedmill: --runner: found DirectRunner, which needs about .*")));
    try (var files = Files.list(output)) {
      assertThat(files.toList().size(), is(0));
    }
  }

  @Test
  void whatSeemsTooMuchCanBeForced() {
    String[] tooMuch = {
      "run",
      "--dataset=benchmark",
      "--samples=10",
      "--targetParallelism=10000000",
      "--output=" + output
    };
    assertThat(CommandResult.seedmill(tooMuch).exitCode(), is(2));
    String[] forced =
        Stream.concat(Stream.of(tooMuch), Stream.of("--force")).toArray(String[]::new);
    CommandResult result = CommandResult.seedmill(forced);
    assertThat(result.err(), result.exitCode(), is(0));
  }

  @Test
  void aMachineWithoutThreadsIsNotTakenForASmallHeap() {
    Throwable threads =
        new IOException(
            new OutOfMemoryError(
                "unable to create native thread: possibly out of memory or process/resource limits"
                    + " reached"));

    assertThat(
        SeedmillCommand.message(threads),
        startsWith("no more threads can be started; allowed: a higher limit of processes"));
    assertThat(
        SeedmillCommand.message(new OutOfMemoryError("Java heap space")),
        matchesPattern("the heap of [0-9,]+ MB is too small; allowed: .*"));
  }
}
