package io.seedmill.generators.sources.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Redis server of this machine's, at a free port of 127.0.0.1, which ends with the test. */
public final class RedisProcess implements AutoCloseable {

  private static final long LIMIT_SECONDS = 20;

  private final Process process;
  private final int port;
  private final Thread atExit;

  private RedisProcess(Process process, int port) {
    this.process = process;
    this.port = port;
    this.atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Returns the program, where it is installed. */
  public static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one, with a password unless that is empty. */
  public static RedisProcess start(Path folder, String password) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                program().orElseThrow().toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                folder.toString()));
    if (!password.isEmpty()) {
      command.addAll(List.of("--requirepass", password));
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    RedisProcess redis = new RedisProcess(process, port);
    redis.await();
    return redis;
  }

  private void await() throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > limit) {
          throw new IOException("redis-server did not start", e);
        }
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
  }

  /**
   * Runs one in a folder, with a password, until the input ends; prints its port, or nothing where
   * it is not installed.
   */
  public static void main(String[] args) throws Exception {
    if (program().isPresent()) {
      try (RedisProcess redis = start(Path.of(args[0]), args[1])) {
        System.out.println(redis.port());
        System.in.readAllBytes();
      }
    }
  }

  public int port() {
    return port;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
