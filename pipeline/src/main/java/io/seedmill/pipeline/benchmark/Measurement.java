package io.seedmill.pipeline.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program run once as a process of its own.
 *
 * @param seconds wall time of the whole process
 * @param peakBytes the peak resident memory of its largest process; 0 where the system does not
 *     tell
 */
public record Measurement(double seconds, long peakBytes) {

  private static final long POLL_MILLISECONDS = 50;

  /**
   * Runs a program.
   *
   * @param log takes what it prints
   * @throws IOException if it cannot be run, or ends with another exit code than 0
   */
  public static Measurement of(List<String> command, Path log)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    long peak = 0;
    try {
      while (!process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, peakBytes(process.toHandle()));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException(
          "a measured program ended with exit code %d:%n%s"
              .formatted(process.exitValue(), Files.readString(log)));
    }
    return new Measurement(seconds, peak);
  }

  private static long peakBytes(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToLong(handle -> peakBytes(handle.pid()))
        .max()
        .orElse(0);
  }

  /** Reads the peak from Linux; 0 where the process is gone, or the system is another one. */
  private static long peakBytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
