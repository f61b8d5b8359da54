package io.seedmill.transforms.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Joins objects into one that appears at once under its own name, unless that is taken. The store
 * copies what is large by itself.
 */
final class S3Publisher {

  /*
   * The condition 'If-None-Match: *' makes the store refuse a name that is taken. When the answer
   * to a request is lost, the client sends it again, and then the object that is in the way may be
   * its own: it carries this mark.
   */
  private static final String MARK = "seedmill-publication";

  private final S3Connection connection;
  private final S3Reader reader;

  S3Publisher(S3Connection connection, S3Reader reader) {
    this.connection = connection;
    this.reader = reader;
  }

  /**
   * Publishes.
   *
   * @throws FileAlreadyExistsException if the name is taken
   */
  void publish(List<StoredFile> objects, String path) throws IOException {
    String mark = UUID.randomUUID().toString();
    long bytes = objects.stream().mapToLong(StoredFile::bytes).sum();
    if (bytes < S3Join.SMALLEST_PART) {
      put(objects, (int) bytes, path, mark);
      return;
    }
    S3MultipartUpload upload = S3MultipartUpload.begin(connection, path, Map.of(MARK, mark));
    boolean published = false;
    try {
      for (S3Join.Part part : S3Join.plan(objects)) {
        upload.add(number -> make(upload, part, number));
      }
      settled(path, mark, upload::completeIfAbsent);
      published = true;
    } finally {
      if (!published) {
        upload.abort();
      }
    }
  }

  private String make(S3MultipartUpload upload, S3Join.Part part, int number) throws IOException {
    if (part.isCopied()) {
      try {
        return upload.copyPart(number, part.ranges().get(0));
      } catch (S3Exception e) {
        if (!S3Failure.mayBeUnsupported(e)) {
          throw e;
        }
      }
    }
    byte[] bytes = fetch(part.ranges(), (int) part.bytes());
    return upload.sendPart(number, bytes, bytes.length);
  }

  private byte[] fetch(List<S3Join.Range> ranges, int bytes) throws IOException {
    byte[] fetched = new byte[bytes];
    int at = 0;
    for (S3Join.Range range : ranges) {
      reader.read(range.path(), range.offset(), fetched, at, (int) range.bytes());
      at += (int) range.bytes();
    }
    return fetched;
  }

  private void put(List<StoredFile> objects, int bytes, String path, String mark)
      throws IOException {
    List<S3Join.Range> ranges =
        objects.stream().map(object -> new S3Join.Range(object.path(), 0, object.bytes())).toList();
    byte[] all = fetch(ranges, bytes);
    settled(
        path,
        mark,
        () ->
            S3Connection.ifAbsent(
                condition ->
                    connection
                        .client()
                        .putObject(
                            connection.requests().put(path, Map.of(MARK, mark)).toBuilder()
                                .overrideConfiguration(condition)
                                .build(),
                            S3MultipartUpload.body(all, all.length))));
  }

  /** A request that makes an object be there if nothing has its name. */
  @FunctionalInterface
  private interface Publishing {
    void send() throws IOException;
  }

  /** Sends a request; where it is refused, finds out whether that is because it was done before. */
  private void settled(String path, String mark, Publishing publishing) throws IOException {
    try {
      publishing.send();
    } catch (S3Exception e) {
      boolean taken = S3Failure.isConditionRefused(e);
      if (!taken && !(e instanceof NoSuchUploadException)) {
        throw S3Failure.of(connection, path, e);
      }
      if (!mark.equals(reader.head(path).metadata().get(MARK))) {
        throw taken ? new FileAlreadyExistsException(path) : S3Failure.of(connection, path, e);
      }
    } catch (SdkException e) {
      throw S3Failure.of(connection, path, e);
    }
  }
}
