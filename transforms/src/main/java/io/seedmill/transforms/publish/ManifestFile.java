package io.seedmill.transforms.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * A manifest as it lies in an output.
 *
 * @param manifest what it says
 * @param sha256 the digest of the file, in hex
 */
public record ManifestFile(Manifest manifest, String sha256) {

  private static final int THREADS = 8;

  /** Returns a manifest, given its text. */
  public static ManifestFile of(Manifest manifest, String text) {
    byte[] hash = ContentHash.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return new ManifestFile(manifest, HexFormat.of().formatHex(hash));
  }

  /** Returns when the run was published; the beginning of time where the manifest does not say. */
  Instant finishedAt() {
    try {
      return Instant.parse(manifest.finishedAt());
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }

  /**
   * Reads manifests of an output, the newest first. Runs that are not published, or whose manifest
   * is damaged, are passed over.
   *
   * @param runs which runs are looked at
   * @param texts which manifests are, given their text
   */
  public static List<ManifestFile> in(
      Storage storage, Predicate<String> runs, Predicate<String> texts) throws IOException {
    List<Callable<ManifestFile>> tasks = new ArrayList<>();
    for (String name : storage.list(DatasetLayout.METADATA)) {
      String run = name.replaceFirst("/$", "");
      if (name.endsWith("/") && runs.test(run)) {
        tasks.add(() -> read(storage, new DatasetLayout(run, "").manifest(), texts));
      }
    }
    if (tasks.isEmpty()) {
      return List.of();
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, tasks.size()));
    try {
      List<ManifestFile> found = new ArrayList<>();
      for (Future<ManifestFile> run : threads.invokeAll(tasks)) {
        found.add(run.get());
      }
      return found.stream()
          .filter(Objects::nonNull)
          .sorted(
              Comparator.comparing(ManifestFile::finishedAt)
                  .thenComparing(file -> file.manifest().run())
                  .reversed())
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

  /** Returns null for a run that is not published, not wanted, or whose manifest is damaged. */
  private static ManifestFile read(Storage storage, String path, Predicate<String> wanted)
      throws IOException {
    try {
      String text = storage.read(path);
      return wanted.test(text) ? of(Manifest.parse(text), text) : null;
    } catch (NoSuchFileException | JsonProcessingException e) {
      return null;
    }
  }
}
