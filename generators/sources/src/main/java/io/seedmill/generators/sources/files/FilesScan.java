package io.seedmill.generators.sources.files;

import io.seedmill.generators.InputFiles;
import io.seedmill.generators.InputFiles.InputFile;
import io.seedmill.generators.UnusableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Counts the records of several files, with all cores.
 *
 * @param sizes do not affect the records
 */
record FilesScan(InputFiles inputs, Reading reading, Sizes sizes) {

  private static final int FEWEST_THREADS = 4;
  private static final int PLACES = 1024;

  /**
   * The sizes of the steps in which files are scanned.
   *
   * @param blockBytes the number of bytes of lines that a thread counts at once, and of a digest
   * @param placeBytes the least number of bytes between two places at which reading can begin
   */
  record Sizes(int blockBytes, long placeBytes) {

    static final Sizes USUAL = new Sizes(16 << 20, 128 << 10);
  }

  /**
   * Scans files.
   *
   * @param files their names in messages, in the order of the records
   * @throws UnusableException if one cannot be read
   */
  List<RecordFile> scan(Map<InputFile, String> files)
      throws UnusableException, InterruptedException {
    long bytes = files.keySet().stream().mapToLong(InputFile::bytes).sum();
    Sizes fitting = new Sizes(sizes.blockBytes(), Math.max(sizes.placeBytes(), bytes / PLACES));
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(FEWEST_THREADS, Runtime.getRuntime().availableProcessors()));
    try {
      List<FileScan> scans = new ArrayList<>();
      for (var file : files.entrySet()) {
        FileScan scan = new FileScan(inputs, file.getKey(), file.getValue(), reading, fitting);
        scan.start(threads);
        scans.add(scan);
        FileScan first = scans.stream().filter(FileScan::hasHeader).findFirst().orElse(scan);
        scan.requireHeaderLike(first);
      }
      List<RecordFile> scanned = new ArrayList<>();
      for (FileScan scan : scans) {
        scanned.add(scan.finish());
      }
      return scanned;
    } finally {
      threads.shutdownNow();
    }
  }
}
