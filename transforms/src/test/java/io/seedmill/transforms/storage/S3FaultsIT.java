package io.seedmill.transforms.storage;

import static io.seedmill.transforms.storage.S3Place.BUCKET;
import static io.seedmill.transforms.storage.S3Place.PART;
import static io.seedmill.transforms.storage.S3Place.bytes;
import static io.seedmill.transforms.storage.S3Place.write;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.seedmill.testing.Fault;
import io.seedmill.testing.FaultRule;
import io.seedmill.testing.FaultyProxy;
import io.seedmill.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A store that fails now and then loses nothing; one that cannot be used says why. */
class S3FaultsIT {

  private static S3Server server;

  private final String prefix = UUID.randomUUID().toString();

  @BeforeAll
  static void startServer() {
    server = S3Server.start();
    server.createBucket(BUCKET);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  static Stream<FaultRule> passingFaults() {
    return Stream.of(
        FaultRule.everyNth(2, request -> true, new Fault.SlowDown()),
        FaultRule.everyNth(3, request -> true, new Fault.DropRequest()),
        FaultRule.everyNth(3, request -> true, new Fault.DropAnswer()),
        FaultRule.everyNth(2, request -> request.method().equals("GET"), new Fault.CutAnswer()));
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void filesAreWrittenJoinedReadAndDeletedAllTheSame(FaultRule rule) throws IOException {
    byte[] bytes = bytes(4 * PART + 7, 1);
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), rule);
        Storage storage = open(proxy.endpoint())) {
      write(storage, "temporary/large", bytes);
      write(storage, "temporary/small", bytes(3, 2));
      storage.publish(
          List.of(
              new StoredFile("temporary/large", bytes.length),
              new StoredFile("temporary/small", 3)),
          "final");

      try (InputStream in = storage.open("final")) {
        byte[] read = in.readAllBytes();
        assertThat(read.length, is(bytes.length + 3));
        assertThat(Arrays.equals(Arrays.copyOf(read, bytes.length), bytes), is(true));
      }
      storage.delete("temporary");
      assertThat("there were faults", proxy.faults(), is(greaterThan(1)));
    }
    assertThat(server.keys(BUCKET, prefix), is(List.of(prefix + "/final")));
    assertThat(server.unfinishedUploads(BUCKET), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 2 * PART})
  void aPublicationWhoseAnswerIsLostIsFoundToBeItsOwn(int length) throws IOException {
    FaultRule lost = FaultRule.nth(1, S3FaultsIT::publishes, new Fault.DropAnswer());
    write(openHere(), "temporary", bytes(length, 1));
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), lost);
        Storage storage = open(proxy.endpoint())) {
      storage.publish("temporary", "final");

      assertThat(proxy.faults(), is(1));
    }
    byte[] published = server.bytes(BUCKET, prefix + "/final");
    assertThat(Arrays.equals(published, bytes(length, 1)), is(true));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 2 * PART})
  void anotherOnesPublicationIsNotTakenForOnesOwn(int length) throws IOException {
    FaultRule lost = FaultRule.nth(1, S3FaultsIT::publishes, new Fault.SlowDown());
    write(openHere(), "temporary", bytes(length, 1));
    openHere().write("final", "another's");
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), lost);
        Storage storage = open(proxy.endpoint())) {
      assertThrows(FileAlreadyExistsException.class, () -> storage.publish("temporary", "final"));

      assertThat(proxy.faults(), is(1));
    }
    assertThat(openHere().read("final"), is("another's"));
    assertThat(server.unfinishedUploads(BUCKET), is(empty()));
  }

  @Test
  void aStoreThatIsGoneFailsTheWritingWithItsName() throws IOException {
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), FaultRule.none());
        Storage storage = open(proxy.endpoint());
        PendingFile file = storage.create("file")) {
      file.write(bytes(3 * PART, 1), 0, 3 * PART);
      proxy.close();

      IOException thrown = assertThrows(IOException.class, file::commit);

      assertThat(thrown.getMessage(), containsString("s3://" + BUCKET + "/" + prefix + "/file: "));
      assertThrows(IOException.class, file::close);
    }
    assertThat(server.keys(BUCKET, prefix), is(empty()));
    openHere().discardUnfinished("file");
    assertThat(server.unfinishedUploads(BUCKET), is(empty()));
  }

  @Test
  void aBucketThatIsNotThereIsNamed() {
    Storage storage = S3Place.open(server, server.endpoint(), "s3://no-such-bucket/prefix");

    assertThat(refusal(storage), containsString("there is no bucket 'no-such-bucket'"));
  }

  @Test
  void wrongCredentialsAreSaidToBeThat() {
    String refusal = refusal(openWith(wrongCredentials(), server.endpoint()));

    assertThat(
        refusal,
        allOf(
            containsString("access to bucket '" + BUCKET + "' is denied"),
            containsString("check the credentials"),
            not(containsString("a-wrong-secret"))));
  }

  @Test
  void anEndpointWhereNobodyListensIsNamed() {
    FaultyProxy gone = FaultyProxy.before(server.endpoint(), FaultRule.none());
    gone.close();

    String refusal = refusal(open(gone.endpoint()));

    assertThat(refusal, containsString("the endpoint " + gone.endpoint() + " cannot be reached"));
  }

  @ParameterizedTest
  @CsvSource({"501,NotImplemented", "405,MethodNotAllowed", "400,MissingContentMD5"})
  void aStoreWithoutDeletionOfSeveralObjectsGetsOneRequestForEach(int status, String code)
      throws IOException {
    FaultRule rule =
        FaultRule.everyNth(
            1, request -> request.target().endsWith("?delete"), new Fault.Answer(status, code));
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), rule);
        Storage storage = open(proxy.endpoint())) {
      storage.write("folder/one", "1");
      storage.write("folder/a b+c/ä", "2");
      storage.write("other", "3");
      storage.delete("folder");
      assertThat(proxy.faults(), is(1));
    }
    assertThat(server.keys(BUCKET, prefix), is(List.of(prefix + "/other")));
  }

  /** As some stores, to which a condition is a header that they refuse. */
  @ParameterizedTest
  @CsvSource({
    "3, 400, InvalidRequest",
    "3, 400, InvalidArgument",
    "3, 501, NotImplemented",
    "10485760, 400, InvalidRequest"
  })
  void aStoreThatRefusesAConditionGetsTheObjectWithoutIt(int length, int status, String code)
      throws IOException {
    FaultRule rule =
        FaultRule.everyNth(
            1,
            request -> request.headers().containsKey("if-none-match"),
            new Fault.Answer(status, code));
    write(openHere(), "temporary", bytes(length, 1));
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), rule);
        Storage storage = open(proxy.endpoint())) {
      storage.publish("temporary", "final");
      assertThat(proxy.faults(), is(greaterThan(0)));
    }
    assertThat(Arrays.equals(server.bytes(BUCKET, prefix + "/final"), bytes(length, 1)), is(true));
  }

  /** As Google's interface: it copies no parts, and lists no uploads. */
  @ParameterizedTest
  @CsvSource({"501, NotImplemented", "400, InvalidRequest"})
  void aStoreThatCopiesNoPartsIsSentThem(int status, String code) throws IOException {
    byte[] bytes = bytes(3 * PART + 7, 1);
    FaultRule rule =
        FaultRule.everyNth(
            1,
            request -> request.headers().containsKey("x-amz-copy-source-range"),
            new Fault.Answer(status, code));
    FaultRule listsNone =
        request ->
            request.method().equals("GET") && request.target().contains("uploads")
                ? new Fault.Answer(501, "NotImplemented")
                : rule.faultOf(request);
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), listsNone);
        Storage storage = open(proxy.endpoint())) {
      write(storage, "temporary", bytes);
      storage.publish("temporary", "final");
      assertThat(proxy.faults(), is(greaterThan(3)));
    }
    assertThat(Arrays.equals(server.bytes(BUCKET, prefix + "/final"), bytes), is(true));
  }

  @Test
  void aStoreWithoutMultipartUploadsIsSaidToBeThat() throws IOException {
    FaultRule rule =
        FaultRule.everyNth(
            1,
            request -> request.method().equals("POST") && request.target().endsWith("?uploads"),
            new Fault.Answer(501, "NotImplemented"));
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), rule);
        Storage storage = open(proxy.endpoint())) {
      IOException thrown =
          assertThrows(IOException.class, () -> write(storage, "large", bytes(2 * PART, 1)));
      assertThat(
          thrown.getMessage(),
          containsString(
              "the store takes no multipart uploads (it answered 501 (NotImplemented))"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | AccessDenied | access to bucket 'bucket' is denied (AccessDenied); the credentials must allow",
        "403 | AccessDenied | and to list and abort multipart uploads: as a test wants it",
        "403 | InvalidAccessKeyId | does not know the access key; check",
        "403 | SignatureDoesNotMatch | the secret key does not belong to the access key",
        "400 | ExpiredToken | the credentials have expired (ExpiredToken); get new ones",
        "400 | InvalidToken | the session token is not valid (InvalidToken)",
        "403 | RequestTimeTooSkewed | the clock of this machine differs too much",
        "403 | SecurityTokenExpired | the credentials have expired (SecurityTokenExpired); get new ones",
        "403 | InvalidTokenId | the session token is not valid (InvalidTokenId)",
        "400 | AuthorizationHeaderMalformed | is not in region 'us-east-1', or takes no such request",
        "301 | PermanentRedirect | set --awsRegion",
        "400 | InvalidRegionName | set --awsRegion: as a test wants it",
        "501 | NotImplemented | does not support a request that is needed",
        "503 | SlowDown | answered 503 (SlowDown), after all retries too: it is overloaded",
        "500 | SlowDown | answered 500 (SlowDown), after all retries too: it is overloaded",
        "429 | TooManyRequests | answered 429 (TooManyRequests), after all retries too",
        "411 | MissingContentLength | answered 411 (MissingContentLength): as a test wants it",
        "400 | InvalidBucketName | answered 400 (InvalidBucketName): as a test wants it",
        "507 | XMinioStorageFull | there is no room for more in bucket 'bucket': the store",
        "507 | XMinioStorageFull | answered 507 (XMinioStorageFull): as a test wants it",
        "403 | QuotaExceeded | answered 403 (QuotaExceeded): as a test wants it",
        "404 | NoSuchBucket | there is no bucket 'bucket'",
      })
  void whyARequestFailsIsSaidByTheCodeOfTheAnswer(int status, String code, String expected) {
    FaultRule rule = FaultRule.everyNth(1, request -> true, new Fault.Answer(status, code));
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), rule)) {
      assertThat(refusal(open(proxy.endpoint())), containsString(expected));
    }
  }

  /** The answer to a HEAD has no body; 404 means that the object is not there. */
  private static void assertHeadIsTold(Storage storage, int status, String expected)
      throws IOException {
    if (status == 404) {
      assertThat(storage.size("probe").isEmpty(), is(true));
    } else {
      String told = assertThrows(IOException.class, () -> storage.size("probe")).getMessage();
      assertThat(told, containsString(expected));
    }
  }

  /** As proxies and gateways answer, which know no codes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "301 | 'bucket' is in region 'eu-central-1', not in 'us-east-1'; set --awsRegion=eu-central-1",
        "307 | 'bucket' is in region 'eu-central-1', not in 'us-east-1'; set --awsRegion=eu-central-1",
        "401 | access to bucket 'bucket' is denied",
        "404 | there is no bucket 'bucket', or the endpoint http://127.0.0.1:",
        "402 | the store answered 402: it wants to be paid",
        "403 | access to bucket 'bucket' is denied; check the credentials",
        "400 | 'bucket' is in region 'eu-central-1', not in 'us-east-1'; set --awsRegion=eu-central-1",
        "408 | answered 408: it got a request too slowly; check the connection",
        "413 | answered 413: it takes no request of this size; raise its limit to",
        "429 | answered 429, after all retries too: it is overloaded, or limits requests",
        "503 | answered 503, after all retries too: it is overloaded, or limits requests",
        "507 | there is no room for more in bucket 'bucket': the store answered 507",
      })
  void anAnswerWithoutACodeIsToldByItsStatus(int status, String expected) throws IOException {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer gateway = HttpServer.create(free, 0);
    gateway.createContext(
        "/",
        exchange -> {
          byte[] page = "<html><body>nothing of S3</body></html>".getBytes(US_ASCII);
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("x-amz-bucket-region", "eu-central-1");
          boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(status, hasBody ? page.length : -1);
          if (hasBody) {
            exchange.getResponseBody().write(page);
          }
          exchange.close();
        });
    gateway.start();
    try {
      URI endpoint = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
      assertThat(refusal(open(endpoint)), containsString(expected));
      assertHeadIsTold(open(endpoint), status, expected);
    } finally {
      gateway.stop(0);
    }
  }

  @Test
  void credentialsThatExpireAreReadAgain(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("credentials"), profile("OLD"));
    FaultRule rule =
        request -> {
          boolean old = request.headers().get("authorization").contains("Credential=OLD/");
          return old ? new Fault.Answer(400, "ExpiredToken") : new Fault.None();
        };
    System.setProperty("aws.sharedCredentialsFile", file.toString());
    S3StorageOptions options = S3Place.options(server, server.endpoint());
    try (FaultyProxy proxy =
        FaultyProxy.before(
            server.endpoint(),
            request -> {
              Fault fault = rule.faultOf(request);
              if (!(fault instanceof Fault.None) && request.number() == 2) {
                renew(file);
              }
              return fault;
            })) {
      options.setEndpoint(proxy.endpoint());
      options.setAwsCredentialsProvider(DefaultCredentialsProvider.create());
      try (Storage storage = Storage.of("s3://" + BUCKET + "/" + prefix, options)) {
        storage.write("file", "1");
        assertThat(storage.list(""), is(List.of("file")));
        write(storage, "large", bytes(3 * PART, 1));
        assertThat(proxy.faults(), is(2));
      }
    } finally {
      System.clearProperty("aws.sharedCredentialsFile");
    }
  }

  private static String profile(String key) {
    return "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
        .formatted(key, S3Server.SECRET_KEY);
  }

  private static void renew(Path file) {
    try {
      Files.writeString(file, profile(S3Server.ACCESS_KEY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void missingCredentialsAreSaidToBeMissing() {
    AwsCredentialsProvider none =
        AwsCredentialsProviderChain.of(
            () -> {
              throw software.amazon.awssdk.core.exception.SdkClientException.create("none here");
            });

    assertThat(
        refusal(openWith(none, server.endpoint())), containsString("there are no AWS credentials"));
  }

  /** Returns true if a request makes the object be there: whole, or as the end of its upload. */
  private static boolean publishes(FaultRule.Request request) {
    boolean completes = request.method().equals("POST") && request.target().contains("uploadId=");
    return completes || (request.method().equals("PUT") && request.target().endsWith("/final"));
  }

  private static AwsCredentialsProvider wrongCredentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(server.accessKey(), "a-wrong-secret"));
  }

  private static String refusal(Storage storage) {
    try (storage) {
      return assertThrows(IOException.class, () -> storage.write("probe", "x")).getMessage();
    }
  }

  private Storage openHere() {
    return open(server.endpoint());
  }

  private Storage open(URI endpoint) {
    return S3Place.open(server, endpoint, "s3://" + BUCKET + "/" + prefix);
  }

  private Storage openWith(AwsCredentialsProvider credentials, URI endpoint) {
    S3StorageOptions options = S3Place.options(server, endpoint);
    options.setAwsCredentialsProvider(credentials);
    return Storage.of("s3://" + BUCKET + "/" + prefix, options);
  }
}
