package io.seedmill.generators.sources.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.Okio;
import okio.Sink;
import okio.Source;
import redis.clients.jedis.JedisSocketFactory;

/**
 * Connections to a server of which nothing is certain. A command and its reply must be over within
 * a certain time, however slowly bytes come or go. A reply that says that it is too large is
 * refused before memory is reserved for it.
 */
final class BoundedSockets implements JedisSocketFactory {

  private final JedisSocketFactory sockets;
  private final Duration longest;
  private final long mostBytes;

  /**
   * @param longest the longest time of a command with its reply
   * @param mostBytes the largest reply
   */
  BoundedSockets(JedisSocketFactory sockets, Duration longest, long mostBytes) {
    this.sockets = sockets;
    this.longest = longest;
    this.mostBytes = mostBytes;
  }

  @Override
  public Socket createSocket() {
    return new BoundedSocket(sockets.createSocket());
  }

  /** A connection that is closed when the time of a command is over. */
  private final class BoundedSocket extends Socket {

    private final Socket socket;
    private InputStream in;
    private OutputStream out;

    BoundedSocket(Socket socket) {
      this.socket = socket;
    }

    private void open() throws IOException {
      if (in == null) {
        Source source = Okio.source(socket);
        Sink sink = Okio.sink(socket);
        ReplyLimits limits = new ReplyLimits(mostBytes);
        Runnable begin =
            () -> {
              limits.beginReply();
              source.timeout().deadline(longest.toNanos(), TimeUnit.NANOSECONDS);
              sink.timeout().deadline(longest.toNanos(), TimeUnit.NANOSECONDS);
            };
        in = new Replies(Okio.buffer(source), limits);
        out = new Commands(Okio.buffer(sink), begin);
      }
    }

    @Override
    public InputStream getInputStream() throws IOException {
      open();
      return in;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      open();
      return out;
    }

    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
      socket.setSoTimeout(millis);
    }

    @Override
    public synchronized void close() throws IOException {
      socket.close();
    }

    @Override
    public boolean isConnected() {
      return socket.isConnected();
    }

    @Override
    public boolean isBound() {
      return socket.isBound();
    }

    @Override
    public boolean isClosed() {
      return socket.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
      return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
      return socket.isOutputShutdown();
    }
  }

  private static final class Commands extends OutputStream {

    private final BufferedSink sink;
    private final Runnable begin;
    private boolean isBegun;

    Commands(BufferedSink sink, Runnable begin) {
      this.sink = sink;
      this.begin = begin;
    }

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!isBegun) {
        isBegun = true;
        begin.run();
      }
      sink.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      isBegun = false;
      sink.flush();
    }
  }

  private static final class Replies extends InputStream {

    private final BufferedSource source;
    private final ReplyLimits limits;

    Replies(BufferedSource source, ReplyLimits limits) {
      this.source = source;
      this.limits = limits;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = source.read(bytes, offset, length);
      if (read > 0) {
        limits.check(bytes, offset, read);
      }
      return read;
    }
  }
}
