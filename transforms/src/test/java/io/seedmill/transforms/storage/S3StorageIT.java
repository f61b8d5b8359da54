package io.seedmill.transforms.storage;

import static io.seedmill.transforms.storage.S3Place.BUCKET;
import static io.seedmill.transforms.storage.S3Place.PART;
import static io.seedmill.transforms.storage.S3Place.bytes;
import static io.seedmill.transforms.storage.S3Place.write;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.testing.S3Server;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** Files in a real S3 server: there whole, or not at all. */
class S3StorageIT {

  private static S3Server server;

  private final String prefix = UUID.randomUUID().toString();
  private Storage storage;

  @BeforeAll
  static void startServer() {
    server = S3Server.start();
    server.createBucket(BUCKET);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void open() {
    storage = S3Place.open(server, server.endpoint(), "s3://" + BUCKET + "/" + prefix + "/");
  }

  @AfterEach
  void nothingIsLeftUnfinished() {
    storage.close();
    assertThat(server.unfinishedUploads(BUCKET), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PART - 1, PART, PART + 1, 4 * PART, 23_456_789})
  void aFileIsThereOnceItIsCommitted(int length) throws IOException {
    byte[] bytes = bytes(length, length);
    try (PendingFile file = storage.create("folder/file")) {
      for (int at = 0; at < length; at += 1_000_003) {
        file.write(bytes, at, Math.min(1_000_003, length - at));
      }
      assertThat(keys(), is(empty()));
      file.commit();
    }

    assertThat(storage.size("folder/file"), is(OptionalLong.of(length)));
    assertThat(Arrays.equals(object("folder/file"), bytes), is(true));
    try (InputStream in = storage.open("folder/file")) {
      assertThat(Arrays.equals(in.readAllBytes(), bytes), is(true));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PART - 1, PART, 3 * PART + 17})
  void anExceptionInTheMiddleLeavesNothing(int written) {
    assertThrows(
        IllegalStateException.class,
        () -> {
          try (PendingFile file = storage.create("file")) {
            file.write(bytes(written, 1), 0, written);
            throw new IllegalStateException("in the middle of a part");
          }
        });

    assertThat(keys(), is(empty()));
  }

  @Test
  void aWriterThatIsInterruptedLeavesNothing() throws Exception {
    try (PendingFile file = storage.create("file")) {
      file.write(bytes(2 * PART, 1), 0, 2 * PART);
      Thread.currentThread().interrupt();
      assertThrows(IOException.class, () -> file.write(bytes(9 * PART, 1), 0, 9 * PART));
    } finally {
      assertThat("the thread still knows", Thread.interrupted(), is(true));
    }

    assertThat(keys(), is(empty()));
  }

  @Test
  void piecesAreReadFromTheirPlaces() throws IOException {
    byte[] bytes = bytes(3 * PART, 5);
    write(storage, "file", bytes);
    List<Storage.Slice> slices = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      slices.add(new Storage.Slice("file", i * 300_007L, new byte[1000], 100 + i));
    }

    storage.read(slices);

    for (Storage.Slice slice : slices) {
      int from = (int) slice.offset();
      assertThat(
          Arrays.copyOf(slice.target(), slice.length()),
          is(Arrays.copyOfRange(bytes, from, from + slice.length())));
    }
    try (InputStream in = storage.open("file", 1_000_000, 2 * PART)) {
      byte[] expected = Arrays.copyOfRange(bytes, 1_000_000, 1_000_000 + 2 * PART);
      assertThat(Arrays.equals(in.readAllBytes(), expected), is(true));
    }
  }

  @Test
  void whatIsNotThereIsRefused() throws IOException {
    write(storage, "file", new byte[10]);

    assertThrows(EOFException.class, () -> storage.read("file", 5, new byte[10], 6));
    assertThrows(EOFException.class, () -> storage.read("file", 10, new byte[10], 1));
    assertThrows(NoSuchFileException.class, () -> storage.read("none", 0, new byte[1], 1));
    assertThrows(NoSuchFileException.class, () -> storage.open("none").close());
    assertThat(storage.size("none"), is(OptionalLong.empty()));
    assertThat("a folder is no file", storage.size(""), is(OptionalLong.empty()));
  }

  @Test
  void publishingJoinsPiecesOfAllSizesInOrder() throws IOException {
    int[] sizes = {0, 3, 2_000_000, PART, 4_999_999, 300, 12_000_000, 1, PART - 1, 7_000_000, 9};
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    List<StoredFile> pieces = new ArrayList<>();
    for (int size : sizes) {
      byte[] bytes = bytes(size, size);
      expected.writeBytes(bytes);
      try (PendingFile piece = storage.createPiece("temporary/part-0", expected.size() - size)) {
        piece.write(bytes, 0, size);
        piece.commit();
        pieces.add(new StoredFile(piece.path(), size));
      }
    }

    storage.publish(pieces, "final/part");

    assertThat(Arrays.equals(object("final/part"), expected.toByteArray()), is(true));
    List<String> places =
        pieces.stream()
            .map(StoredFile::path)
            .map(path -> path.replaceFirst("-.{36}$", ""))
            .toList();
    assertThat(
        "the names of the pieces begin with their places, in their order",
        places,
        is(places.stream().sorted().toList()));
    assertThat(
        "only the empty piece begins where another does",
        places.stream().distinct().count(),
        is(sizes.length - 1L));
    storage.delete("temporary");
    assertThat(keys(), is(List.of(prefix + "/final/part")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 2 * PART + 1})
  void publishingOverwritesNothing(int length) throws IOException {
    write(storage, "temporary", bytes(length, 1));
    storage.write("final", "old");

    assertThrows(FileAlreadyExistsException.class, () -> storage.publish("temporary", "final"));

    assertThat(storage.read("final"), is("old"));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 2 * PART})
  void publishingWithoutAPieceMakesNothingVisible(int length) throws IOException {
    write(storage, "temporary/one", bytes(length, 1));
    List<StoredFile> pieces =
        List.of(
            new StoredFile("temporary/one", length), new StoredFile("temporary/gone", 2L * PART));

    assertThrows(IOException.class, () -> storage.publish(pieces, "final"));

    assertThat(keys(), is(List.of(prefix + "/temporary/one")));
  }

  @Test
  void publishingAPieceThatIsShorterThanItWasMakesNothingVisible() throws IOException {
    write(storage, "temporary", bytes(2 * PART, 1));

    assertThrows(
        IOException.class,
        () -> storage.publish(List.of(new StoredFile("temporary", 2 * PART + 1L)), "final"));

    assertThat(keys(), is(List.of(prefix + "/temporary")));
  }

  @Test
  void replacingReplaces() throws IOException {
    storage.write("latest", "old");
    storage.write("temporary", "new");

    storage.replace("temporary", "latest");

    assertThat(storage.read("latest"), is("new"));
  }

  @Test
  void aFolderIsDeletedWithAllInItAndWhatWasBegun() throws IOException {
    IntStream.range(0, 1_050).parallel().forEach(this::putSmall);
    storage.write("folder-beside", "stays");
    server
        .client()
        .createMultipartUpload(
            upload -> upload.bucket(BUCKET).key(prefix + "/folder/begun-by-a-dead-worker"));
    server
        .client()
        .createMultipartUpload(upload -> upload.bucket(BUCKET).key(prefix + "/folder-beside"));

    storage.delete("folder");

    assertThat(keys(), is(List.of(prefix + "/folder-beside")));
    assertThat(server.unfinishedUploads(BUCKET), is(List.of(prefix + "/folder-beside")));
    storage.discardUnfinished("folder-beside");
    assertThat(storage.read("folder-beside"), is("stays"));
  }

  @Test
  void aFolderSaysWhatLiesDirectlyInItHoweverMuchThatIs() throws IOException {
    IntStream.range(0, 1_050).parallel().forEach(this::putSmall);
    for (String file : List.of("folder/b", "folder/a.json", "folder-beside", "folder/deep-not")) {
      storage.write(file, "");
    }

    assertThat(storage.list("folder"), is(List.of("a.json", "b", "deep-not", "deep/")));
    assertThat(storage.list(""), is(List.of("folder-beside", "folder/")));
    List<String> numbers = IntStream.range(0, 1_050).mapToObj(i -> "" + i).sorted().toList();
    assertThat(storage.list("folder/deep"), is(numbers));
  }

  @Test
  void nothingLiesInAFolderThatIsNotThere() throws IOException {
    assertThat(storage.list(""), is(empty()));
    storage.write("file", "");

    assertThat(storage.list("none/of/these"), is(empty()));
    assertThat(storage.list("file"), is(empty()));
    assertThrows(IllegalArgumentException.class, () -> storage.list("../outside"));
  }

  @Test
  void aWholeBucketIsAPlaceToo() throws IOException {
    try (Storage bucket = S3Place.open(server, server.endpoint(), "s3://" + BUCKET)) {
      bucket.write("metadata/" + prefix, "at the top");

      assertThat(bucket.read("metadata/" + prefix), is("at the top"));
      assertThat(bucket.list("metadata"), is(List.of(prefix)));
      assertThat(server.keys(BUCKET, "metadata/" + prefix), is(List.of("metadata/" + prefix)));
      bucket.delete("metadata/" + prefix);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "a/../../outside", "/etc/passwd", ".."})
  void pathsThatLeadOutOfTheRootAreRefused(String path) {
    assertThrows(IllegalArgumentException.class, () -> storage.write(path, "x"));
    assertThrows(IllegalArgumentException.class, () -> storage.size(path));
    assertThrows(IllegalArgumentException.class, () -> storage.delete(path));
  }

  /** By one request each; the server closes the connection of a request without a body. */
  private void putSmall(int number) {
    server
        .client()
        .putObject(
            request -> request.bucket(BUCKET).key(prefix + "/folder/deep/" + number),
            RequestBody.fromString("-"));
  }

  private List<String> keys() {
    return server.keys(BUCKET, prefix + "/");
  }

  private byte[] object(String path) {
    return server.bytes(BUCKET, prefix + "/" + path);
  }
}
