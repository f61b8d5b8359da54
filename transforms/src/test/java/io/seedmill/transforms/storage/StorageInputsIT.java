package io.seedmill.transforms.storage;

import static io.seedmill.transforms.storage.S3Place.BUCKET;
import static io.seedmill.transforms.storage.S3Place.PART;
import static io.seedmill.transforms.storage.S3Place.bytes;
import static io.seedmill.transforms.storage.S3Place.write;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.InputFiles.InputFile;
import io.seedmill.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files in a real S3 server are found by patterns, and read from anywhere. */
class StorageInputsIT {

  private static S3Server server;

  private final String root = "s3://" + BUCKET + "/" + UUID.randomUUID() + "/";
  private final Storage storage = S3Place.open(server, server.endpoint(), root);
  private final StorageInputs inputs =
      new StorageInputs(S3Place.options(server, server.endpoint()));

  @BeforeAll
  static void startServer() {
    server = S3Server.start();
    server.createBucket(BUCKET);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void close() {
    inputs.close();
    storage.close();
  }

  @Test
  void aPatternFindsObjectsInTheOrderOfTheirKeys() throws Exception {
    for (String name : List.of("b/2.jsonl", "a.jsonl", "b/1.jsonl", "b/c/3.jsonl", "b/1.csv")) {
      write(storage, name, bytes(name.length(), 1));
    }
    assertThat(paths("**/*.jsonl"), contains("a.jsonl", "b/1.jsonl", "b/2.jsonl", "b/c/3.jsonl"));
    assertThat(paths("b/*.jsonl"), contains("b/1.jsonl", "b/2.jsonl"));
    assertThat(paths("b/{1.csv,2.*}"), contains("b/1.csv", "b/2.jsonl"));
    assertThat(paths("a.jsonl"), contains("a.jsonl"));
    assertThat(paths("b"), is(List.of()));
    assertThat(inputs.find(root + "a.jsonl").get(0).bytes(), is(7L));
  }

  @Test
  void morePagesOfKeysThanOneAreFound() throws Exception {
    for (int i = 0; i < 1_100; i++) {
      write(storage, "many/" + i, bytes(1, i));
    }
    assertThat(inputs.find(root + "many/*").size(), is(1_100));
  }

  @Test
  void anObjectIsReadFromAnywhere() throws Exception {
    byte[] all = bytes(3 * PART + 7, 5);
    write(storage, "large", all);
    for (int from : new int[] {0, 1, PART - 1, 2 * PART, all.length - 3, all.length}) {
      int length = Math.min(all.length - from, PART + 3);
      try (InputStream in = inputs.open(root + "large", from, length)) {
        byte[] read = in.readNBytes(length);
        assertThat(Arrays.equals(read, Arrays.copyOfRange(all, from, from + length)), is(true));
      }
    }
  }

  @Test
  void anObjectThatIsReplacedHasAnotherVersion() throws Exception {
    write(storage, "a", bytes(10, 1));
    InputFile before = inputs.find(root + "a").get(0);
    assertThat(inputs.find(root + "a").get(0), is(before));
    write(storage, "a", bytes(10, 2));
    assertThat(inputs.find(root + "a").get(0), is(not(before)));
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThrows(NoSuchFileException.class, () -> inputs.open(root + "none", 0, 1));
    IOException e =
        assertThrows(IOException.class, () -> inputs.find("s3://no-such-bucket-here/*"));
    assertThat(e.getMessage(), containsString("there is no bucket 'no-such-bucket-here'"));
    IOException bad = assertThrows(IOException.class, () -> inputs.find("s3://B/*"));
    assertThat(bad.getMessage(), containsString("names no place in S3"));
  }

  private List<String> paths(String pattern) throws IOException {
    return inputs.find(root + pattern).stream()
        .map(file -> file.path().substring(root.length()))
        .toList();
  }
}
