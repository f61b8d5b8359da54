package io.seedmill.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The S3 server does what the storage and its tests build on. */
class S3ServerIT {

  private static final int PART = 5 << 20;

  private static S3Server server;
  private static S3Client client;

  private String bucket;

  @BeforeAll
  static void start() {
    server = S3Server.start();
    client = server.client();
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
  void anObjectOfSeveralPartsIsTheirBytesInOrder() {
    byte[] first = bytes(1, PART);
    byte[] second = bytes(2, PART);
    byte[] last = bytes(3, 7);
    String upload = begin("whole");
    CompletedPart two = put("whole", upload, 2, second);
    CompletedPart one = put("whole", upload, 1, first);
    CompletedPart three = put("whole", upload, 3, last);

    assertThat("visible before it is complete", server.keys(bucket, ""), is(empty()));
    complete("whole", upload, List.of(one, two, three));

    assertThat(server.bytes(bucket, "whole"), is(joined(first, second, last)));
  }

  @Test
  void itHoldsMoreThanTheLargestDatasetOfTheTests() {
    String upload = begin("large");
    byte[] part = bytes(4, 8 << 20);
    List<CompletedPart> parts =
        IntStream.rangeClosed(1, 13).mapToObj(i -> put("large", upload, i, part)).toList();
    complete("large", upload, parts);

    long length = client.headObject(r -> r.bucket(bucket).key("large")).contentLength();
    assertThat(length, is(13L * part.length));
  }

  @Test
  void anExistingKeyIsNotPutOverWhenTheRequestSaysSo() {
    putIfAbsent("once", "first");

    assertThat(status(() -> putIfAbsent("once", "second")), is(412));
    assertThat(server.bytes(bucket, "once"), is("first".getBytes(UTF_8)));
  }

  @Test
  void anExistingKeyIsNotCompletedOverWhenTheRequestSaysSo() {
    String upload = begin("once");
    CompletedPart part = put("once", upload, 1, bytes(5, 100));
    putIfAbsent("once", "first");

    assertThat(status(() -> completeIfAbsent("once", upload, List.of(part))), is(412));
    assertThat(server.bytes(bucket, "once"), is("first".getBytes(UTF_8)));
  }

  @Test
  void anAbsentKeyIsCompletedWhenTheRequestSaysOnlyIfAbsent() {
    String upload = begin("new");
    CompletedPart part = put("new", upload, 1, bytes(5, 100));
    completeIfAbsent("new", upload, List.of(part));

    assertThat(server.bytes(bucket, "new"), is(bytes(5, 100)));
  }

  @Test
  void aRangeOfAnotherObjectBecomesAPart() {
    byte[] source = bytes(6, PART + 1000);
    put("source", source);
    String upload = begin("copy");
    List<CompletedPart> parts =
        List.of(
            copy("source", "copy", upload, 1, "bytes=0-" + (PART - 1)),
            copy("source", "copy", upload, 2, "bytes=" + PART + "-" + (PART + 999)));
    complete("copy", upload, parts);

    assertThat(server.bytes(bucket, "copy"), is(source));
  }

  @Test
  void aRangeIsRead() {
    put("digits", "0123456789".getBytes(UTF_8));

    assertThat(
        client
            .getObjectAsBytes(r -> r.bucket(bucket).key("digits").range("bytes=3-5"))
            .asUtf8String(),
        is("345"));
  }

  @Test
  void aLongListingComesInPages() {
    List<String> keys = List.of("list/a", "list/b", "list/c");
    keys.forEach(key -> put(key, new byte[1]));
    put("other", new byte[1]);

    ListObjectsV2Response page =
        client.listObjectsV2(r -> r.bucket(bucket).prefix("list/").maxKeys(2));
    assertThat(page.contents(), hasSize(2));
    assertThat(page.isTruncated(), is(true));
    ListObjectsV2Response rest =
        client.listObjectsV2(
            r ->
                r.bucket(bucket)
                    .prefix("list/")
                    .maxKeys(2)
                    .continuationToken(page.nextContinuationToken()));
    assertThat(rest.contents(), hasSize(1));
    assertThat(server.keys(bucket, "list/"), is(keys));
  }

  @Test
  void anUnfinishedUploadIsListedUntilItIsAborted() {
    String upload = begin("never/finished");
    put("never/finished", upload, 1, bytes(7, 10));

    assertThat(server.unfinishedUploads(bucket), contains("never/finished"));
    client.abortMultipartUpload(r -> r.bucket(bucket).key("never/finished").uploadId(upload));
    assertThat(server.unfinishedUploads(bucket), is(empty()));
  }

  @Test
  void aCompletedUploadIsNotUnfinished() {
    String upload = begin("finished");
    complete("finished", upload, List.of(put("finished", upload, 1, bytes(8, 10))));

    assertThat(server.unfinishedUploads(bucket), is(empty()));
  }

  @Test
  void anUploadThatWasAbortedCannotBeCompleted() {
    String upload = begin("aborted");
    CompletedPart part = put("aborted", upload, 1, bytes(9, 10));
    client.abortMultipartUpload(r -> r.bucket(bucket).key("aborted").uploadId(upload));

    assertThat(status(() -> complete("aborted", upload, List.of(part))), is(404));
    assertThat(server.keys(bucket, ""), is(empty()));
  }

  @Test
  void onlyTheLastPartMayBeShort() {
    String upload = begin("short");
    CompletedPart one = put("short", upload, 1, bytes(1, PART - 1));
    CompletedPart two = put("short", upload, 2, bytes(2, 10));

    assertThat(status(() -> complete("short", upload, List.of(one, two))), is(400));
    assertThat(server.keys(bucket, ""), is(empty()));
  }

  @Test
  void manyKeysAreDeletedAtOnce() {
    put("a", new byte[1]);
    put("b", new byte[1]);
    List<ObjectIdentifier> objects =
        Stream.of("a", "absent").map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    client.deleteObjects(r -> r.bucket(bucket).delete(d -> d.objects(objects)));

    assertThat(server.keys(bucket, ""), contains("b"));
  }

  @Test
  void aWrongSecretIsForbidden() {
    try (S3Client stranger =
        S3Server.clientOf(server.endpoint(), server.accessKey(), "a guess").build()) {
      assertThat(status(() -> stranger.listObjectsV2(r -> r.bucket(bucket))), is(403));
      assertThat(status(() -> stranger.headBucket(r -> r.bucket(bucket))), is(403));
    }
  }

  @Test
  void whatIsMissingIsNotFound() {
    assertThat(status(() -> client.headBucket(r -> r.bucket("no-bucket"))), is(404));
    assertThat(status(() -> client.listObjectsV2(r -> r.bucket("no-bucket"))), is(404));
    assertThat(
        status(() -> client.putObject(r -> r.bucket("no-bucket").key("k"), RequestBody.empty())),
        is(404));
    assertThat(status(() -> server.bytes(bucket, "no-key")), is(404));
    assertThat(status(() -> client.headObject(r -> r.bucket(bucket).key("no-key"))), is(404));
  }

  @Test
  void aKilledServerAnswersNoMore() {
    try (S3Server other = S3Server.start()) {
      other.createBucket("bucket");
      other.kill();

      assertThrows(
          SdkClientException.class, () -> other.client().headBucket(r -> r.bucket("bucket")));
    }
  }

  private String begin(String key) {
    return client.createMultipartUpload(r -> r.bucket(bucket).key(key)).uploadId();
  }

  private void put(String key, byte[] content) {
    client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  private void putIfAbsent(String key, String content) {
    client.putObject(
        r -> r.bucket(bucket).key(key).overrideConfiguration(S3ServerIT::onlyIfAbsent),
        RequestBody.fromString(content));
  }

  private CompletedPart put(String key, String upload, int number, byte[] content) {
    String tag =
        client
            .uploadPart(
                r -> r.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                RequestBody.fromBytes(content))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private CompletedPart copy(String source, String key, String upload, int number, String range) {
    String tag =
        client
            .uploadPartCopy(
                r ->
                    r.sourceBucket(bucket)
                        .sourceKey(source)
                        .copySourceRange(range)
                        .destinationBucket(bucket)
                        .destinationKey(key)
                        .uploadId(upload)
                        .partNumber(number))
            .copyPartResult()
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private void complete(String key, String upload, List<CompletedPart> parts) {
    client.completeMultipartUpload(
        r -> r.bucket(bucket).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts)));
  }

  private void completeIfAbsent(String key, String upload, List<CompletedPart> parts) {
    client.completeMultipartUpload(
        r ->
            r.bucket(bucket)
                .key(key)
                .uploadId(upload)
                .multipartUpload(m -> m.parts(parts))
                .overrideConfiguration(S3ServerIT::onlyIfAbsent));
  }

  private static void onlyIfAbsent(AwsRequestOverrideConfiguration.Builder request) {
    request.putHeader("If-None-Match", "*");
  }

  /** The HTTP status that the server refuses with. */
  private static int status(Executable refused) {
    return assertThrows(S3Exception.class, refused).statusCode();
  }

  private static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] joined(byte[]... pieces) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      whole.writeBytes(piece);
    }
    return whole.toByteArray();
  }
}
