package io.seedmill.generators.sources.program;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

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

  private static void look() {
    long now = System.nanoTime();
    for (ProgramProcess process : WATCHED) {
      process.endIfLate(now);
    }
  }
}
