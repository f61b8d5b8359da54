package io.seedmill.pipeline.baseline;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Finds the runs in an output that can be continued. One that cannot be continued is refused, never
 * passed over, because what it published would be published again.
 */
public final class BaselineReader {

  /** Runs that are read at the same time: a year has many days, and a storage may be far. */
  private static final int THREADS = 8;

  /** Returns the keys that a run published, whether batches are missing or not. */
  private static final Set<String> PUBLISHED = Set.of(Manifest.COMPLETE, Manifest.PARTIAL);

  private final String output;
  private final Storage storage;
  private final List<String> keyFields;

  /**
   * @param output the root of {@code storage}
   * @param keyFields the fields that make two samples of the new run equal; empty for the whole
   *     content
   */
  public BaselineReader(String output, Storage storage, List<String> keyFields) {
    this.output = output;
    this.storage = storage;
    this.keyFields = keyFields.stream().sorted().toList();
  }

  /**
   * Reads what all complete and partial runs say of themselves; none where there is no such run or
   * place.
   *
   * @throws UnusableBaselineException if one of them cannot be continued
   * @throws IOException if the storage does not answer
   */
  public Baseline read() throws IOException {
    List<Callable<Optional<EarlierRun>>> tasks = new ArrayList<>();
    for (String name : storage.list(DatasetLayout.METADATA)) {
      if (name.endsWith("/")) {
        tasks.add(() -> read(new DatasetLayout(name.substring(0, name.length() - 1), "")));
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<EarlierRun> runs = new ArrayList<>();
      for (Future<Optional<EarlierRun>> run : threads.invokeAll(tasks)) {
        run.get().ifPresent(runs::add);
      }
      return Baseline.of(runs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Reads a run; empty where too many samples failed, or it was never published. */
  private Optional<EarlierRun> read(DatasetLayout layout) throws IOException {
    Manifest manifest;
    try {
      manifest = Manifest.parse(storage.read(layout.manifest()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw unreadable(layout, e.getOriginalMessage(), e);
    }
    if (manifest.status() == null) {
      throw unreadable(layout, "it names no status", null);
    }
    if (!PUBLISHED.contains(manifest.status())) {
      return Optional.empty();
    }
    checkIsWhole(layout, manifest);
    checkDedupe(manifest);
    checkKeys(manifest);
    return Optional.of(new EarlierRun(output, manifest));
  }

  private void checkIsWhole(DatasetLayout layout, Manifest manifest)
      throws UnusableBaselineException {
    boolean isWhole =
        manifest.run() != null
            && manifest.plan() != null
            && manifest.datasetId() != null
            && manifest.generators() != null
            && manifest.dedupe() != null
            && manifest.finishedAt() != null;
    if (!isWhole) {
      throw unreadable(layout, "something is missing in it", null);
    }
    try {
      Instant.parse(manifest.finishedAt());
    } catch (DateTimeException e) {
      throw unreadable(layout, e.getMessage(), e);
    }
  }

  private UnusableBaselineException unreadable(
      DatasetLayout layout, String reason, Throwable cause) {
    return new UnusableBaselineException(
        "'%s' of '%s' cannot be read (%s); allowed: the manifest of a run"
            .formatted(layout.manifest(), output, reason),
        cause);
  }

  private void checkDedupe(Manifest manifest) throws UnusableBaselineException {
    List<String> fields =
        manifest.dedupe().fields() == null ? List.of() : manifest.dedupe().fields();
    if (!fields.equals(keyFields)) {
      throw new UnusableBaselineException(
          ("found run '%s' of '%s', which is deduplicated by %s; allowed: runs that are"
                  + " deduplicated by %s, as this dataset is")
              .formatted(manifest.run(), output, inWords(fields), inWords(keyFields)));
    }
  }

  private static String inWords(List<String> fields) {
    return fields.isEmpty()
        ? "the whole content"
        : "the fields '" + String.join("', '", fields) + "'";
  }

  private void checkKeys(Manifest manifest) throws IOException {
    FileReport keys = manifest.keys();
    if (keys == null) {
      throw new UnusableBaselineException(
          ("found run '%s' of '%s', which left no file of keys, as earlier versions did not;"
                  + " allowed: runs that left one")
              .formatted(manifest.run(), output));
    }
    OptionalLong found = storage.size(keys.path());
    if (found.isEmpty() || found.getAsLong() != keys.bytes()) {
      throw new UnusableBaselineException(
          "'%s' of '%s' is damaged: found %s; allowed: the %d bytes that run '%s' left"
              .formatted(
                  keys.path(),
                  output,
                  found.isEmpty() ? "no file" : found.getAsLong() + " bytes",
                  keys.bytes(),
                  manifest.run()));
    }
  }
}
