package io.seedmill.transforms.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStorageTest {

  @TempDir Path folder;

  private Path root;
  private Storage storage;

  @BeforeEach
  void openRootThatDoesNotExist() {
    root = folder.resolve("new/root");
    storage = Storage.of(root.toString());
  }

  @Test
  void aFileIsCreatedWithItsFoldersAndReadBack() throws IOException {
    storage.write("a/b/file", "grüße\n");

    assertThat(storage.read("a/b/file"), is("grüße\n"));
    assertThat(Files.readString(root.resolve("a/b/file")), is("grüße\n"));
    assertThat(storage.size("a/b/file"), is(OptionalLong.of(8)));
    assertThat(storage.size("a/b/other"), is(OptionalLong.empty()));
  }

  @Test
  void aFolderInPlaceOfAFileIsNamed() throws IOException {
    storage.write("a/file", "");
    FileSystemException e = assertThrows(FileSystemException.class, () -> storage.read("a"));
    assertThat(e.getFile(), is(root.resolve("a").toString()));
    assertThat(e.getReason(), is("found a folder, where a file is due"));
  }

  @Test
  void aFolderSaysWhatLiesDirectlyInIt() throws IOException {
    storage.write("folder/b", "");
    storage.write("folder/a.json", "");
    storage.write("folder/c/deep/file", "");
    storage.write("folder-beside", "");

    assertThat(storage.list("folder"), is(List.of("a.json", "b", "c/")));
    assertThat(storage.list("folder/c"), is(List.of("deep/")));
    assertThat(storage.list(""), is(List.of("folder-beside", "folder/")));
  }

  @Test
  void aLinkTakesThePlaceOfAnotherButNotOfAFile() throws IOException {
    storage.write("folder/a", "a");
    storage.write("folder/b", "b");
    storage.write("folder/mine", "mine");
    assertThat(storage.link("temporary/1", "folder/a", "folder/latest"), is(true));
    assertThat(storage.link("temporary/2", "folder/b", "folder/latest"), is(true));
    assertThat(storage.read("folder/latest"), is("b"));
    assertThat(storage.linked("folder/latest"), is(Optional.of("folder/b")));
    assertThat(storage.linked("folder/b"), is(Optional.empty()));
    assertThat(storage.link("temporary/3", "folder/a", "folder/mine"), is(false));
    assertThat(storage.read("folder/mine"), is("mine"));
    storage.delete("folder/b");
    assertThat("it leads nowhere", storage.linked("folder/latest"), is(Optional.of("folder/b")));
    storage.delete("folder/latest");
    assertThat(storage.list("folder"), is(List.of("a", "mine")));
  }

  /** A link that cannot be replaced would lead to an older file. */
  @Test
  void whereLinksCannotBeMadeThereIsNone() throws IOException {
    storage.write("folder/a", "a");
    assertThat(storage.link("temporary/1", "folder/a", "folder/latest"), is(true));
    Storage withoutLinks =
        new LocalStorage(
            root,
            new Disk(root) {
              @Override
              void linkSymbolically(Path temporary, Path target, Path link) throws IOException {
                throw new FileSystemException(link.toString(), null, "Operation not permitted");
              }
            });
    assertThat(withoutLinks.link("temporary/2", "folder/a", "folder/latest"), is(false));
    assertThat(storage.list("folder"), is(List.of("a")));
  }

  @Test
  void nothingLiesInAFolderThatIsNotThere() throws IOException {
    assertThat(storage.list(""), is(List.of()));
    storage.write("file", "");

    assertThat(storage.list("none/of/these"), is(List.of()));
    assertThat(storage.list("file"), is(List.of()));
    assertThrows(IllegalArgumentException.class, () -> storage.list("../outside"));
  }

  @Test
  void aFileThatIsThereIsNotCreatedAgain() throws IOException {
    storage.write("file", "first");

    assertThrows(FileAlreadyExistsException.class, () -> storage.write("file", "second"));

    assertThat(storage.read("file"), is("first"));
  }

  @Test
  void aPieceIsReadFromItsPlace() throws IOException {
    storage.write("file", "0123456789");
    byte[] target = "........".getBytes(StandardCharsets.UTF_8);

    storage.read("file", 4, target, 6);

    assertThat(new String(target, StandardCharsets.UTF_8), is("456789.."));
  }

  @Test
  void aPieceBehindTheEndIsRefused() throws IOException {
    storage.write("file", "0123456789");

    assertThrows(EOFException.class, () -> storage.read("file", 4, new byte[7], 7));
    assertThrows(NoSuchFileException.class, () -> storage.read("none", 0, new byte[1], 1));
  }

  @Test
  void publishingMovesTheFile() throws IOException {
    storage.write("temporary", "data");

    storage.publish("temporary", "deep/down/final");

    assertThat(storage.read("deep/down/final"), is("data"));
    assertThat(storage.size("temporary"), is(OptionalLong.empty()));
  }

  @Test
  void publishingOverwritesNothing() throws IOException {
    storage.write("temporary", "new");
    storage.write("final", "old");

    assertThrows(FileAlreadyExistsException.class, () -> storage.publish("temporary", "final"));

    assertThat(storage.read("final"), is("old"));
    assertThat(storage.read("temporary"), is("new"));
  }

  @Test
  void publishingAFileThatIsNotThereIsRefused() {
    assertThrows(NoSuchFileException.class, () -> storage.publish("temporary", "final"));
  }

  @Test
  void filesArePublishedIntoAFolderThatIsALinkToAnother() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("larger/disk"));
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("linked"), elsewhere);
    storage.write("temporary", "data");
    storage.write("linked/other", "pointer");

    storage.publish("temporary", "linked/final");
    storage.replace("linked/other", "linked/final");

    assertThat(Files.readString(elsewhere.resolve("final")), is("pointer"));
  }

  @Test
  void aCopyHasItsNameAtOnceAndTheFirstStays() throws IOException {
    storage.write("first", "bytes");
    storage.write("deep/second", "old");

    storage.copy("first", "deep/second");
    storage.copy("first", "deep/second"); // to a name that it has
    storage.copy("first", "absent/third");

    assertThat(storage.read("first"), is("bytes"));
    assertThat(storage.read("deep/second"), is("bytes"));
    assertThat(storage.read("absent/third"), is("bytes"));
    assertThat(storage.list(""), is(List.of("absent/", "deep/", "first")));
    assertThat(storage.list("deep"), is(List.of("second")));
  }

  @Test
  void replacingReplaces() throws IOException {
    storage.write("final", "old");
    storage.write("one", "new");
    storage.write("two", "newer");

    storage.replace("one", "final");
    assertThat(storage.read("final"), is("new"));
    storage.replace("two", "final");
    assertThat(storage.read("final"), is("newer"));

    storage.write("three", "first");
    storage.replace("three", "deep/down/absent");
    assertThat(storage.read("deep/down/absent"), is("first"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "a/../../outside", "/etc/passwd", "..", "../rootling/x"})
  void pathsThatLeadOutOfTheRootAreRefused(String path) throws IOException {
    storage.write("inside", "data");
    Path outside = Files.writeString(root.resolveSibling("outside"), "not ours");

    assertThrows(IllegalArgumentException.class, () -> storage.write(path, "x"));
    assertThrows(IllegalArgumentException.class, () -> storage.open(path));
    assertThrows(IllegalArgumentException.class, () -> storage.createPiece(path, 0));
    assertThrows(IllegalArgumentException.class, () -> storage.size(path));
    assertThrows(IllegalArgumentException.class, () -> storage.publish("inside", path));
    assertThrows(IllegalArgumentException.class, () -> storage.replace("inside", path));
    assertThrows(IllegalArgumentException.class, () -> storage.delete(path));

    assertThat(storage.read("inside"), is("data"));
    assertThat(Files.readString(outside), is("not ours"));
  }

  @Test
  void severalWritersFillOneFileInPlace() throws Exception {
    int writers = 8;
    int length = 100_000;
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int writer = writers - 1; writer >= 0; writer--) {
      byte[] piece = new byte[length];
      Arrays.fill(piece, (byte) ('a' + writer));
      long offset = (long) writer * length;
      tasks.add(() -> writeAt("shared", offset, piece));
    }

    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (Future<Void> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }

    byte[] bytes = Files.readAllBytes(root.resolve("shared"));
    assertThat(bytes.length, is(writers * length));
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != 'a' + i / length) {
        throw new AssertionError("byte " + i + " is " + bytes[i]);
      }
    }
  }

  @Test
  void writingInPlaceKeepsWhatLiesAround() throws IOException {
    storage.write("file", "0123456789");

    writeAt("file", 3, "abc".getBytes(StandardCharsets.UTF_8));

    assertThat(storage.read("file"), is("012abc6789"));
  }

  @Test
  void aFolderIsDeletedWithAllInIt() throws IOException {
    storage.write("folder/deep/one", "1");
    storage.write("folder/two", "2");
    storage.write("folder-beside", "3");

    storage.delete("folder");
    storage.delete("folder");
    storage.delete("folder-beside");

    assertThat(Files.exists(root.resolve("folder")), is(false));
    assertThat(Files.exists(root.resolve("folder-beside")), is(false));
    assertThat(Files.exists(root), is(true));
  }

  @Test
  void deletingDoesNotFollowLinks() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "not ours");
    Files.createDirectories(root.resolve("folder"));
    Files.createSymbolicLink(root.resolve("folder/link"), folder);

    storage.delete("folder");

    assertThat(Files.readString(outside), is("not ours"));
  }

  @Test
  void onlyAnEmptyFolderIsDeletedIfEmpty() throws IOException {
    storage.write("full/file", "1");
    Files.createDirectories(root.resolve("empty"));

    storage.deleteIfEmpty("full");
    storage.deleteIfEmpty("empty");
    storage.deleteIfEmpty("absent");

    assertThat(storage.read("full/file"), is("1"));
    assertThat(Files.exists(root.resolve("empty")), is(false));
  }

  @Test
  void aPlaceOfAnotherKindIsRefused() {
    Exception thrown =
        assertThrows(IllegalArgumentException.class, () -> Storage.of("ftp://host/folder"));

    assertThat(
        thrown.getMessage(),
        is(
            "no storage for 'ftp://': allowed is the path of a local folder, or"
                + " s3://bucket/prefix"));
  }

  private Void writeAt(String path, long offset, byte[] piece) throws IOException {
    try (PendingFile out = storage.createPiece(path, offset)) {
      out.write(piece, 0, piece.length);
      out.commit();
    }
    return null;
  }
}
