package io.seedmill.pipeline.cli;

import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The folder of a benchmark, which is removed at its end. If a signal ends the benchmark, the
 * programs that it measures are ended first.
 */
final class BenchmarkFolder {

  private static final long LONGEST_SECONDS = 10;

  private final Path folder;
  private volatile boolean isStopped;

  private BenchmarkFolder(Path folder) {
    this.folder = folder;
  }

  /** The work in a folder. */
  @FunctionalInterface
  interface Measuring {
    void in(Path folder) throws Exception;
  }

  /** Makes a folder, measures in it, and removes it. */
  static void use(Measuring measuring) throws Exception {
    Path folder = Files.createTempDirectory("seedmill-benchmark-");
    BenchmarkFolder used = new BenchmarkFolder(folder);
    Thread atExit = new Thread(used::stop, "benchmark");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      measuring.in(folder);
    } catch (IOException e) {
      if (used.isStopped) {
        new CountDownLatch(1).await(); // the program ends meanwhile
      }
      throw e;
    } finally {
      if (!used.isStopped) {
        Runtime.getRuntime().removeShutdownHook(atExit);
        used.remove();
      }
    }
  }

  private void stop() {
    isStopped = true;
    System.err.println("seedmill: stopped before the end; the rounds above are all there is");
    List<ProcessHandle> children = ProcessHandle.current().children().toList();
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    try {
      CompletableFuture.allOf(
              children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      children.forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      remove();
    } catch (IOException e) {
      System.err.println("seedmill: " + e.getMessage());
    }
  }

  private void remove() throws IOException {
    Storage.of(folder.toString()).delete("");
  }
}
