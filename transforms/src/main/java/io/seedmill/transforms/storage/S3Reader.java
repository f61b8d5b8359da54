package io.seedmill.transforms.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Reads objects, and ranges of them; a request whose answer breaks off is sent again. */
final class S3Reader {

  private static final int NOT_FOUND = 404;
  private static final int NO_SUCH_RANGE = 416;

  private final S3Connection connection;

  S3Reader(S3Connection connection) {
    this.connection = connection;
  }

  /**
   * Reads a range into {@code target}, from {@code position} on.
   *
   * @throws EOFException if the object ends before
   */
  void read(String path, long offset, byte[] target, int position, int length) throws IOException {
    if (length == 0) {
      return;
    }
    int read;
    try {
      read =
          S3Failure.explained(
              connection,
              path,
              () ->
                  connection
                      .client()
                      .getObject(
                          request ->
                              request
                                  .bucket(connection.address().bucket())
                                  .key(connection.address().key(path))
                                  .range("bytes=" + offset + "-" + (offset + length - 1)),
                          (answer, body) ->
                              fill(body, target, position, length, answer.contentLength())));
    } catch (S3RequestException e) {
      if (e.status() == NO_SUCH_RANGE) {
        throw endsBefore(path, offset + length);
      }
      throw e;
    }
    if (read < length) {
      throw endsBefore(path, offset + length);
    }
  }

  /** Reads several pieces at the same time. */
  void read(List<Storage.Slice> slices) throws IOException {
    List<Callable<Void>> reads = new ArrayList<>();
    for (Storage.Slice slice : slices) {
      reads.add(
          () -> {
            read(slice.path(), slice.offset(), slice.target(), 0, slice.length());
            return null;
          });
    }
    try {
      for (Future<Void> done : connection.threads().invokeAll(reads)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private static EOFException endsBefore(String path, long end) {
    return new EOFException(path + " ends before " + end);
  }

  private static int fill(
      InputStream body, byte[] target, int position, int length, Long contentLength) {
    int read;
    try {
      read = body.readNBytes(target, position, length);
    } catch (IOException e) {
      throw RetryableException.create("an answer broke off", e);
    }
    if (contentLength != null && read < Math.min(length, contentLength)) {
      throw RetryableException.create("an answer ended early", new EOFException());
    }
    return read;
  }

  /** Returns the number of bytes of an object; empty if there is none. */
  OptionalLong size(String path) throws IOException {
    try {
      return OptionalLong.of(head(path).contentLength());
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (S3RequestException e) {
      if (e.status() == NOT_FOUND) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  /** Returns the store's description of an object. */
  HeadObjectResponse head(String path) throws IOException {
    return S3Failure.explained(
        connection,
        path,
        () ->
            connection
                .client()
                .headObject(
                    request ->
                        request
                            .bucket(connection.address().bucket())
                            .key(connection.address().key(path))));
  }
}
