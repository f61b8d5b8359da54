package io.seedmill.pipeline.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for something to become true, up to a limit. */
public final class Poll {

  private static final long EVERY_MILLISECONDS = 50;

  private Poll() {}

  /** Asks again and again, and fails after {@code longest}. */
  public static void until(String what, Duration longest, Callable<Boolean> asked)
      throws Exception {
    long end = System.nanoTime() + longest.toNanos();
    while (!asked.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + longest.toSeconds() + " s: " + what);
      }
      Thread.sleep(EVERY_MILLISECONDS);
    }
  }
}
