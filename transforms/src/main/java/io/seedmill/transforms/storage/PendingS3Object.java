package io.seedmill.transforms.storage;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Bytes on their way into an object: one request if they fit one part, else a multipart upload that
 * is aborted unless it is committed.
 */
final class PendingS3Object implements PendingFile {

  private static final int SMALLEST_BUFFER = 64 << 10;

  private final S3Connection connection;
  private final String path;
  private byte[] buffer = new byte[SMALLEST_BUFFER];
  private int buffered;
  private S3MultipartUpload upload;
  private boolean ended;

  PendingS3Object(S3Connection connection, String path) {
    this.connection = connection;
    this.path = path;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      int room = Math.min(left, connection.partBytes() - buffered);
      makeRoom(room);
      System.arraycopy(bytes, from, buffer, buffered, room);
      buffered += room;
      from += room;
      left -= room;
      if (buffered == connection.partBytes()) {
        sendPart();
        buffer = new byte[connection.partBytes()];
      }
    }
  }

  private void makeRoom(int more) {
    int needed = buffered + more;
    if (needed > buffer.length) {
      int doubled = (int) Math.min(connection.partBytes(), 2L * buffer.length);
      buffer = Arrays.copyOf(buffer, Math.max(needed, doubled));
    }
  }

  private void sendPart() throws IOException {
    if (upload == null) {
      upload = S3MultipartUpload.begin(connection, path, Map.of());
    }
    upload.send(buffer, buffered);
    buffered = 0;
  }

  @Override
  public void commit() throws IOException {
    if (upload == null) {
      S3Failure.explained(
          connection,
          path,
          () ->
              connection
                  .client()
                  .putObject(
                      connection.requests().put(path, Map.of()),
                      S3MultipartUpload.body(buffer, buffered)));
    } else {
      if (buffered > 0) {
        sendPart();
      }
      upload.complete();
    }
    ended = true;
  }

  @Override
  public void close() throws IOException {
    if (!ended && upload != null) {
      ended = true;
      upload.abort();
    }
  }
}
