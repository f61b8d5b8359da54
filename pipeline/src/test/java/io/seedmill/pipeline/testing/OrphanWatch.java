package io.seedmill.pipeline.testing;

import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * Starts a program in a JVM that ends when the process that started it is gone, so that no server
 * outlives the tests, even where they are killed.
 */
public final class OrphanWatch {

  private static final long EVERY_MILLISECONDS = 500;

  private OrphanWatch() {}

  /** The arguments are a main class, and its arguments. */
  public static void main(String[] args) throws Exception {
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    Thread watch = new Thread(() -> endWithout(parent), "orphan watch");
    watch.setDaemon(true);
    watch.start();
    try {
      Class.forName(args[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  /** A folder that has this class, and no other. */
  static Path classPath() {
    try {
      String file = OrphanWatch.class.getName().replace('.', '/') + ".class";
      Path classes =
          Path.of(OrphanWatch.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path alone = classes.resolveSibling("orphan-watch");
      Files.createDirectories(alone.resolve(file).getParent());
      Files.copy(classes.resolve(file), alone.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      return alone;
    } catch (URISyntaxException | java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void endWithout(long parent) {
    while (ProcessHandle.current().parent().map(now -> now.pid() == parent).orElse(false)) {
      try {
        Thread.sleep(EVERY_MILLISECONDS);
      } catch (InterruptedException e) {
        break;
      }
    }
    Runtime.getRuntime().halt(1);
  }
}
