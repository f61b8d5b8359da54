package io.seedmill.transforms.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.publish.Manifest.LatestRun;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The complete runs of an output that have published the same plan, in files of the same form.
 *
 * @param newest the newest of them whose files are there as it left them; empty for none
 * @param damaged a file of a newer one that is not; empty if there is none
 */
public record SamePlan(Optional<Manifest> newest, Optional<String> damaged) {

  private static final int THREADS = 8;

  /** No run has published the same plan. */
  public static final SamePlan NONE = new SamePlan(Optional.empty(), Optional.empty());

  /**
   * Finds them.
   *
   * @param plan the plan's fingerprint
   * @param spec the spec as manifests have it
   */
  public static SamePlan in(Storage storage, String plan, JsonNode spec) throws IOException {
    Optional<String> damaged = Optional.empty();
    String form = form(spec);
    for (Manifest manifest : manifests(storage, plan)) {
      if (!manifest.plan().equals(plan)
          || !manifest.status().equals(Manifest.COMPLETE)
          || !form(manifest.spec()).equals(form)) {
        continue;
      }
      Optional<String> found = PublishedFiles.damaged(storage, manifest);
      if (found.isEmpty()) {
        return new SamePlan(Optional.of(manifest), damaged);
      }
      damaged = damaged.or(() -> found);
    }
    return new SamePlan(Optional.empty(), damaged);
  }

  /** Returns the manifest of the newest complete run of an output; empty where it has none. */
  public static Optional<Manifest> newest(Storage storage) {
    try {
      LatestRun latest = LatestRun.parse(storage.read(DatasetLayout.LATEST_RUN));
      return Optional.of(
          Manifest.parse(storage.read(new DatasetLayout(latest.run(), "").manifest())));
    } catch (IOException e) {
      return Optional.empty(); // none, or damaged
    }
  }

  /** Says why a run makes what another has made before. */
  public void printDamaged(PrintWriter err) {
    if (newest.isEmpty() && damaged.isPresent()) {
      err.printf(
          "seedmill: '%s' of an earlier run of the same plan is not as it was written, so the"
              + " dataset is made again%n",
          damaged.get());
    }
  }

  private static String form(JsonNode spec) {
    return CanonicalJson.write(spec.path("name")) + CanonicalJson.write(spec.path("output"));
  }

  /** Returns the manifests in which a plan is named, the newest first. */
  private static List<Manifest> manifests(Storage storage, String plan) throws IOException {
    List<Callable<Manifest>> tasks = new ArrayList<>();
    for (String name : storage.list(DatasetLayout.METADATA)) {
      if (name.endsWith("/")) {
        String run = name.substring(0, name.length() - 1);
        tasks.add(() -> read(storage, new DatasetLayout(run, "").manifest(), plan));
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Manifest> found = new ArrayList<>();
      for (Future<Manifest> run : threads.invokeAll(tasks)) {
        found.add(run.get());
      }
      return found.stream()
          .filter(Objects::nonNull)
          .sorted(
              Comparator.comparing((Manifest run) -> Instant.parse(run.finishedAt())).reversed())
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Returns null for a run that is not published, of another plan, or whose manifest is damaged.
   */
  private static Manifest read(Storage storage, String path, String plan) throws IOException {
    try {
      String text = storage.read(path);
      return text.contains(plan) ? Manifest.parse(text) : null;
    } catch (NoSuchFileException | JsonProcessingException e) {
      return null;
    }
  }
}
