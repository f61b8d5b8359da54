package io.seedmill.pipeline.run;

import io.seedmill.generators.WorkspaceException;
import io.seedmill.generators.sources.rows.NativeLibraries;
import io.seedmill.transforms.generate.StopRequest;
import io.seedmill.transforms.publish.AbsentFieldException;
import io.seedmill.transforms.publish.Leftovers;
import io.seedmill.transforms.storage.CheckStorage;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StorageUnusableException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/** One run of a graph, from its start until its results are there. */
public final class PipelineRun {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int ATTEMPTS_TO_REMOVE = 40;
  private static final long PAUSE_NANOS = 50_000_000;

  /** Set once a run tells by itself what becomes of it if a signal ends the program. */
  private static volatile boolean tellsOfItsEnd;

  private final Graph graph;
  private final RunFiles files;
  private final OpenStorages storages;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile RunningJob job;

  /**
   * Prepares a run.
   *
   * @param graph what it does; no published run has its name
   * @param storages the storages, opened with the options of the run
   */
  public PipelineRun(Graph graph, OpenStorages storages) {
    this.graph = graph;
    this.files = graph.files();
    this.storages = storages;
  }

  /**
   * Returns a hook for the time before a run begins: specs are read, repositories fetched and set
   * up, files digested.
   */
  public static Thread hookBefore() {
    return new Thread(
        () -> {
          if (!tellsOfItsEnd) {
            System.err.println(
                "seedmill: stopped before the run began; nothing is published; the same command makes"
                    + " it");
          }
        },
        "end before the run");
  }

  /**
   * Runs the graph, and waits for its end unless the engine lets go of it. Temporary files are
   * removed, however it ends, but not those of a job that goes on without this program, nor those
   * of one that is stopped while it publishes: they tell the next run what to remove.
   *
   * @throws StorageUnusableException if the workers cannot write to the output
   * @throws IOException if the run failed, with the cause in a sentence
   */
  public Outcome run(Engine engine, PipelineOptions options, Progress progress) throws IOException {
    Thread end = new Thread(this::abandon, "end of the run");
    Runtime.getRuntime().addShutdownHook(end);
    tellsOfItsEnd = true;
    Outcome outcome;
    try (Closeable locks = lock()) {
      outcome = start(engine, options, progress);
    } catch (Pipeline.PipelineExecutionException e) {
      requireNoSignal(end);
      throw cleanedUp(failure(e));
    } catch (IOException e) {
      requireNoSignal(end);
      throw cleanedUp(e);
    } finally {
      remove(end);
    }
    if (!(outcome instanceof Outcome.Submitted)) {
      removeTemporaryFiles();
    }
    ended.countDown();
    return outcome;
  }

  /**
   * Returns only if no signal ends the program. One that does ends the workers in it too, so their
   * failures are no news: the hook tells what becomes of the run.
   */
  private void requireNoSignal(Thread end) {
    while (!remove(end) && graph.grace().isZero()) {
      LockSupport.park();
    }
  }

  /** Removes a hook; returns false if the program is ending already. */
  public static boolean remove(Thread end) {
    try {
      Runtime.getRuntime().removeShutdownHook(end);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Marks the temporary folders as those of a process that lives. */
  private Closeable lock() throws IOException {
    if (!files.areThisMachines()) {
      return () -> {};
    }
    List<Closeable> locks = new ArrayList<>();
    for (String root : roots()) {
      if (Storage.isLocal(root)) {
        Attempts attempts = new Attempts(Path.of(root));
        locks.add(attempts.begin(files.layout(), files.output()));
        attempts.removeEnded(output(), files.output());
        attempts.awaitPublications(files.layout(), output());
      }
    }
    return () -> {
      for (Closeable lock : locks) {
        lock.close();
      }
    };
  }

  /** Each place once, whatever its spelling: a process cannot lock a file twice. */
  private SortedSet<String> roots() {
    SortedSet<String> roots = new TreeSet<>(List.of(files.output()));
    if (!isSameFolder(files.output(), files.spill())) {
      roots.add(files.spill());
    }
    return roots;
  }

  private static boolean isSameFolder(String one, String other) {
    if (!Storage.isLocal(one) || !Storage.isLocal(other)) {
      return false;
    }
    Path path = Path.of(one).toAbsolutePath().normalize();
    Path otherPath = Path.of(other).toAbsolutePath().normalize();
    try {
      return path.equals(otherPath) || Files.isSameFile(path, otherPath);
    } catch (IOException e) {
      return false; // one of them is not there yet
    }
  }

  private Outcome start(Engine engine, PipelineOptions options, Progress progress)
      throws IOException {
    if (!files.areThisMachines()) {
      CheckStorage.leaveMark(output(), files.layout());
    }
    NativeLibraries.prepare(roots().stream().filter(Storage::isLocal).map(Path::of).toList());
    Pipeline pipeline = Pipeline.create(options);
    graph.prepare(storages);
    graph.build(pipeline);
    job = engine.start(pipeline);
    if (job.isDetached()) {
      return new Outcome.Submitted(files.layout().run(), job.notice().orElseThrow());
    }
    watch(job, progress);
    return graph.outcome(output());
  }

  private IOException failure(Exception thrown) {
    Optional<String> unusable = Reason.find(thrown, StorageUnusableException.class);
    Optional<String> absent = Reason.find(thrown, AbsentFieldException.class);
    if (absent.isPresent()) {
      return new AbsentFieldException(absent.get(), thrown);
    }
    if (unusable.isPresent()) {
      return new StorageUnusableException(unusable.get(), thrown);
    }
    String reason =
        Reason.find(thrown, WorkspaceException.class)
            .or(() -> Reason.ofAnother(thrown, files.layout().run(), graph.results()))
            .orElseGet(() -> Reason.of(thrown));
    return new IOException(
        "the run into '%s' failed: %s".formatted(files.output(), reason), thrown);
  }

  /** Leaves nothing behind of a run that failed; where that fails too, the failure says so. */
  private IOException cleanedUp(IOException failure) {
    if (notice().isPresent()) {
      return failure;
    }
    try {
      discardUnfinished();
      removeNamed();
      removeTemporaryFiles();
      return failure;
    } catch (IOException e) {
      return new IOException(failure.getMessage() + "; " + e.getMessage(), failure);
    }
  }

  /** Discards files that were begun under their final names. */
  private void discardUnfinished() throws IOException {
    try {
      for (String path : graph.results()) {
        output().discardUnfinished(path);
      }
    } catch (IOException e) {
      throw leftBehind(e);
    }
  }

  /** Removes what has its final name already, and is of no manifest. */
  private void removeNamed() throws IOException {
    try {
      new Attempts(RunFiles.waitingFor(files.output())).removeNamed(folder(), output());
    } catch (IOException e) {
      throw leftBehind(e);
    }
  }

  /** Returns the name of the temporary folder. */
  private String folder() {
    return files.layout().temporaryFolder().substring(DatasetLayout.TEMPORARY.length() + 1);
  }

  private Storage output() {
    return storages.at(files.output());
  }

  private static void watch(RunningJob job, Progress progress) throws IOException {
    do {
      progress.update(job.advance());
    } while (!job.await(POLL));
    progress.update(job.advance());
  }

  private Optional<String> notice() {
    return job == null ? Optional.empty() : job.notice();
  }

  /** A signal ends the program while workers go on, so there is no one left to throw to. */
  private void abandon() {
    Optional<String> notice = notice();
    if (notice.isPresent()) {
      System.err.println("seedmill: " + notice.get());
      return;
    }
    if (!graph.grace().isZero() && endsInTime()) {
      return;
    }
    if (isPublishing()) {
      System.err.printf(
          "seedmill: stopped while run '%s' was being published; the same command with --run-id=%1$s"
              + " makes it whole, and any run into this output removes what is half done%n",
          files.layout().run());
      return; // the temporary files tell which files these are
    }
    System.err.println(
        "seedmill: stopped before the end; nothing is published; the same command "
            + (graph.goesOn() ? "goes on from what is finished" : "begins again"));
    try {
      removeTemporaryFiles();
      output().deleteIfEmpty(DatasetLayout.METADATA + "/" + files.layout().run());
    } catch (IOException e) {
      System.err.println("seedmill: " + e.getMessage());
    }
  }

  /** Returns true if files have got their final names already. */
  private boolean isPublishing() {
    try {
      return Leftovers.isNoted(output(), folder());
    } catch (IOException e) {
      return false; // the storage is away, so nothing can be removed, which is told then
    }
  }

  private boolean endsInTime() {
    StopRequest.make();
    try {
      return ended.await(graph.grace().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void removeTemporaryFiles() throws IOException {
    for (String root : roots()) {
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
