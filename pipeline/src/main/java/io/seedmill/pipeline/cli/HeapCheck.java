package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.plan.MemoryEstimate;
import java.util.Locale;

/**
 * Refuses a run that the heap cannot hold, on a runner that keeps its elements there. Without it
 * such a run ends in an error after minutes, or crawls.
 */
final class HeapCheck {

  /** The runner whose elements stay in the heap of this JVM. */
  private static final String RUNNER = "DirectRunner";

  private static final long MEGABYTE = 1L << 20;

  private final long heap;

  /** For the heap that this JVM may have. */
  HeapCheck() {
    this(Runtime.getRuntime().maxMemory());
  }

  HeapCheck(long heap) {
    this.heap = heap;
  }

  static boolean concerns(String runner) {
    return runner.equals(RUNNER);
  }

  /**
   * @throws BadInputException if more is needed than there is, with the ways out
   */
  void require(MemoryEstimate need, long samples) throws BadInputException {
    if (need.bytes() > heap) {
      throw new BadInputException(
          ("--runner: found DirectRunner, which needs about %s of heap for %,d samples, and there"
                  + " is %s; allowed: a larger heap (-Xmx%dm in SEEDMILL_JAVA_OPTS, or after"
                  + " 'java'), --runner=FlinkRunner, or --force to try it all the same")
              .formatted(
                  megabytes(need.bytes()),
                  samples,
                  megabytes(heap),
                  need.bytes() * 11 / 10 / MEGABYTE + 1));
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", bytes / MEGABYTE);
  }
}
