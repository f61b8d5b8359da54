package io.seedmill.pipeline.cli;

import com.sun.management.OperatingSystemMXBean;
import io.seedmill.pipeline.plan.MemoryEstimate;
import io.seedmill.pipeline.runner.Runner;
import io.seedmill.pipeline.runner.Runners;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Refuses a run that the heap cannot hold, on a runner that keeps its elements there. Without it
 * such a run ends in an error after minutes, or crawls.
 */
final class HeapCheck {

  private static final long MEGABYTE = 1L << 20;

  private final long heap;
  private final String runner;
  private final String others;
  private final long machine;

  /** Checks runs on {@code runner} in the heap that this JVM may have. */
  HeapCheck(Runner runner, Runners runners) {
    this(
        Runtime.getRuntime().maxMemory(),
        machineMemory(),
        runner.name(),
        runners.known().stream()
            .filter(other -> !other.keepsElementsInHeap())
            .map(other -> "--runner=" + other.name() + ", ")
            .collect(Collectors.joining()));
  }

  /**
   * Checks runs.
   *
   * @param machine the memory of the machine, in bytes
   * @param others options for other runners, each with a comma behind it
   */
  HeapCheck(long heap, long machine, String runner, String others) {
    this.heap = heap;
    this.machine = machine;
    this.runner = runner;
    this.others = others;
  }

  /**
   * Checks the need of a run.
   *
   * @throws BadInputException if more is needed than there is, with the ways out
   */
  void require(MemoryEstimate need, long samples) throws BadInputException {
    if (need.bytes() > heap) {
      long enough = need.bytes() * 11 / 10 / MEGABYTE + 1;
      String larger =
          enough * MEGABYTE > machine
              ? "fewer samples, a machine with more memory, "
              : "a larger heap (-Xmx%dm in SEEDMILL_JAVA_OPTS, or after 'java'), "
                  .formatted(enough);
      throw new BadInputException(
          ("--runner: found %s, which needs about %s of heap for %,d samples, and there"
                  + " is %s; allowed: %s%sor --force to try it all the same")
              .formatted(
                  runner, megabytes(need.bytes()), samples, megabytes(heap), larger, others));
    }
  }

  private static long machineMemory() {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return machine.getTotalMemorySize();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", bytes / MEGABYTE);
  }
}
