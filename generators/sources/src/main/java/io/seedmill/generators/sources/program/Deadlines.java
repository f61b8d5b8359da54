package io.seedmill.generators.sources.program;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A thread that watches the timeouts of all processes. */
final class Deadlines {

  private static final long TICK_MILLIS = 50;

  private static final Set<ProgramProcess> WATCHED = ConcurrentHashMap.newKeySet();

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "time limits of programs");
            thread.setDaemon(true);
            return thread;
          });

  private static final Clock CLOCK = new Clock(System.nanoTime());

  @SuppressWarnings("unused") // runs as long as the JVM
  private static final Future<?> TICKS =
      TIMER.scheduleWithFixedDelay(
          Deadlines::look, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);

  private Deadlines() {}

  static void watch(ProgramProcess process) {
    WATCHED.add(process);
  }

  static void forget(ProgramProcess process) {
    WATCHED.remove(process);
  }

  /** Returns the time in nanoseconds, of which only differences mean something. */
  static long now() {
    return CLOCK.at(System.nanoTime());
  }

  private static void look() {
    long now = CLOCK.lookedAt(System.nanoTime());
    for (ProgramProcess process : WATCHED) {
      process.endIfLate(now);
    }
  }

  /**
   * The clock of the timeouts. It stands still while this JVM is stopped, as by Ctrl-Z or in a
   * paused container, or gets no core: its programs then are stopped as well, or nobody reads what
   * they answer.
   */
  static final class Clock {

    /** Between two looks is never so much time otherwise. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong stoodStill = new AtomicLong();
    private long lastLook;

    Clock(long time) {
      this.lastLook = time;
    }

    /** Returns what it shows; only differences mean something. */
    long at(long time) {
      return time - stoodStill.get();
    }

    /** Returns what it shows, and stood still for the time since the last look if that is long. */
    long lookedAt(long time) {
      if (time - lastLook > LONGEST_NANOS) {
        stoodStill.addAndGet(time - lastLook);
      }
      lastLook = time;
      return at(time);
    }
  }
}
