package io.seedmill.pipeline.launcher;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends the program when its launcher was killed, so that nothing runs on unseen. */
public final class LauncherWatch {

  /** Its value is the launcher's process id. */
  private static final String PROPERTY = "seedmill.launcher";

  private static final int TERMINATED = 143;
  private static final long EVERY_MILLISECONDS = 500;

  private LauncherWatch() {}

  /** What the launcher, which is this process, tells the JVM of the program. */
  public static String jvmOption() {
    return "-D" + PROPERTY + "=" + ProcessHandle.current().pid();
  }

  /**
   * Begins to watch, if there is a launcher.
   *
   * <p>It asks who the parent is, because that changes at the launcher's death. The launcher's own
   * process id lives on until someone asks for its exit code, and who started it may be waiting for
   * this program to close its output first.
   */
  @SuppressWarnings("FutureReturnValueIgnored")
  public static void start() {
    Long launcher = Long.getLong(PROPERTY);
    if (launcher != null) {
      ScheduledExecutorService timer =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "launcher watch");
                thread.setDaemon(true);
                return thread;
              });
      timer.scheduleWithFixedDelay(
          () -> endWithout(launcher), 0, EVERY_MILLISECONDS, TimeUnit.MILLISECONDS);
    }
  }

  private static void endWithout(long launcher) {
    boolean there =
        ProcessHandle.current().parent().map(parent -> parent.pid() == launcher).orElse(false);
    if (!there) {
      System.exit(TERMINATED);
    }
  }
}
