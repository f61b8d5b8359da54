package io.seedmill.pipeline.run;

import io.seedmill.generators.json.CanonicalJson;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
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
  private final RunFiles files;
  private final OpenStorages storages;

  /**
   * Prepares a run.
   *
   * @param files where its files will lie; no published run has its name
   * @param storages the storages, opened with the options of the run
   */
  public DatasetRun(DatasetSpec spec, Plan plan, RunFiles files, OpenStorages storages) {
    this.spec = spec;
    this.plan = plan;
    this.files = files;
    this.storages = storages;
  }

  /**
   * Runs the graph and waits for its end. Temporary files are removed, however it ends.
   *
   * @return the manifest that was published
   * @throws StorageUnusableException if the workers cannot write to the output
   * @throws IOException if the run failed, with the cause in a sentence
   */
  public Manifest run(PipelineOptions options, Progress progress) throws IOException {
    Thread cleanup = new Thread(this::abandon, "remove temporary files");
    Runtime.getRuntime().addShutdownHook(cleanup);
    try {
      CheckStorage.leaveMark(output(), files.layout());
      Pipeline pipeline = Pipeline.create(options);
      new DatasetPipeline(plan, files, description(options), spec.parts()).build(pipeline);
      watch(pipeline.run(), progress);
      return Manifest.parse(output().read(files.layout().manifest()));
    } catch (Pipeline.PipelineExecutionException e) {
      throw failure(e);
    } finally {
      removeTemporaryFiles();
      Runtime.getRuntime().removeShutdownHook(cleanup);
    }
  }

  private IOException failure(Exception thrown) {
    discardUnfinished();
    Optional<String> unusable = Reason.find(thrown, StorageUnusableException.class);
    return unusable.isPresent()
        ? new StorageUnusableException(unusable.get(), thrown)
        : new IOException(
            "the run into '%s' failed: %s".formatted(files.output(), Reason.of(thrown)), thrown);
  }

  /**
   * Final names that were begun; what cannot be removed is invisible, and the run failed anyway.
   */
  private void discardUnfinished() {
    try {
      for (int part = 0; part < spec.parts(); part++) {
        output().discardUnfinished(files.layout().part(part, spec.parts()));
      }
      output().discardUnfinished(files.layout().failures());
    } catch (IOException e) {
      return;
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
        for (String root : new TreeSet<>(List.of(files.output(), files.spill()))) {
          storages.at(root).delete(files.layout().temporaryFolder());
          storages.at(root).deleteIfEmpty(DatasetLayout.TEMPORARY);
        }
        return;
      } catch (IOException | UncheckedIOException e) {
        if (attempt == ATTEMPTS_TO_REMOVE) {
          throw new IOException(
              "temporary files are left in '%s' of '%s': %s"
                  .formatted(files.layout().temporaryFolder(), files.output(), Reason.of(e)),
              e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
