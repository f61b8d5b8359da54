package io.seedmill.transforms.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An object that is sent in parts, several at a time. It is there, whole, once it is completed; an
 * upload that is aborted never was. How many parts are under way is bounded, and so is the memory.
 */
final class S3MultipartUpload {

  private static final int NOT_FOUND = 404;
  private static final String BYTES = "application/octet-stream";

  private final S3Connection connection;
  private final String path;
  private final String uploadId;
  private final Semaphore room;
  private final List<Future<CompletedPart>> parts = new ArrayList<>();
  private volatile boolean aborted;

  private S3MultipartUpload(S3Connection connection, String path, String uploadId) {
    this.connection = connection;
    this.path = path;
    this.uploadId = uploadId;
    this.room = new Semaphore(connection.width());
  }

  static S3MultipartUpload begin(S3Connection connection, String path, Map<String, String> metadata)
      throws IOException {
    return S3Failure.explained(connection, path, () -> created(connection, path, metadata));
  }

  private static S3MultipartUpload created(
      S3Connection connection, String path, Map<String, String> metadata) throws IOException {
    try {
      String id =
          connection
              .client()
              .createMultipartUpload(connection.requests().createUpload(path, metadata))
              .uploadId();
      return new S3MultipartUpload(connection, path, id);
    } catch (S3Exception e) {
      if (S3Failure.isUnsupported(e)) {
        throw new S3RequestException(
            "%s/%s: the store takes no multipart uploads (it answered %d%s), which files of 5 MiB and"
                    .formatted(connection.address(), path, e.statusCode(), S3Failure.code(e))
                + " more need; use another store",
            e.statusCode(),
            e);
      }
      throw e;
    }
  }

  /** Makes a part of an upload, given its number, and returns its tag. */
  @FunctionalInterface
  interface Part {
    String make(int number) throws IOException;
  }

  /** Bytes that can be read again when a request is repeated. */
  static RequestBody body(byte[] bytes, int length) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, BYTES);
  }

  /** Sends the next part while the caller goes on. The array is not changed until all is done. */
  void send(byte[] bytes, int length) throws IOException {
    add(number -> sendPart(number, bytes, length));
  }

  /** Sends a part and returns its tag. */
  String sendPart(int number, byte[] bytes, int length) {
    return connection
        .client()
        .uploadPart(
            request ->
                request
                    .bucket(connection.address().bucket())
                    .key(connection.address().key(path))
                    .uploadId(uploadId)
                    .partNumber(number),
            body(bytes, length))
        .eTag();
  }

  /** Lets the store copy a part from another object, and returns its tag. */
  String copyPart(int number, S3Join.Range range) {
    return connection
        .client()
        .uploadPartCopy(
            request ->
                request
                    .sourceBucket(connection.address().bucket())
                    .sourceKey(connection.address().key(range.path()))
                    .copySourceRange(
                        "bytes=" + range.offset() + "-" + (range.offset() + range.bytes() - 1))
                    .destinationBucket(connection.address().bucket())
                    .destinationKey(connection.address().key(path))
                    .uploadId(uploadId)
                    .partNumber(number))
        .copyPartResult()
        .eTag();
  }

  /** Has the next part made by another thread; waits while too many are being made. */
  void add(Part part) throws IOException {
    int number = parts.size() + 1;
    try {
      room.acquire();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    parts.add(connection.threads().submit(() -> make(part, number)));
  }

  private CompletedPart make(Part part, int number) throws IOException {
    try {
      if (aborted) {
        throw new InterruptedIOException("the upload was aborted");
      }
      return CompletedPart.builder().partNumber(number).eTag(part.make(number)).build();
    } finally {
      room.release();
    }
  }

  /** Waits for all parts and makes the object be there. */
  void complete() throws IOException {
    List<CompletedPart> made = await();
    S3Failure.explained(
        connection, path, () -> connection.client().completeMultipartUpload(completion(made)));
  }

  /**
   * Waits for all parts and makes the object be there, if nothing has its name.
   *
   * @throws software.amazon.awssdk.services.s3.model.S3Exception if that is refused
   */
  void completeIfAbsent() throws IOException {
    CompleteMultipartUploadRequest completion = completion(await());
    S3Connection.ifAbsent(
        condition ->
            connection
                .client()
                .completeMultipartUpload(
                    completion.toBuilder().overrideConfiguration(condition).build()));
  }

  private CompleteMultipartUploadRequest completion(List<CompletedPart> made) {
    return CompleteMultipartUploadRequest.builder()
        .bucket(connection.address().bucket())
        .key(connection.address().key(path))
        .uploadId(uploadId)
        .multipartUpload(upload -> upload.parts(made))
        .build();
  }

  private List<CompletedPart> await() throws IOException {
    List<CompletedPart> made = new ArrayList<>();
    for (Future<CompletedPart> part : parts) {
      try {
        made.add(part.get());
      } catch (InterruptedException e) {
        throw interrupted(e);
      } catch (ExecutionException e) {
        throw failed(e.getCause());
      }
    }
    return made;
  }

  private IOException failed(Throwable cause) {
    if (cause instanceof SdkException refused) {
      return S3Failure.of(connection, path, refused);
    }
    return cause instanceof IOException io ? io : new IOException("a part was not sent", cause);
  }

  /**
   * Makes sure that nothing is left in the store. Parts that are under way are waited for, because
   * one that arrives behind the abort may stay; an interrupted thread aborts all the same.
   */
  void abort() throws IOException {
    boolean interrupted = Thread.interrupted();
    aborted = true;
    try {
      parts.forEach(S3MultipartUpload::awaitEnd);
      S3Failure.explained(connection, path, this::sendAbort);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void awaitEnd(Future<CompletedPart> part) {
    try {
      part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      return; // the failure is known, or does not matter any more
    }
  }

  private Void sendAbort() {
    abort(connection, connection.address().key(path), uploadId);
    return null;
  }

  /** Aborts an upload that someone began; one that is not there any more is aborted already. */
  static void abort(S3Connection connection, String key, String uploadId) {
    try {
      connection
          .client()
          .abortMultipartUpload(
              request -> request.bucket(connection.address().bucket()).key(key).uploadId(uploadId));
    } catch (S3Exception e) {
      if (e.statusCode() != NOT_FOUND) {
        throw e;
      }
    }
  }

  private static InterruptedIOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
  }
}
