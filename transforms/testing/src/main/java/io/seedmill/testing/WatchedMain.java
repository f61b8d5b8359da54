package io.seedmill.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The main class of a server's own JVM: it runs another main class as long as the JVM lives that
 * started it.
 *
 * <p>The parent holds the other end of the standard input and writes nothing. When the parent ends,
 * however it ends, the input ends too.
 */
final class WatchedMain {

  private WatchedMain() {}

  /**
   * Runs a server.
   *
   * @param arguments the name of its main class, and what that is given
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    InputStream parent = System.in;
    Thread watch = new Thread(() -> haltAfter(parent), "parent watch");
    watch.setDaemon(true);
    watch.start();
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void haltAfter(InputStream parent) {
    try {
      parent.transferTo(OutputStream.nullOutputStream());
    } catch (IOException broken) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(0);
  }
}
