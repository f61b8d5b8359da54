package io.seedmill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes HTTP requests to a server unchanged, except where its rule wants a fault.
 *
 * <p>It listens on a free port of 127.0.0.1. What the client says, the Host header too, reaches the
 * server as it was sent, so signed requests stay valid. Only {@code Expect: 100-continue} is
 * answered here. Every request gets a connection of its own to the server; the client may keep its
 * connection.
 */
public final class FaultyProxy implements AutoCloseable {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BACKLOG = 100;

  private final URI server;
  private final FaultRule rule;
  private final ServerSocket listener;
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean dead;
  private int requests;
  private int faults;

  private FaultyProxy(URI server, FaultRule rule, ServerSocket listener) {
    this.server = server;
    this.rule = rule;
    this.listener = listener;
  }

  /** A proxy in front of the server. */
  public static FaultyProxy before(URI server, FaultRule rule) {
    try {
      FaultyProxy proxy =
          new FaultyProxy(
              server, rule, new ServerSocket(0, BACKLOG, InetAddress.getByAddress(LOOPBACK)));
      inBackground("faulty proxy", proxy::acceptAll);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Returns the number of requests that have arrived. */
  public synchronized int requests() {
    return requests;
  }

  /** Returns the number of requests that met a fault. */
  public synchronized int faults() {
    return faults;
  }

  /** From now on every connection breaks, old or new, as if the server were gone. */
  public void die() {
    dead = true;
    connections.forEach(ProxiedConnection::breakOff);
  }

  /** Ends the proxy and every connection. */
  @Override
  public void close() {
    die();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts a request and says what becomes of it. */
  synchronized Fault next(String method, String target, Map<String, String> headers) {
    requests++;
    Fault fault = rule.faultOf(new FaultRule.Request(requests, method, target, headers));
    if (!(fault instanceof Fault.None)) {
      faults++;
    }
    return fault;
  }

  Socket connectToServer() throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    return socket;
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        ProxiedConnection connection = new ProxiedConnection(this, socket);
        inBackground("faulty proxy's connection", () -> serve(connection));
      } catch (IOException closedOrGone) {
        // The loop's condition tells which.
      }
    }
  }

  private void serve(ProxiedConnection connection) {
    connections.add(connection);
    try {
      if (dead) {
        connection.breakOff();
      } else {
        connection.serve();
      }
    } finally {
      connections.remove(connection);
    }
  }

  private static void inBackground(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
