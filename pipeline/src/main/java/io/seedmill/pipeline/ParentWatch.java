package io.seedmill.pipeline;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends the program when the process that started it was killed, so that nothing runs unseen. */
final class ParentWatch {

  private static final String PROPERTY = "seedmill.parent";

  private static final int TERMINATED = 143;
  private static final long EVERY_MILLISECONDS = 500;

  private ParentWatch() {}

  /** Returns the JVM option that makes a program watch this process. */
  static String jvmOption() {
    return "-D" + PROPERTY + "=" + ProcessHandle.current().pid();
  }

  /**
   * Begins to watch, if the JVM was started with the option.
   *
   * <p>It compares the id of the parent, which changes when the parent dies. To ask whether the
   * process is alive is not enough: a dead process keeps its id until its own parent takes the exit
   * code, and that one may wait for this program to close its output first.
   */
  @SuppressWarnings("FutureReturnValueIgnored")
  static void start() {
    Long parent = Long.getLong(PROPERTY);
    if (parent != null) {
      ScheduledExecutorService timer =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "parent watch");
                thread.setDaemon(true);
                return thread;
              });
      timer.scheduleWithFixedDelay(
          () -> endWithout(parent), 0, EVERY_MILLISECONDS, TimeUnit.MILLISECONDS);
    }
  }

  private static void endWithout(long parent) {
    boolean isThere =
        ProcessHandle.current().parent().map(now -> now.pid() == parent).orElse(false);
    if (!isThere) {
      System.exit(TERMINATED);
    }
  }
}
