package io.seedmill.transforms.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.transforms.publish.Manifest.AssetReport;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StoredAssets;
import io.seedmill.transforms.storage.StoredFile;
import io.seedmill.transforms.write.WrittenFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Gives the assets of unique samples their places in the folder of assets. Those of duplicates and
 * of failed samples are never there. A file that is there already stays, whichever run needs it.
 */
final class PublishAssets {

  /** The most paths in memory: of longer lists, some are looked at in each of several passes. */
  private static final int MOST_AT_ONCE = 1_000_000;

  /** A store takes some milliseconds for each of two or three requests a file. */
  private static final int AT_A_TIME = 16;

  private static final int MOST_OPEN = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Storage storage;
  private final List<String> stages;
  private long files;
  private long bytes;
  private long absent;
  private String firstAbsent;

  /**
   * @param stages the places in which workers keep assets until samples are published
   */
  PublishAssets(Storage storage, List<String> stages) {
    this.storage = storage;
    this.stages = stages;
  }

  /**
   * Does it.
   *
   * @param list what records name, with repetitions
   * @param mayLack samples may name assets that another dataset has
   * @throws IOException if an asset is nowhere that must be somewhere
   */
  AssetReport publish(WrittenFile list, boolean mayLack) throws IOException {
    int passes = (int) (1 + list.records() / MOST_AT_ONCE);
    ExecutorService requests = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      for (int pass = 0; pass < passes; pass++) {
        publish(list, pass, passes, requests);
      }
    } finally {
      requests.shutdownNow();
      awaitEnd(requests);
    }
    if (absent > 0 && !mayLack) {
      throw new IOException(
          "%d assets of samples are not there, such as '%s'; --fresh makes them again"
              .formatted(absent, firstAbsent));
    }
    return new AssetReport(files, bytes, absent == 0 ? null : absent);
  }

  private static void awaitEnd(ExecutorService requests) {
    try {
      if (!requests.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("a request for an asset does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(WrittenFile list, int pass, int passes, ExecutorService requests)
      throws IOException {
    Set<String> seen = new HashSet<>();
    List<Future<Boolean>> open = new ArrayList<>();
    for (StoredFile part : list.temporaries()) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(storage.open(part.path()), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (Math.floorMod(line.hashCode(), passes) == pass && seen.add(line)) {
            open.add(requests.submit(asset(line)));
          }
          if (open.size() == MOST_OPEN) {
            await(open);
          }
        }
      }
    }
    await(open);
  }

  /** Returns the task that puts an asset in its place; its result is false if it is nowhere. */
  private Callable<Boolean> asset(String line) throws IOException {
    int blank = line.indexOf(' ');
    String path = JSON.readValue(line.substring(blank + 1), String.class);
    long size = Long.parseLong(line.substring(0, blank));
    return () -> {
      boolean there = StoredAssets.isPath(path) && isInPlace(path, size);
      count(path, size, there);
      return there;
    };
  }

  private boolean isInPlace(String path, long size) throws IOException {
    if (storage.size(path).orElse(-1) == size) {
      return true;
    }
    for (String stage : stages) {
      String staged = stage + "/" + path;
      if (storage.size(staged).orElse(-1) == size) {
        storage.copy(staged, path);
        return true;
      }
    }
    return false;
  }

  private synchronized void count(String path, long size, boolean there) {
    files += there ? 1 : 0;
    bytes += there ? size : 0;
    absent += there ? 0 : 1;
    firstAbsent = there ? firstAbsent : path;
  }

  private static void await(List<Future<Boolean>> open) throws IOException {
    try {
      for (Future<Boolean> each : open) {
        each.get();
      }
      open.clear();
    } catch (ExecutionException e) {
      throw new IOException("an asset cannot be published: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while assets were published", e);
    }
  }
}
