package io.seedmill.pipeline.run;

import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.spec.DatasetSpec;
import io.seedmill.transforms.RunDescription;
import io.seedmill.transforms.manifest.Manifest;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.joda.time.Duration;

/** One run of a dataset, from its start until it is published. */
public final class DatasetRun {

  private static final Duration POLL = Duration.millis(100);
  private static final int ATTEMPTS_TO_REMOVE = 40;
  private static final long PAUSE_NANOS = 50_000_000;

  private final DatasetSpec spec;
  private final Plan plan;
  private final String output;
  private final DatasetLayout layout;
  private final Storage storage;

  /**
   * Prepares a run.
   *
   * @param output the root of the storage
   * @param run the run's name, which no published run has
   */
  public DatasetRun(DatasetSpec spec, Plan plan, String output, String run) {
    this.spec = spec;
    this.plan = plan;
    this.output = output;
    this.layout = new DatasetLayout(run, UUID.randomUUID().toString().substring(0, 8));
    this.storage = Storage.of(output);
  }

  /**
   * Runs the graph and waits for its end. Temporary files are removed, however it ends.
   *
   * @return the manifest that was published
   * @throws IOException if the run failed, with the cause in a sentence
   */
  public Manifest run(PipelineOptions options, Progress progress) throws IOException {
    Thread cleanup = new Thread(this::abandon, "remove temporary files");
    Runtime.getRuntime().addShutdownHook(cleanup);
    try {
      Pipeline pipeline = Pipeline.create(options);
      new DatasetPipeline(plan, output, layout, description(options), spec.parts()).build(pipeline);
      watch(pipeline.run(), progress);
      return Manifest.parse(storage.read(layout.manifest()));
    } catch (Pipeline.PipelineExecutionException e) {
      throw new IOException("the run into '%s' failed: %s".formatted(output, Reason.of(e)), e);
    } finally {
      removeTemporaryFiles();
      Runtime.getRuntime().removeShutdownHook(cleanup);
    }
  }

  private RunDescription description(PipelineOptions options) {
    return new RunDescription(
        spec.name(),
        plan.digest(),
        options.getRunner().getSimpleName(),
        CanonicalJson.write(spec.toJson()),
        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
        spec.maxFailureRate());
  }

  private static void watch(PipelineResult result, Progress progress) throws IOException {
    progress.update(result);
    PipelineResult.State state = result.waitUntilFinish(POLL);
    while (state == null || !state.isTerminal()) {
      progress.update(result);
      state = result.waitUntilFinish(POLL);
    }
    progress.update(result);
    if (state != PipelineResult.State.DONE) {
      throw new IOException("the pipeline ended as " + state);
    }
  }

  /** A signal ends the program while workers go on, so there is no one left to throw to. */
  private void abandon() {
    try {
      removeTemporaryFiles();
    } catch (IOException e) {
      System.err.println("seedmill: " + e.getMessage());
    }
  }

  /** Tries for a while, because workers that a failure or a signal cuts short write on. */
  private void removeTemporaryFiles() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        storage.delete(layout.temporaryFolder());
        storage.deleteIfEmpty(DatasetLayout.TEMPORARY);
        return;
      } catch (IOException | UncheckedIOException e) {
        if (attempt == ATTEMPTS_TO_REMOVE) {
          throw new IOException(
              "temporary files are left in '%s' of '%s': %s"
                  .formatted(layout.temporaryFolder(), output, Reason.of(e)),
              e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
