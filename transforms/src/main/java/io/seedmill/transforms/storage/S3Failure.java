package io.seedmill.transforms.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.xml.stream.XMLStreamException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.ProtocolException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says in a sentence why S3 did not do something. */
final class S3Failure {

  private static final int MOVED = 301;
  private static final int MOVED_FOR_NOW = 307;
  private static final int NOT_MODIFIED = 304;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int DENIED = 403;
  private static final int PAYMENT = 402;
  private static final int NOT_FOUND = 404;
  private static final int TIMEOUT = 408;
  private static final int TOO_LARGE = 413;
  private static final int NOT_ALLOWED = 405;
  private static final int CONFLICT = 409;
  private static final int CHANGED = 412;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int UNAVAILABLE = 503;
  private static final int FULL = 507;

  /** The header that names the region of the bucket, in answers of Amazon. */
  private static final String REGION_HEADER = "x-amz-bucket-region";

  /** The most characters of a store's message. */
  private static final int LONGEST = 200;

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
      return answered(connection, bucket, answer);
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "the host '%s' of %s is not known".formatted(cause.getMessage(), where(connection));
      }
      if (cause instanceof ConnectException) {
        return "%s cannot be reached (%s)".formatted(where(connection), cause.getMessage());
      }
      if (cause instanceof SSLException) {
        return "%s has no valid TLS (%s); check 'https' and 'http' in its address"
            .formatted(where(connection), cause.getMessage());
      }
      if (cause instanceof SocketTimeoutException) {
        return "%s does not answer (%s)".formatted(where(connection), cause.getMessage());
      }
      if (cause instanceof NoHttpResponseException) {
        return "%s closes connections without an answer; it is overloaded, or no S3 API: check its address and its log"
            .formatted(where(connection));
      }
      if (cause instanceof XMLStreamException || cause instanceof ProtocolException) {
        return "%s does not answer as S3 does; check its address".formatted(where(connection));
      }
    }
    return clientSide(failure);
  }

  /**
   * The sentence for an answer, by its code; by its status where it has none, as that to a HEAD.
   */
  private static String answered(S3Connection connection, String bucket, S3Exception answer) {
    String code = code(answer);
    if (isExpired(answer)) {
      return "the credentials have expired" + code + "; get new ones";
    }
    if (isUnsupported(answer)) {
      return "%s does not support a request that is needed, or is no S3 API: it answered %d%s"
          .formatted(where(connection), answer.statusCode(), code);
    }
    if (answer.isThrottlingException() || answer.statusCode() == UNAVAILABLE) {
      return "the store answered %d%s, after all retries too: it is overloaded, or limits requests; try again later"
          .formatted(answer.statusCode(), code);
    }
    return switch (name(answer)) {
      case "AccessDenied", "AllAccessDisabled", "AccountProblem", "NotSignedUp" ->
          ("access to %s is denied%s; the credentials must allow to get, put, delete and list objects"
                  + " under the prefix, and to list and abort multipart uploads%s")
              .formatted(bucket, code, message(answer));
      case "InvalidAccessKeyId" ->
          "access to %s is denied%s: %s does not know the access key; check the credentials"
              .formatted(bucket, code, where(connection));
      case "SignatureDoesNotMatch", "InvalidSecurity" ->
          ("access to %s is denied%s: the secret key does not belong to the access key; check the"
                  + " credentials")
              .formatted(bucket, code);
      case "InvalidToken", "InvalidTokenId", "InvalidSecurityToken" ->
          "the session token is not valid%s; check AWS_SESSION_TOKEN".formatted(code);
      case "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture" ->
          "the clock of this machine differs too much from that of %s%s; set the clock"
              .formatted(where(connection), code);
      case "PermanentRedirect",
          "TemporaryRedirect",
          "Redirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException",
          "InvalidRegion",
          "InvalidRegionName" ->
          wrongRegion(connection, bucket, answer);
      case "QuotaExceeded",
          "QuotaExceededException",
          "XMinioAdminBucketQuotaExceeded",
          "InsufficientCapacity",
          "XMinioStorageFull" ->
          "there is no room for more in " + bucket + ": " + plain(answer);
      case "" -> withoutCode(connection, bucket, answer);
      default -> plain(answer);
    };
  }

  private static String withoutCode(S3Connection connection, String bucket, S3Exception answer) {
    return switch (answer.statusCode()) {
      case UNAUTHORIZED, DENIED -> "access to " + bucket + " is denied; check the credentials";
      case MOVED, MOVED_FOR_NOW -> wrongRegion(connection, bucket, answer);
      case NOT_FOUND ->
          "there is no %s, or %s is no S3 API: it answered 404"
              .formatted(bucket, where(connection));
      case PAYMENT ->
          "the store answered 402: it wants to be paid, or its free share is used up; see its account";
      case TIMEOUT ->
          "the store, or a proxy before it, answered 408: it got a request too slowly; check the connection";
      case TOO_LARGE ->
          ("a proxy before the store, or the store, answered 413: it takes no request of this size;"
                  + " raise its limit to %,d bytes, or set --s3UploadBufferSizeBytes")
              .formatted(connection.options().getS3UploadBufferSizeBytes());
      case FULL -> "there is no room for more in " + bucket + ": " + plain(answer);
      case BAD_REQUEST ->
          wrongRegion(connection, bucket, answer)
              + (connection.options().getEndpoint() == null
                  ? ""
                  : ", and check 'https' and 'http' in the address of " + where(connection));
      default -> plain(answer);
    };
  }

  private static String plain(S3Exception answer) {
    return "the store answered " + answer.statusCode() + code(answer) + message(answer);
  }

  private static String wrongRegion(S3Connection connection, String bucket, S3Exception answer) {
    Optional<String> right =
        Optional.ofNullable(answer.awsErrorDetails())
            .map(AwsErrorDetails::sdkHttpResponse)
            .flatMap(response -> response.firstMatchingHeader(REGION_HEADER))
            .filter(region -> region.matches("[a-z0-9-]{1,40}"));
    return right.isPresent() && !right.get().equals(region(connection))
        ? "%s is in region '%s', not in '%s'%s; set --awsRegion=%s"
            .formatted(bucket, right.get(), region(connection), code(answer), right.get())
        : "%s is not in region '%s', or takes no such request%s; set --awsRegion%s"
            .formatted(bucket, region(connection), code(answer), message(answer));
  }

  /** Returns the words of the store, on one line. */
  private static String message(S3Exception answer) {
    String message =
        answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorMessage();
    if (name(answer).isEmpty() || message == null || message.isBlank()) {
      return "";
    }
    String line = message.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    return ": " + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
  }

  /** Returns true if the store does not know a kind of request. */
  static boolean isUnsupported(S3Exception answer) {
    return answer.statusCode() == NOT_IMPLEMENTED
        || answer.statusCode() == NOT_ALLOWED
        || isOf(answer, "NotImplemented", "MethodNotAllowed", "UnsupportedOperation");
  }

  /**
   * Returns true if the store does not know a kind of request, or may not: many answer 400 with any
   * code to a header or a request that they lack. What is wrong otherwise is so without it, too.
   */
  static boolean mayBeUnsupported(S3Exception answer) {
    return isUnsupported(answer) || answer.statusCode() == BAD_REQUEST;
  }

  /** Returns true if the store says that the credentials have expired. */
  static boolean isExpired(Throwable failure) {
    return failure instanceof S3Exception answer
        && isOf(
            answer,
            "ExpiredToken",
            "ExpiredTokenException",
            "SecurityTokenExpired",
            "TokenRefreshRequired");
  }

  /** Returns true for that as well where the store says nothing but that it refuses. */
  static boolean mayBeExpired(Throwable failure) {
    return isExpired(failure)
        || (failure instanceof S3Exception answer
            && (answer.statusCode() == BAD_REQUEST || answer.statusCode() == DENIED)
            && name(answer).isEmpty());
  }

  /**
   * Returns true if the store refused a condition. MinIO answers 304 to some requests, as to a GET.
   */
  static boolean isConditionRefused(S3Exception answer) {
    return answer.statusCode() == CHANGED
        || answer.statusCode() == CONFLICT
        || answer.statusCode() == NOT_MODIFIED;
  }

  /** Returns true if an answer has one of some codes. */
  static boolean isOf(S3Exception answer, String... codes) {
    return List.of(codes).contains(name(answer));
  }

  private static String name(S3Exception answer) {
    String name = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    return name == null || name.matches("\\d*") ? "" : name;
  }

  /** The store's word for it; the answer to a HEAD has none. */
  static String code(S3Exception answer) {
    return name(answer).isEmpty() ? "" : " (" + name(answer) + ")";
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
    Region chosen = connection.options().getAwsRegion();
    return (chosen == null ? S3Region.WHERE_THERE_IS_NONE : chosen).id();
  }
}
