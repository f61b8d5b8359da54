package io.seedmill.transforms.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Bytes of an object in order, fetched in chunks ahead of the reader by several threads. A chunk
 * that breaks off is fetched again.
 */
final class S3ObjectStream extends InputStream {

  private final S3Connection connection;
  private final S3Reader reader;
  private final String path;
  private final long end;
  private final Queue<Future<byte[]>> ahead = new ArrayDeque<>();
  private long nextFetch;
  private byte[] chunk = new byte[0];
  private int position;

  S3ObjectStream(S3Connection connection, S3Reader reader, String path, long offset, long length) {
    this.connection = connection;
    this.reader = reader;
    this.path = path;
    this.nextFetch = offset;
    this.end = offset + length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == chunk.length && !nextChunk()) {
      return -1;
    }
    int read = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, target, offset, read);
    position += read;
    return read;
  }

  private boolean nextChunk() throws IOException {
    fetchAhead();
    Future<byte[]> next = ahead.poll();
    if (next == null) {
      return false;
    }
    try {
      chunk = next.get();
      position = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(path, e.getCause());
    }
    fetchAhead();
    return true;
  }

  private void fetchAhead() {
    while (nextFetch < end && ahead.size() < connection.width()) {
      long from = nextFetch;
      int length = (int) Math.min(connection.partBytes(), end - from);
      ahead.add(
          connection
              .threads()
              .submit(
                  () -> {
                    byte[] bytes = new byte[length];
                    reader.read(path, from, bytes, 0, length);
                    return bytes;
                  }));
      nextFetch += length;
    }
  }

  @Override
  public void close() {
    ahead.forEach(chunk -> chunk.cancel(false));
    ahead.clear();
  }
}
