package io.seedmill.transforms.storage;

import io.seedmill.transforms.storage.Storage.Change;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Replaces an object by one that depends on it, by compare and swap: {@code If-Match} with the
 * entity tag that was read, or {@code If-None-Match: *} where nothing was there.
 *
 * <p>S3 refuses with 412 where another was faster, with 409 where two requests meet, and with 404
 * where the object is gone; then all begins again. If the answer to a request that was done is
 * lost, and the client sends it again, the second look finds nothing left to change.
 *
 * <p>Some stores refuse the tag that they gave themselves. Where the same object is found again and
 * again, nobody was faster, and the condition is left out.
 */
final class S3Update {

  private static final int GONE = 404;

  private static final int ATTEMPTS = 200;

  /** The number of refusals, while nothing changes, after which a store does not know tags. */
  private static final int MOST_REFUSALS = 20;

  private static final int FIRST_PAUSE_MILLISECONDS = 20;
  private static final int LONGEST_PAUSE_MILLISECONDS = 1000;

  private final S3Connection connection;

  S3Update(S3Connection connection) {
    this.connection = connection;
  }

  boolean update(String path, Change change) throws IOException {
    Optional<String> refused = Optional.of("");
    int refusals = 0;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<ResponseBytes<GetObjectResponse>> found = read(path);
      Optional<String> before =
          found.map(object -> new String(object.asByteArrayUnsafe(), StandardCharsets.UTF_8));
      String after = change.of(before);
      if (before.equals(Optional.of(after))) {
        return false;
      }
      Optional<String> tag = found.map(object -> object.response().eTag());
      refusals = tag.equals(refused) ? refusals + 1 : 0;
      refused = tag;
      if (refusals == MOST_REFUSALS) {
        putUnconditionally(path, after);
        return true;
      }
      if (put(path, after, tag)) {
        return true;
      }
      pause(attempt);
    }
    throw new IOException(
        "%s/%s was changed by others %d times while it was to be changed"
            .formatted(connection.address(), path, ATTEMPTS));
  }

  /** Puts an object twice, each time on condition that it is not there. */
  boolean refusesTakenNames(String path) throws IOException {
    put(path, "", Optional.empty());
    return !put(path, "", Optional.empty());
  }

  private Optional<ResponseBytes<GetObjectResponse>> read(String path) throws IOException {
    try {
      return Optional.of(
          S3Failure.explained(
              connection,
              path,
              () ->
                  connection
                      .client()
                      .getObjectAsBytes(
                          request ->
                              request
                                  .bucket(connection.address().bucket())
                                  .key(connection.address().key(path)))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Puts an object in place of another; where a store does not know the condition, without it.
   *
   * @param tag the tag of the other; empty for none
   * @return false if another is there
   */
  private boolean put(String path, String text, Optional<String> tag) throws IOException {
    String header = tag.isPresent() ? "If-Match" : "If-None-Match";
    return S3Failure.explained(
        connection,
        path,
        () -> {
          try {
            S3Connection.onlyIf(header, tag.orElse("*"), condition -> send(path, text, condition));
            return true;
          } catch (NoSuchBucketException e) {
            throw e;
          } catch (S3Exception e) {
            boolean isGone = e.statusCode() == GONE && tag.isPresent();
            if (!S3Failure.isConditionRefused(e) && !isGone) {
              throw e;
            }
            return false;
          }
        });
  }

  private void putUnconditionally(String path, String text) throws IOException {
    S3Failure.explained(connection, path, () -> send(path, text, none -> {}));
  }

  private PutObjectResponse send(
      String path, String text, Consumer<AwsRequestOverrideConfiguration.Builder> condition) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return connection
        .client()
        .putObject(
            connection.requests().put(path, Map.of()).toBuilder()
                .overrideConfiguration(condition)
                .build(),
            S3MultipartUpload.body(bytes, bytes.length));
  }

  private static void pause(int attempt) throws IOException {
    int most = Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * attempt);
    try {
      TimeUnit.MILLISECONDS.sleep(1 + ThreadLocalRandom.current().nextInt(most));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }
}
