package io.seedmill.transforms.storage;

import static io.seedmill.transforms.storage.S3Place.BUCKET;
import static io.seedmill.transforms.storage.S3Place.PART;
import static io.seedmill.transforms.storage.S3Place.bytes;
import static io.seedmill.transforms.storage.S3Place.write;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.testing.Fault;
import io.seedmill.testing.FaultRule;
import io.seedmill.testing.FaultyProxy;
import io.seedmill.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
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

  /** Whether a request makes the object be there: all of it at once, or its upload's end. */
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
