package io.seedmill.pipeline.direct;

import java.lang.reflect.Method;
import java.util.concurrent.locks.LockSupport;
import org.apache.beam.runners.direct.Clock;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.base.Supplier;
import org.joda.time.Instant;

/**
 * Tells the DirectRunner's driver the time, after a pause of a millisecond in each of its rounds.
 *
 * <p>The driver looks for work without a pause while fewer bundles are at work than there are
 * threads (apache/beam#18070). It takes a whole core then, for as long as the last program or API
 * keeps a run waiting. It asks for the time in each round, and Beam has no other place for a pause.
 */
final class PausingClock implements Clock {

  private static final String DRIVER = "org.apache.beam.runners.direct.QuiescenceDriver";

  /** The driver's frame is among the first ones; bundles ask from deeper stacks, too. */
  private static final int FRAMES = 20;

  private static final long PAUSE_NANOS = 1_000_000;

  /** Less than a round takes, and more than the questions of one round are apart. */
  private static final long ROUND_NANOS = 50_000;

  private final long baseMillis = System.currentTimeMillis();
  private final long baseNanos = System.nanoTime();
  private volatile long asked = baseNanos;

  private PausingClock() {}

  /**
   * Gives a runner the clock.
   *
   * @return false if this version of Beam does not take one; its results are the same
   */
  static boolean install(DirectRunner runner) {
    try {
      Method setter = DirectRunner.class.getDeclaredMethod("setClockSupplier", Supplier.class);
      setter.setAccessible(true);
      setter.invoke(runner, (Supplier<Clock>) PausingClock::new);
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public Instant now() {
    if (System.nanoTime() - asked > ROUND_NANOS) {
      if (StackWalker.getInstance()
          .walk(frames -> frames.limit(FRAMES).anyMatch(PausingClock::isOfDriver))) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      asked = System.nanoTime();
    }
    return Instant.ofEpochMilli(baseMillis + (System.nanoTime() - baseNanos) / 1_000_000);
  }

  private static boolean isOfDriver(StackWalker.StackFrame frame) {
    return frame.getClassName().equals(DRIVER);
  }
}
