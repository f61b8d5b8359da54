package io.seedmill.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on a free port of 127.0.0.1, in a JVM of its own that ends with this one. */
final class ServerProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_MILLISECONDS = 20;

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread stopAtExit;
  private final URI endpoint;

  private ServerProcess(String name, Process process, Path log, Pattern listens)
      throws IOException {
    this.name = name;
    this.process = process;
    this.log = log;
    this.stopAtExit = new Thread(process::destroyForcibly, name + "'s end");
    Runtime.getRuntime().addShutdownHook(stopAtExit);
    this.endpoint = awaitEndpoint(listens);
  }

  /**
   * Starts a server and waits until it listens.
   *
   * @param name what it is, for messages
   * @param megabytes the size of its heap
   * @param classPath its libraries
   * @param listens finds the port in what it prints when it listens
   * @param main its main class, and what that is given
   */
  static ServerProcess start(
      String name, int megabytes, String classPath, Pattern listens, List<String> main) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                ownClasses() + File.pathSeparator + classPath,
                WatchedMain.class.getName()));
    command.addAll(main);
    try {
      Path log = Files.createTempFile("server", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ServerProcess(name, process, log, listens);
    } catch (IOException e) {
      throw new UncheckedIOException("The " + name + " did not start", e);
    }
  }

  /** Returns a file that the build leaves beside these classes. */
  static Path builtFile(String file) {
    Path path = ownClasses().resolveSibling(file);
    if (!Files.exists(path)) {
      throw new IllegalStateException("There is no " + path + ": 'mvn verify' puts it there");
    }
    return path;
  }

  /** The folder or the jar that this class is from; either lies in the module's build folder. */
  private static Path ownClasses() {
    try {
      return Path.of(
          ServerProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the address at which it listens. */
  URI endpoint() {
    return endpoint;
  }

  private URI awaitEndpoint(Pattern listens) throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      Matcher line = listens.matcher(Files.readString(log));
      if (line.find()) {
        return URI.create("http://127.0.0.1:" + line.group(1));
      }
      awaitEnd(LOOK_AGAIN_MILLISECONDS);
      if (!process.isAlive()) {
        break;
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException("The " + name + " did not start:\n" + Files.readString(log));
  }

  private boolean awaitEnd(long milliseconds) {
    try {
      return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the " + name, e);
    }
  }

  /** Ends the server in the middle of whatever it does, for good. */
  void kill() {
    process.destroyForcibly();
    if (!awaitEnd(STOP_LIMIT.toMillis())) {
      throw new IllegalStateException("The " + name + ", process " + process.pid() + ", lives on");
    }
  }

  /** Ends the server and deletes its log. */
  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(stopAtExit);
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
