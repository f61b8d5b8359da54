package io.seedmill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A real S3 server on a free port of 127.0.0.1, empty at first, in a JVM of its own that ends with
 * this one.
 *
 * <p>It is S3Proxy and keeps everything in its memory. It checks signatures: only its own key and
 * secret open it. The build copies its jar beside these classes before the integration tests.
 */
public final class S3Server implements AutoCloseable {

  public static final String REGION = "us-east-1";

  public static final String ACCESS_KEY = "seedmill-test";
  public static final String SECRET_KEY = "only-for-a-test";

  private static final int HEAP_MEGABYTES = 512;

  /** The server's word that it listens; it chose the port. */
  private static final Pattern LISTENS = Pattern.compile("Started .*\\{127\\.0\\.0\\.1:(\\d+)}");

  private static S3Server shared;

  private final ServerProcess process;
  private final Path properties;
  private final String secretKey;
  private final S3Client client;

  private S3Server(ServerProcess process, Path properties, String secretKey) {
    this.process = process;
    this.properties = properties;
    this.secretKey = secretKey;
    this.client = clientOf(process.endpoint(), ACCESS_KEY, secretKey).build();
  }

  /** A server that answers, with room for about 240 MiB. */
  public static S3Server start() {
    return start(HEAP_MEGABYTES, SECRET_KEY);
  }

  /**
   * The server of this JVM, for tests that leave little in it, each class in a bucket of its own.
   * Nobody closes it: it ends with the JVM.
   */
  public static synchronized S3Server shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  /** A server that another secret opens. */
  public static S3Server startWithSecret(String secretKey) {
    return start(HEAP_MEGABYTES, secretKey);
  }

  /** A server that answers; when more than half of its heap is data it may refuse with 500. */
  public static S3Server startWithHeap(int megabytes) {
    return start(megabytes, SECRET_KEY);
  }

  private static S3Server start(int megabytes, String secretKey) {
    String jar = ServerProcess.builtFile("s3proxy.jar").toString();
    try {
      Path properties =
          Files.writeString(Files.createTempFile("s3proxy", ".properties"), properties(secretKey));
      List<String> main = List.of("org.gaul.s3proxy.Main", "--properties", properties.toString());
      return new S3Server(
          ServerProcess.start("S3 server", megabytes, jar, LISTENS, main), properties, secretKey);
    } catch (IOException e) {
      throw new UncheckedIOException("The S3 server did not start", e);
    }
  }

  public URI endpoint() {
    return process.endpoint();
  }

  public String accessKey() {
    return ACCESS_KEY;
  }

  public String secretKey() {
    return secretKey;
  }

  /** The test's own view of the server; it is closed with the server. */
  public S3Client client() {
    return client;
  }

  public void createBucket(String bucket) {
    client.createBucket(request -> request.bucket(bucket));
  }

  /** The keys that begin with the prefix, in order. */
  public List<String> keys(String bucket, String prefix) {
    return client
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  /** An object's content. */
  public byte[] bytes(String bucket, String key) {
    return client.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray();
  }

  /** The keys of the multipart uploads that were begun and neither completed nor aborted. */
  public List<String> unfinishedUploads(String bucket) {
    return client
        .listMultipartUploadsPaginator(request -> request.bucket(bucket))
        .uploads()
        .stream()
        .map(MultipartUpload::key)
        .toList();
  }

  /** Ends the server in the middle of whatever it does, for good. */
  public void kill() {
    process.kill();
  }

  /** Ends the server and deletes what it had on disk: its settings and its log. */
  @Override
  public void close() {
    client.close();
    process.close();
    try {
      Files.deleteIfExists(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings in which a server listens on a free port. */
  private static String properties(String secretKey) {
    return Map.of(
            "s3proxy.endpoint", "http://127.0.0.1:0",
            "s3proxy.authorization", "aws-v2-or-v4",
            "s3proxy.identity", ACCESS_KEY,
            "s3proxy.credential", secretKey,
            "jclouds.provider", "transient-nio2")
        .entrySet()
        .stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  static S3ClientBuilder clientOf(URI endpoint, String accessKey, String secretKey) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.of(REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
        .httpClientBuilder(ApacheHttpClient.builder());
  }
}
