package io.seedmill.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Each fault as a client sees it that never retries, and what the server has done. */
class FaultyProxyIT {

  private static final byte[] CONTENT = randomBytes(3 << 20);

  private static S3Server server;

  private String bucket;

  @BeforeAll
  static void start() {
    server = S3Server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void ownBucket(TestInfo test) {
    bucket = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    server.createBucket(bucket);
  }

  @Test
  void withoutFaultsEverythingPasses() {
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), FaultRule.none());
        S3Client client = clientOf(proxy)) {
      put(client, "a folder/key+1");
      put(client, "empty", new byte[0]);

      assertThat(get(client, "a folder/key+1"), is(CONTENT));
      assertThat(get(client, "empty"), is(new byte[0]));
      assertThat(
          client.headObject(r -> r.bucket(bucket).key("a folder/key+1")).contentLength(),
          is((long) CONTENT.length));
      assertThat(client.listObjectsV2(r -> r.bucket(bucket).prefix("a folder/")).keyCount(), is(1));
      client.deleteObject(r -> r.bucket(bucket).key("empty"));
      assertThat(server.keys(bucket, ""), contains("a folder/key+1"));
      assertThat(status(() -> get(client, "empty")), is(404));
      assertThat(proxy.requests(), is(8));
      assertThat(proxy.faults(), is(0));
    }
  }

  @Test
  void aRequestThatIsToldToSlowDownIsNotDone() {
    try (FaultyProxy proxy = faulty(1, "PUT", new Fault.SlowDown());
        S3Client client = clientOf(proxy)) {
      S3Exception slowDown = assertThrows(S3Exception.class, () -> put(client, "key"));

      assertThat(slowDown.statusCode(), is(503));
      assertThat(slowDown.awsErrorDetails().errorCode(), is("SlowDown"));
      assertThat(server.keys(bucket, ""), is(empty()));
      put(client, "key");
      assertThat(server.keys(bucket, ""), contains("key"));
      assertThat(proxy.faults(), is(1));
    }
  }

  @Test
  void aDroppedRequestIsNotDone() {
    try (FaultyProxy proxy = faulty(1, "PUT", new Fault.DropRequest());
        S3Client client = clientOf(proxy)) {
      assertThrows(SdkClientException.class, () -> put(client, "key"));

      assertThat(server.keys(bucket, ""), is(empty()));
      put(client, "key");
      assertThat(server.bytes(bucket, "key"), is(CONTENT));
      assertThat(proxy.faults(), is(1));
    }
  }

  @Test
  void aRequestWhoseAnswerIsDroppedIsDone() {
    try (FaultyProxy proxy = faulty(1, "PUT", new Fault.DropAnswer());
        S3Client client = clientOf(proxy)) {
      assertThrows(SdkClientException.class, () -> put(client, "key"));

      assertThat(server.bytes(bucket, "key"), is(CONTENT));
      assertThat(proxy.faults(), is(1));
    }
  }

  @Test
  void aCutAnswerIsNotTakenForTheWhole() {
    try (FaultyProxy proxy = faulty(1, "GET", new Fault.CutAnswer());
        S3Client client = clientOf(proxy)) {
      put(client, "key");

      assertThrows(SdkClientException.class, () -> get(client, "key"));
      assertThat(get(client, "key"), is(CONTENT));
      assertThat(proxy.faults(), is(1));
    }
  }

  @Test
  void aCutListingIsNotTakenForTheWhole() {
    try (FaultyProxy proxy = faulty(1, "GET", new Fault.CutAnswer());
        S3Client client = clientOf(proxy)) {
      put(client, "key");

      assertThrows(SdkClientException.class, () -> client.listObjectsV2(r -> r.bucket(bucket)));
      assertThat(client.listObjectsV2(r -> r.bucket(bucket)).keyCount(), is(1));
    }
  }

  @Test
  void aDelayedRequestIsDoneLater() {
    Duration time = Duration.ofMillis(300);
    try (FaultyProxy proxy = faulty(1, "PUT", new Fault.Delay(time));
        S3Client client = clientOf(proxy)) {
      long begun = System.nanoTime();
      put(client, "key");

      assertThat(Duration.ofNanos(System.nanoTime() - begun), is(greaterThanOrEqualTo(time)));
      assertThat(server.keys(bucket, ""), contains("key"));
      assertThat(proxy.faults(), is(1));
    }
  }

  @Test
  void afterItsDeathNothingIsAnswered() {
    try (FaultyProxy proxy = faulty(2, "PUT", new Fault.Die());
        S3Client client = clientOf(proxy)) {
      put(client, "before");
      assertThrows(SdkClientException.class, () -> put(client, "at"));
      assertThrows(SdkClientException.class, () -> put(client, "after"));
      assertThrows(SdkClientException.class, () -> get(client, "before"));

      assertThat(server.keys(bucket, ""), contains("before"));
    }
  }

  @Test
  void aFaultMeetsEveryNthOfTheChosenRequests() {
    FaultRule rule =
        FaultRule.everyNth(2, request -> request.method().equals("PUT"), new Fault.SlowDown());
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), rule);
        S3Client client = clientOf(proxy)) {
      put(client, "1");
      get(client, "1");
      assertThat(status(() -> put(client, "2")), is(503));
      put(client, "3");
      assertThat(status(() -> put(client, "4")), is(503));

      assertThat(server.keys(bucket, ""), contains("1", "3"));
      assertThat(proxy.requests(), is(5));
      assertThat(proxy.faults(), is(2));
    }
  }

  @Test
  void aClientThatRetriesComesThrough() {
    FaultRule rule =
        request -> request.number() % 2 == 1 ? new Fault.DropRequest() : new Fault.None();
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), rule);
        S3Client client =
            S3Server.clientOf(proxy.endpoint(), server.accessKey(), server.secretKey()).build()) {
      put(client, "key");

      assertThat(get(client, "key"), is(CONTENT));
      assertThat(proxy.faults(), is(2));
    }
  }

  private static FaultyProxy faulty(int number, String method, Fault fault) {
    return FaultyProxy.before(
        server.endpoint(),
        FaultRule.nth(number, request -> request.method().equals(method), fault));
  }

  private static S3Client clientOf(FaultyProxy proxy) {
    return S3Server.clientOf(proxy.endpoint(), server.accessKey(), server.secretKey())
        .overrideConfiguration(settings -> settings.retryPolicy(RetryPolicy.none()))
        .build();
  }

  private void put(S3Client client, String key) {
    put(client, key, CONTENT);
  }

  private void put(S3Client client, String key, byte[] content) {
    client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  private byte[] get(S3Client client, String key) {
    return client.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray();
  }

  private static int status(Executable refused) {
    return assertThrows(S3Exception.class, refused).statusCode();
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
