package io.seedmill.pipeline.run;

import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.spec.DatasetSpec;
import io.seedmill.transforms.CheckStorage;
import io.seedmill.transforms.RunDescription;
import io.seedmill.transforms.manifest.Manifest;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StorageUnusableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
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
  private final Baseline baseline;
  private final RunFiles files;
  private final OpenStorages storages;
  private volatile RunningJob job;

  /**
   * Prepares a run.
   *
   * @param plan how it is made, the baseline's part in it included
   * @param baseline the runs that it continues
   * @param files where its files will lie; no published run has its name
   * @param storages the storages, opened with the options of the run
   */
  public DatasetRun(
      DatasetSpec spec, Plan plan, Baseline baseline, RunFiles files, OpenStorages storages) {
    this.spec = spec;
    this.plan = plan;
    this.baseline = baseline;
    this.files = files;
    this.storages = storages;
  }

  /**
   * Runs the graph, and waits for its end unless the engine lets go of it. Temporary files are
   * removed, however it ends, but not those of a job that goes on without this program.
   *
   * @throws StorageUnusableException if the workers cannot write to the output
   * @throws IOException if the run failed, with the cause in a sentence
   */
  public Outcome run(Engine engine, PipelineOptions options, Progress progress) throws IOException {
    Thread end = new Thread(this::abandon, "end of the run");
    Runtime.getRuntime().addShutdownHook(end);
    Outcome outcome;
    try {
      outcome = start(engine, options, progress);
    } catch (Pipeline.PipelineExecutionException e) {
      throw cleanedUp(failure(e));
    } catch (IOException e) {
      throw cleanedUp(e);
    } finally {
      Runtime.getRuntime().removeShutdownHook(end);
    }
    if (outcome instanceof Outcome.Published) {
      removeTemporaryFiles();
    }
    return outcome;
  }

  private Outcome start(Engine engine, PipelineOptions options, Progress progress)
      throws IOException {
    CheckStorage.leaveMark(output(), files.layout());
    Pipeline pipeline = Pipeline.create(options);
    new DatasetPipeline(plan, baseline.keys(), files, description(options), spec.parts())
        .build(pipeline);
    job = engine.start(pipeline);
    if (job.isDetached()) {
      return new Outcome.Submitted(files.layout().run(), job.farewell().orElseThrow());
    }
    watch(job, progress);
    return new Outcome.Published(Manifest.parse(output().read(files.layout().manifest())));
  }

  private IOException failure(Exception thrown) {
    Optional<String> unusable = Reason.find(thrown, StorageUnusableException.class);
    return unusable.isPresent()
        ? new StorageUnusableException(unusable.get(), thrown)
        : new IOException(
            "the run into '%s' failed: %s".formatted(files.output(), Reason.of(thrown)), thrown);
  }

  /** Leaves nothing behind of a run that failed; where that fails too, the failure says so. */
  private IOException cleanedUp(IOException failure) {
    if (farewell().isPresent()) {
      return failure;
    }
    try {
      discardUnfinished();
      removeTemporaryFiles();
      return failure;
    } catch (IOException e) {
      return new IOException(failure.getMessage() + "; " + e.getMessage(), failure);
    }
  }

  /** Discards files that were begun under their final names. */
  private void discardUnfinished() throws IOException {
    try {
      for (int part = 0; part < spec.parts(); part++) {
        output().discardUnfinished(files.layout().part(part, spec.parts()));
      }
      output().discardUnfinished(files.layout().failures());
      output().discardUnfinished(files.layout().keys());
    } catch (IOException e) {
      throw leftBehind(e);
    }
  }

  private Storage output() {
    return storages.at(files.output());
  }

  private RunDescription description(PipelineOptions options) {
    return new RunDescription(
        spec.name(),
        plan.digest(),
        options.getRunner().getSimpleName(),
        CanonicalJson.write(spec.toJson()),
        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
        spec.maxFailureRate(),
        baseline.reports());
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

  private void removeTemporaryFiles() throws IOException {
    for (String root : new TreeSet<>(List.of(files.output(), files.spill()))) {
      removeTemporaryFiles(root);
    }
  }

  /** Tries for a while in a folder, because workers that were cut short may still write there. */
  private void removeTemporaryFiles(String root) throws IOException {
    int attempts = Storage.isLocal(root) ? ATTEMPTS_TO_REMOVE : 1;
    for (int attempt = 1; ; attempt++) {
      try {
        storages.at(root).delete(files.layout().temporaryFolder());
        storages.at(root).deleteIfEmpty(DatasetLayout.TEMPORARY);
        return;
      } catch (IOException | UncheckedIOException e) {
        if (attempt == attempts) {
          throw leftBehind(e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private IOException leftBehind(Exception thrown) {
    return new IOException(
        "temporary files are left in '%s' of '%s': %s"
            .formatted(files.layout().temporaryFolder(), files.output(), Reason.of(thrown)),
        thrown);
  }
}
