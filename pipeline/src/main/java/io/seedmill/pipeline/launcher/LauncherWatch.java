package io.seedmill.pipeline.launcher;

/** Ends the program when its launcher was killed, so that nothing runs on unseen. */
public final class LauncherWatch {

  private static final int TERMINATED = 143;

  private LauncherWatch() {}

  /** Begins to watch, if there is a launcher. */
  @SuppressWarnings("FutureReturnValueIgnored")
  public static void start() {
    String launcher = System.getProperty(Launcher.LAUNCHER_PROPERTY);
    if (launcher != null) {
      ProcessHandle.of(Long.parseLong(launcher))
          .ifPresentOrElse(
              handle -> handle.onExit().thenRun(() -> System.exit(TERMINATED)),
              () -> System.exit(TERMINATED));
    }
  }
}
