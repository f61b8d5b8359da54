package io.seedmill.transforms.storage;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.beam.sdk.io.aws2.common.ClientBuilderFactory;
import org.apache.beam.sdk.io.aws2.options.S3ClientBuilderFactory;
import org.apache.beam.sdk.io.aws2.s3.DefaultS3ClientBuilderFactory;
import org.apache.beam.sdk.util.InstanceBuilder;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.paginators.ListMultipartUploadsIterable;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/** A client for one bucket, the threads that move its data, and what every request shares. */
final class S3Connection implements AutoCloseable {

  private static final int MOST_KEYS = 1000;

  private final S3Address address;
  private final S3StorageOptions options;
  private final S3Client client;
  private final S3Requests requests;
  private final ExecutorService threads;

  S3Connection(S3Address address, S3StorageOptions options) {
    checkEndpoint(options.getEndpoint());
    this.address = address;
    this.options = options;
    this.client = CredentialsRetry.around(S3Connection::client, options);
    this.requests = new S3Requests(address, options);
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, options.getS3ThreadPoolSize()),
            task -> {
              Thread thread = new Thread(task, "s3 " + address.bucket());
              thread.setDaemon(true);
              return thread;
            });
  }

  private static void checkEndpoint(URI endpoint) {
    if (endpoint != null
        && (endpoint.getHost() == null || !("" + endpoint.getScheme()).matches("https?"))) {
      throw new IllegalArgumentException(
          "'%s' is no endpoint: allowed is one such as --endpoint=https://s3.example.com:9000"
              .formatted(endpoint));
    }
  }

  private static S3Client client(
      S3StorageOptions options, Optional<AwsCredentialsProvider> credentials) {
    boolean ownEndpoint = options.getEndpoint() != null;
    S3ClientBuilder builder = builder(options);
    credentials.ifPresent(builder::credentialsProvider);
    if (ownEndpoint && options.getAwsRegion() == null) {
      builder.region(S3Region.WHERE_THERE_IS_NONE);
    }
    Boolean pathStyle = options.getS3PathStyle();
    try {
      return builder.forcePathStyle(pathStyle == null ? ownEndpoint : pathStyle).build();
    } catch (SdkClientException e) {
      throw new IllegalArgumentException(S3Failure.clientSide(e), e);
    }
  }

  private static S3ClientBuilder builder(S3StorageOptions options) {
    Class<? extends S3ClientBuilderFactory> factory = options.getS3ClientFactoryClass();
    if (factory != DefaultS3ClientBuilderFactory.class) {
      return InstanceBuilder.ofType(S3ClientBuilderFactory.class)
          .fromClass(factory)
          .build()
          .createBuilder(options);
    }
    return ClientBuilderFactory.getFactory(options)
        .create(S3Client.builder(), options)
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .retryPolicy(S3Retries.policy(options.getS3Retries()))
                .build());
  }

  S3Address address() {
    return address;
  }

  S3StorageOptions options() {
    return options;
  }

  S3Client client() {
    return client;
  }

  /** The pages of the objects under a prefix, each of as many as one request can delete. */
  ListObjectsV2Iterable objects(String prefix) {
    return objects(prefix, null);
  }

  /** The pages of the objects under a prefix, those beyond a delimiter as one common prefix. */
  ListObjectsV2Iterable objects(String prefix, String delimiter) {
    return client.listObjectsV2Paginator(
        request ->
            request
                .bucket(address.bucket())
                .prefix(prefix)
                .delimiter(delimiter)
                .maxKeys(MOST_KEYS));
  }

  /** The pages of a list of uploads that were begun and not ended. */
  ListMultipartUploadsIterable uploads(Consumer<ListMultipartUploadsRequest.Builder> request) {
    return new ListMultipartUploadsIterable(
        client, ListMultipartUploadsRequest.builder().applyMutation(request).build());
  }

  /** The requests that create objects. */
  S3Requests requests() {
    return requests;
  }

  /** Threads for requests that carry data. */
  ExecutorService threads() {
    return threads;
  }

  /** The number of requests with data that may be in flight for one file. */
  int width() {
    return Math.max(1, options.getS3ThreadPoolSize());
  }

  /** The size of an upload's parts, at least what S3 demands. */
  int partBytes() {
    return Math.max(S3Join.SMALLEST_PART, options.getS3UploadBufferSizeBytes());
  }

  /**
   * Sends a request that is refused where the key is taken. A store that does not know the
   * condition gets it without; then two runs of the same name at the same time are told apart by
   * the look beforehand alone.
   */
  static <T> T ifAbsent(Function<Consumer<AwsRequestOverrideConfiguration.Builder>, T> request) {
    return onlyIf("If-None-Match", "*", request);
  }

  /** Sends a request with a condition; a store that does not know it gets it without. */
  static <T> T onlyIf(
      String header,
      String value,
      Function<Consumer<AwsRequestOverrideConfiguration.Builder>, T> request) {
    try {
      return request.apply(override -> override.putHeader(header, value));
    } catch (S3Exception e) {
      if (S3Failure.mayBeUnsupported(e)) {
        return request.apply(override -> {});
      }
      throw e;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.close();
  }
}
