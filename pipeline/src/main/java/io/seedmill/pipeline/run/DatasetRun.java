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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/** One run of a dataset, from its start until it is published. */
public final class DatasetRun {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int ATTEMPTS_TO_REMOVE = 40;
  private static final long PAUSE_NANOS = 50_000_000;

  private final DatasetSpec spec;
  private final Plan plan;
  private final String output;
  private final DatasetLayout layout;
  private final Storage storage;
  private volatile RunningJob job;

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
   * Runs the graph, and waits for its end unless the engine lets go of it. Temporary files are
   * removed, however it ends, but not those of a job that goes on without this program.
   *
   * @throws IOException if the run failed, with the cause in a sentence
   */
  public Outcome run(Engine engine, PipelineOptions options, Progress progress) throws IOException {
    Thread end = new Thread(this::abandon, "end of the run");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      Pipeline pipeline = Pipeline.create(options);
      new DatasetPipeline(plan, output, layout, description(options), spec.parts()).build(pipeline);
      job = engine.start(pipeline);
      if (job.isDetached()) {
        return new Outcome.Submitted(job.farewell().orElseThrow());
      }
      watch(job, progress);
      return new Outcome.Published(Manifest.parse(storage.read(layout.manifest())));
    } catch (Pipeline.PipelineExecutionException e) {
      throw new IOException("the run into '%s' failed: %s".formatted(output, Reason.of(e)), e);
    } finally {
      if (farewell().isEmpty()) {
        removeTemporaryFiles();
      }
      Runtime.getRuntime().removeShutdownHook(end);
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

  private static void watch(RunningJob job, Progress progress) throws IOException {
    do {
      progress.update(job.advance());
    } while (!job.await(POLL));
    progress.update(job.advance());
  }

  private Optional<String> farewell() {
    return job == null ? Optional.empty() : job.farewell();
  }

  /** A signal ends the program while workers go on, so there is no one left to throw to. */
  private void abandon() {
    Optional<String> farewell = farewell();
    if (farewell.isPresent()) {
      System.err.println("seedmill: " + farewell.get());
      return;
    }
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
