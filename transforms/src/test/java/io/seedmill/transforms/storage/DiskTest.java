package io.seedmill.transforms.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of a file are on the disk before its name is, and both before the next file's. */
class DiskTest {

  @TempDir Path folder;

  private final List<String> steps = new ArrayList<>();
  private Path root;
  private Storage storage;

  @BeforeEach
  void openRootThatDoesNotExist() {
    root = folder.resolve("new/root");
    storage = new LocalStorage(root, new RecordingDisk());
  }

  @Test
  void aFileIsForcedBeforeItIsPublishedAndItsFoldersAfter() throws IOException {
    storage.write("t/one", "1");
    storage.write("t/two", "2");
    assertThat("temporary files are not forced", steps, is(List.of()));

    storage.publish("t/one", "a/b/one");
    storage.publish("t/two", "a/b/two");

    assertThat(
        steps,
        contains(
            "force t/one",
            "name a/b/one",
            "folder a/b",
            "folder a",
            "folder .",
            "folder ..",
            "folder ../..",
            "force t/two",
            "name a/b/two",
            "folder a/b"));
  }

  @Test
  void filesThatAreJoinedAreForcedOnce() throws IOException {
    storage.write("t/one", "1");
    storage.write("t/two", "22");

    storage.publish(List.of(new StoredFile("t/one", 1), new StoredFile("t/two", 2)), "final");

    assertThat(steps.subList(1, 3), contains("name final", "folder ."));
    assertThat(steps.get(0), startsWith("force t/one-joined-"));
    assertThat(storage.read("final"), is("122"));
  }

  @Test
  void aFileThatReplacesAnotherIsForcedBefore() throws IOException {
    try (PendingFile file = storage.createReplacing("t/one", "metadata/latest-run.json")) {
      file.write(new byte[] {'1'}, 0, 1);
      file.commit();
    }
    steps.clear();
    try (PendingFile file = storage.createReplacing("t/two", "metadata/latest-run.json")) {
      file.write(new byte[] {'2'}, 0, 1);
      file.commit();
    }

    assertThat(steps, contains("force t/two", "name metadata/latest-run.json", "folder metadata"));
    assertThat(storage.read("metadata/latest-run.json"), is("2"));
  }

  @Test
  void aFileThatCannotBeForcedGetsNoName() throws IOException {
    storage = new LocalStorage(root, new FailingDisk("full"));
    storage.write("t/one", "1");

    assertThrows(IOException.class, () -> storage.publish("t/one", "one"));
    assertThrows(IOException.class, () -> storage.replace("t/one", "one"));

    assertThat(Files.exists(root.resolve("one")), is(false));
  }

  @Test
  void aFileIsNamedWhoeverRemovesItsFolderMeanwhile() throws Exception {
    Storage plain = new LocalStorage(root);
    int threads = 8;
    int rounds = 300;
    List<Callable<List<String>>> tasks = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int own = thread;
      tasks.add(
          () -> {
            List<String> read = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
              String name = own + "-" + round;
              plain.write("shared/" + own + "/temporary", name);
              plain.replace("shared/" + own + "/temporary", "shared/named/" + name);
              read.add(plain.read("shared/named/" + name));
              plain.delete("shared/named/" + name);
              plain.deleteIfEmpty("shared/named");
              plain.deleteIfEmpty("shared/" + own);
              plain.deleteIfEmpty("shared");
              plain.deleteIfEmpty("");
            }
            return read;
          });
    }

    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (Future<List<String>> done : pool.invokeAll(tasks)) {
        assertThat(done.get().size(), is(rounds));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aFolderIsRemovedBySeveralAtATime() throws Exception {
    Storage plain = new LocalStorage(root);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 50; round++) {
        for (int file = 0; file < 20; file++) {
          plain.write("abandoned/deep/" + file, "");
        }
        Callable<Void> remove =
            () -> {
              plain.delete("abandoned");
              return null;
            };
        for (Future<Void> done : pool.invokeAll(List.of(remove, remove, remove, remove))) {
          done.get();
        }
        assertThat(plain.list("abandoned"), is(List.of()));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aNameThatIsTakenIsRefused() throws IOException {
    storage.write("t/one", "1");
    storage.write("taken", "0");

    assertThrows(FileAlreadyExistsException.class, () -> storage.publish("t/one", "taken"));
    assertThrows(NoSuchFileException.class, () -> storage.replace("t/none", "taken"));
    assertThrows(FileSystemException.class, () -> storage.write("taken/below", "2"));

    assertThat(storage.read("taken"), is("0"));
    assertThat(steps, everyItem(startsWith("force t/")));
  }

  private final class RecordingDisk extends Disk {

    RecordingDisk() {
      super(root);
    }

    @Override
    void force(Path file) throws IOException {
      super.force(file);
      record("force", file);
    }

    @Override
    void forceFolder(Path forced) throws IOException {
      super.forceFolder(forced);
      record("folder", forced);
    }

    @Override
    void link(Path from, Path to) throws IOException {
      super.link(from, to);
      record("name", to);
    }

    @Override
    void rename(Path from, Path to) throws IOException {
      super.rename(from, to);
      record("name", to);
    }

    private void record(String step, Path file) {
      String name = root.relativize(file).toString();
      steps.add(step + " " + (name.isEmpty() ? "." : name));
    }
  }

  private final class FailingDisk extends Disk {

    private final String message;

    FailingDisk(String message) {
      super(root);
      this.message = message;
    }

    @Override
    void force(Path file) throws IOException {
      throw new IOException(message);
    }
  }
}
