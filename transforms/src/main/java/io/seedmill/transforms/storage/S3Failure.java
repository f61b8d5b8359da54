package io.seedmill.transforms.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says in a sentence why S3 did not do something. */
final class S3Failure {

  private static final int MOVED = 301;
  private static final int BAD_REQUEST = 400;
  private static final int DENIED = 403;

  private S3Failure() {}

  /** A request to S3. */
  @FunctionalInterface
  interface Request<T> {
    T send() throws IOException;
  }

  /**
   * Sends a request.
   *
   * @param path what it is about
   * @throws NoSuchFileException if the object is not there
   * @throws S3RequestException if it failed
   */
  static <T> T explained(S3Connection connection, String path, Request<T> request)
      throws IOException {
    try {
      return request.send();
    } catch (NoSuchKeyException e) {
      throw new NoSuchFileException(path);
    } catch (AbortedException e) {
      throw new InterruptedIOException("interrupted");
    } catch (SdkException e) {
      throw of(connection, path, e);
    }
  }

  /** The sentence for a failed request. */
  static S3RequestException of(S3Connection connection, String path, SdkException failure) {
    String place = connection.address() + (path.isEmpty() ? "" : "/" + path);
    int status = failure instanceof S3Exception answer ? answer.statusCode() : 0;
    return new S3RequestException(place + ": " + reason(connection, failure), status, failure);
  }

  private static String reason(S3Connection connection, SdkException failure) {
    String bucket = "bucket '" + connection.address().bucket() + "'";
    if (failure instanceof NoSuchBucketException) {
      return "there is no " + bucket;
    }
    if (failure instanceof S3Exception answer) {
      String code = code(answer);
      return switch (answer.statusCode()) {
        case DENIED -> "access to " + bucket + " is denied" + code + "; check the credentials";
        case MOVED, BAD_REQUEST ->
            "%s is not in region '%s', or takes no such request%s; set --awsRegion"
                .formatted(bucket, region(connection), code);
        default -> "the store answered " + answer.statusCode() + code;
      };
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "the host '%s' of %s is not known".formatted(cause.getMessage(), where(connection));
      }
      if (cause instanceof ConnectException) {
        return "%s cannot be reached (%s)".formatted(where(connection), cause.getMessage());
      }
    }
    return clientSide(failure);
  }

  /** The store's word for it; the answer to a HEAD has none. */
  private static String code(S3Exception answer) {
    return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
        ? ""
        : " (" + answer.awsErrorDetails().errorCode() + ")";
  }

  /** Explains a message of the client, whose text is long and names the providers that it tried. */
  static String clientSide(SdkException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("Unable to load credentials")) {
      return "there are no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
          + " AWS_PROFILE, or give the machine a role";
    }
    if (message.contains("Unable to load region") || message.contains("region")) {
      return "there is no AWS region: set --awsRegion or AWS_REGION";
    }
    Throwable cause = failure.getCause();
    return cause == null ? message : message + " (" + cause.getMessage() + ")";
  }

  private static String where(S3Connection connection) {
    return connection.options().getEndpoint() == null
        ? "S3"
        : "the endpoint " + connection.options().getEndpoint();
  }

  private static String region(S3Connection connection) {
    return String.valueOf(connection.options().getAwsRegion());
  }
}
