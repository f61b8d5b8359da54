package io.seedmill.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
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
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_MILLISECONDS = 20;

  /** The server's word that it listens; it chose the port. */
  private static final Pattern LISTENS = Pattern.compile("Started .*\\{127\\.0\\.0\\.1:(\\d+)}");

  private final Process process;
  private final Path folder;
  private final Thread stopAtExit;
  private final URI endpoint;
  private final String secretKey;
  private final S3Client client;

  private S3Server(Process process, Path folder, String secretKey) throws IOException {
    this.process = process;
    this.folder = folder;
    this.secretKey = secretKey;
    this.stopAtExit = new Thread(process::destroyForcibly, "S3 server's end");
    Runtime.getRuntime().addShutdownHook(stopAtExit);
    this.endpoint = awaitEndpoint(process, log(folder));
    this.client = clientOf(endpoint, ACCESS_KEY, secretKey).build();
  }

  /** A server that answers, with room for about 240 MiB. */
  public static S3Server start() {
    return start(HEAP_MEGABYTES, SECRET_KEY);
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
    try {
      Path folder = Files.createTempDirectory("s3-server");
      Path properties =
          Files.writeString(folder.resolve("s3proxy.properties"), properties(secretKey));
      Process process =
          new ProcessBuilder(command(properties, megabytes))
              .redirectErrorStream(true)
              .redirectOutput(log(folder).toFile())
              .start();
      return new S3Server(process, folder, secretKey);
    } catch (IOException e) {
      throw new UncheckedIOException("The S3 server did not start", e);
    }
  }

  public URI endpoint() {
    return endpoint;
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
    process.destroyForcibly();
    if (!awaitEnd(process, STOP_LIMIT.toMillis())) {
      throw new IllegalStateException("The S3 server, process " + process.pid() + ", lives on");
    }
  }

  /** Ends the server and deletes what it had on disk: its settings and its log. */
  @Override
  public void close() {
    client.close();
    kill();
    Runtime.getRuntime().removeShutdownHook(stopAtExit);
    try {
      Files.deleteIfExists(log(folder));
      Files.deleteIfExists(folder.resolve("s3proxy.properties"));
      Files.deleteIfExists(folder);
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

  private static List<String> command(Path properties, int megabytes) {
    String classPath = ownClasses() + File.pathSeparator + serverJar();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + megabytes + "m",
        "-XX:+UseSerialGC",
        "-Xshare:auto",
        "-cp",
        classPath,
        S3ServerProcess.class.getName(),
        "--properties",
        properties.toString());
  }

  private static Path serverJar() {
    Path jar = ownClasses().resolveSibling("s3proxy.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          "There is no S3 server at " + jar + ": 'mvn verify' puts it there");
    }
    return jar;
  }

  /** The folder or the jar that this class is from; either lies in the module's build folder. */
  private static Path ownClasses() {
    try {
      return Path.of(S3Server.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI awaitEndpoint(Process process, Path log) throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      Matcher listens = LISTENS.matcher(Files.readString(log));
      if (listens.find()) {
        return URI.create("http://127.0.0.1:" + listens.group(1));
      }
      awaitEnd(process, LOOK_AGAIN_MILLISECONDS);
      if (!process.isAlive()) {
        break;
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException("The S3 server did not start:\n" + Files.readString(log));
  }

  private static boolean awaitEnd(Process process, long milliseconds) {
    try {
      return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the S3 server", e);
    }
  }

  private static Path log(Path folder) {
    return folder.resolve("s3-server.log");
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
