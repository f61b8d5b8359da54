package io.seedmill.generators.sources.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server at a free port that is no Redis, whatever a client thinks. */
public final class FalseRedis implements AutoCloseable {

  /** Talks to a client until the connection ends. */
  @FunctionalInterface
  public interface Behaviour {
    void talk(InputStream in, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  private FalseRedis(Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  public static FalseRedis start(Behaviour behaviour) {
    return new FalseRedis(behaviour);
  }

  /** Starts one that answers whatever comes with the same reply. */
  public static FalseRedis answering(String reply) {
    byte[] bytes = reply.getBytes(StandardCharsets.ISO_8859_1);
    byte[] buffer = new byte[1 << 16];
    return start(
        (in, out) -> {
          while (in.read(buffer) >= 0) {
            out.write(bytes);
          }
        });
  }

  public String address() {
    return "redis://127.0.0.1:" + server.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        connections.incrementAndGet();
        clients.add(client);
        start(() -> talk(client));
      }
    } catch (IOException e) {
      return; // it is closed
    }
  }

  private void talk(Socket client) {
    try (client) {
      behaviour.talk(client.getInputStream(), client.getOutputStream());
    } catch (IOException | InterruptedException e) {
      return; // the client has left
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "no Redis");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}
