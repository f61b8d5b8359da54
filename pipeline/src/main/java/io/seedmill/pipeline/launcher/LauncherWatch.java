package io.seedmill.pipeline.launcher;

/** Ends the program when its launcher was killed, so that nothing runs on unseen. */
public final class LauncherWatch {

  /** Its value is the launcher's process id. */
  private static final String PROPERTY = "seedmill.launcher";

  private static final int TERMINATED = 143;

  private LauncherWatch() {}

  /** What the launcher, which is this process, tells the JVM of the program. */
  public static String jvmOption() {
    return "-D" + PROPERTY + "=" + ProcessHandle.current().pid();
  }

  /** Begins to watch, if there is a launcher. */
  @SuppressWarnings("FutureReturnValueIgnored")
  public static void start() {
    String launcher = System.getProperty(PROPERTY);
    if (launcher != null) {
      ProcessHandle.of(Long.parseLong(launcher))
          .ifPresentOrElse(
              handle -> handle.onExit().thenRun(() -> System.exit(TERMINATED)),
              () -> System.exit(TERMINATED));
    }
  }
}
