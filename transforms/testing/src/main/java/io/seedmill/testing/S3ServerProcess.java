package io.seedmill.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The main class of the S3 server's own JVM: it runs as long as the JVM that started it.
 *
 * <p>The parent holds the other end of the standard input and writes nothing. When the parent ends,
 * however it ends, the input ends too.
 */
final class S3ServerProcess {

  private S3ServerProcess() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    InputStream parent = System.in;
    Thread watch = new Thread(() -> haltAfter(parent), "parent watch");
    watch.setDaemon(true);
    watch.start();
    Class.forName("org.gaul.s3proxy.Main")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
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
