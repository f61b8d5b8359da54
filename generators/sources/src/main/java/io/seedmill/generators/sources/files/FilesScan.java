package io.seedmill.generators.sources.files;

import io.seedmill.generators.InputFiles;
import io.seedmill.generators.InputFiles.InputFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Counts the records of several files, with all cores. */
final class FilesScan {

  private static final int FEWEST_THREADS = 4;
  private static final int PLACES = 1024;

  private final InputFiles inputs;
  private final Reading reading;
  private final Grain grain;

  FilesScan(InputFiles inputs, Reading reading, Grain grain) {
    this.grain = grain;
    this.inputs = inputs;
    this.reading = reading;
  }

  /**
   * Scans files.
   *
   * @param files what messages call them, in the order of the records
   */
  List<FileScan.Scanned> scan(Map<InputFile, String> files)
      throws FileProblem, InterruptedException {
    long bytes = files.keySet().stream().mapToLong(InputFile::bytes).sum();
    Grain fitting = new Grain(grain.blockBytes(), Math.max(grain.placeBytes(), bytes / PLACES));
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(FEWEST_THREADS, Runtime.getRuntime().availableProcessors()));
    try {
      List<FileScan> scans = new ArrayList<>();
      for (var file : files.entrySet()) {
        String path = file.getKey().path();
        FileFormat format = reading.formatOf(path).orElseThrow(() -> unknown(file.getValue()));
        FileScan scan =
            new FileScan(inputs, file.getKey(), file.getValue(), format, reading, fitting);
        scan.start(threads);
        scans.add(scan);
      }
      List<FileScan.Scanned> scanned = new ArrayList<>();
      for (FileScan scan : scans) {
        scanned.add(scan.finish());
      }
      return scanned;
    } finally {
      threads.shutdownNow();
    }
  }

  private static FileProblem unknown(String name) {
    return new FileProblem(
        name,
        "whose name tells no format",
        "a name that ends in .jsonl, .ndjson, .json, .csv or .tsv, perhaps with .gz or .zst behind"
            + " it, or 'format: jsonl', json or csv");
  }
}
