package io.seedmill.pipeline.run;

import io.seedmill.transforms.publish.Leftovers;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The attempts at runs whose temporary files lie in one folder of this machine. Each holds a lock
 * in its own folder there, which the system releases when its process ends, however that is. So the
 * folder of an attempt that was killed is known, and removed by the next one, with the files that
 * it had given their final names before its manifest.
 *
 * <p>Folders without a lock, such as those of jobs on a cluster, are left alone.
 */
public final class Attempts {

  private static final String LOCK = "lock";
  private static final int ATTEMPTS_TO_LOCK = 1000;

  private static final Duration LONGEST_PUBLICATION = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(50);

  /*
   * On POSIX systems a process gives back all its locks of a file when it closes the file, however
   * often it has opened it. So locks of this process are known here, and their files never opened
   * to look.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path root;

  /** The state of an attempt, as far as this machine can know. */
  public enum State {
    /** Its process lives. */
    LIVING,
    /** Its process is gone. */
    ENDED,
    /** It has no lock here: it may be of another machine, or of a cluster. */
    UNKNOWN
  }

  /**
   * @param root the folder that holds the output, or what waits for it
   */
  public Attempts(Path root) {
    this.root = root;
  }

  /**
   * Takes the lock of a new attempt; closing the result gives it back. The lock says which output
   * the attempt is for.
   */
  public Closeable begin(DatasetLayout layout, String output) throws IOException {
    Path file = lock(layout.temporaryFolder());
    OWN.add(file);
    FileChannel locked = open(file);
    locked.write(ByteBuffer.wrap(absolute(output).getBytes(StandardCharsets.UTF_8)));
    return () -> {
      locked.close();
      OWN.remove(file);
    };
  }

  /** Other processes remove empty folders, and those of attempts that hold no lock yet. */
  private static FileChannel open(Path file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      FileChannel channel = null;
      try {
        Files.createDirectories(file.getParent());
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        if (Files.exists(file)) {
          return channel;
        }
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        if (attempt == ATTEMPTS_TO_LOCK) {
          throw e;
        }
      }
      if (channel != null) {
        channel.close();
      }
    }
  }

  private Path lock(String folder) {
    return root.resolve(folder).resolve(LOCK).toAbsolutePath().normalize();
  }

  private static String absolute(String output) {
    return Storage.isLocal(output)
        ? Path.of(output).toAbsolutePath().normalize().toString()
        : output.replaceFirst("/+$", "");
  }

  /** Returns true if an attempt at a run goes on. */
  public boolean isRunning(String run) throws IOException {
    for (String folder : folders()) {
      if (Leftovers.runOf(folder).equals(Optional.of(run)) && state(folder) == State.LIVING) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the state of an attempt.
   *
   * @param folder the name of its temporary folder
   */
  public State state(String folder) throws IOException {
    Path file = lock(DatasetLayout.TEMPORARY + "/" + folder);
    if (!Files.exists(file)) {
      return State.UNKNOWN;
    }
    if (OWN.contains(file)) {
      return State.LIVING;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null ? State.LIVING : State.ENDED;
    } catch (OverlappingFileLockException | NoSuchFileException e) {
      return State.LIVING;
    }
  }

  /**
   * Removes the files of attempts whose process is gone: the temporary ones, and those in the
   * output that no manifest names.
   *
   * @param storage the output
   * @param output its root; files of attempts at another output are left there
   */
  public void removeEnded(Storage storage, String output) throws IOException {
    try (Storage temporary = Storage.of(root.toString())) {
      for (String folder : folders()) {
        Path file = lock(DatasetLayout.TEMPORARY + "/" + folder);
        if (!OWN.contains(file)) {
          removeIfEnded(folder, file, new Place(temporary, storage, absolute(output)));
        }
      }
      temporary.deleteIfEmpty(DatasetLayout.TEMPORARY);
    }
  }

  private record Place(Storage temporary, Storage storage, String output) {}

  /** Holds the lock of the attempt meanwhile, so that no other process does the same. */
  private void removeIfEnded(String folder, Path file, Place place) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return;
      }
      ByteBuffer text = ByteBuffer.allocate((int) Math.min(1 << 16, channel.size()));
      channel.read(text);
      String output = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
      boolean isInTheOutput = absolute(root.toString()).equals(place.output());
      if (isInTheOutput || output.equals(place.output())) {
        if (!removeNamed(folder, place.storage())) {
          return;
        }
        place.storage().delete(DatasetLayout.TEMPORARY + "/" + folder);
        place.storage().deleteIfEmpty(DatasetLayout.TEMPORARY);
      }
      removeTemporary(folder, !isInTheOutput && isElsewhere(output, place.output()), place);
    } catch (OverlappingFileLockException | NoSuchFileException e) {
      return; // another run of this process, or of another one, is at it
    }
  }

  /**
   * Removes the folder of an attempt that has no lock on this machine. An attempt that begins at
   * this moment waits for the lock, finds its folder gone, and makes it anew.
   *
   * @param storage the output, or what waits for it
   */
  void removeUnlocked(Storage storage, String folder) throws IOException {
    String all = DatasetLayout.TEMPORARY + "/" + folder;
    Path file = lock(all);
    if (OWN.contains(file)) {
      return;
    }
    if (!Files.isDirectory(file.getParent())) {
      storage.delete(all); // in a store
      return;
    }
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        storage.delete(all);
      }
    } catch (OverlappingFileLockException | NoSuchFileException e) {
      return; // it is at work, or gone
    }
  }

  private static boolean isElsewhere(String output, String here) {
    return !output.isEmpty() && !output.equals(here) && !Storage.isLocal(output);
  }

  /** The lock stays as the only sign of files in another output that is far away. */
  private static void removeTemporary(String folder, boolean keepLock, Place place)
      throws IOException {
    String all = DatasetLayout.TEMPORARY + "/" + folder;
    if (!keepLock) {
      place.temporary().delete(all);
      return;
    }
    for (String name : place.temporary().list(all)) {
      if (!name.equals(LOCK)) {
        place.temporary().delete(all + "/" + name.replaceFirst("/$", ""));
      }
    }
  }

  /**
   * Removes what an attempt that has ended had given final names. Where another attempt at the same
   * run may go on, nothing is removed, since that one may have taken these files over.
   *
   * @return whether that was done
   */
  boolean removeNamed(String folder, Storage storage) throws IOException {
    List<String> named = Leftovers.of(storage, folder);
    String metadata = DatasetLayout.METADATA + "/" + Leftovers.runOf(folder).orElse(folder);
    if (named.isEmpty()) {
      storage.deleteIfEmpty(metadata); // made to reserve the name
      return true;
    }
    for (String other : storage.list(DatasetLayout.TEMPORARY)) {
      String name = other.replaceFirst("/$", "");
      if (!name.equals(folder)
          && Leftovers.runOf(name).equals(Leftovers.runOf(folder))
          && state(name) != State.ENDED) {
        return false;
      }
    }
    for (String path : named) {
      storage.delete(path);
      Leftovers.removeEmptyFolders(storage, path);
    }
    storage.deleteIfEmpty(DatasetLayout.TURNS);
    storage.deleteIfEmpty(metadata);
    return true;
  }

  /**
   * Waits while another attempt at the same run gives files their final names, or while they are
   * removed after its end. An attempt that has its lock before it waits here never takes over a
   * file that is about to be removed: who removes looks for such locks first.
   */
  void awaitPublications(DatasetLayout layout, Storage storage) throws IOException {
    long end = System.nanoTime() + LONGEST_PUBLICATION.toNanos();
    for (String folder : folders()) {
      while (Leftovers.runOf(folder).equals(Optional.of(layout.run()))
          && !layout.temporaryFolder().endsWith("/" + folder)
          && Leftovers.isNoted(storage, folder)
          && state(folder) == State.LIVING
          && System.nanoTime() < end) {
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }

  /** The names of the folders of attempts that have a lock. */
  private List<String> folders() throws IOException {
    List<String> names = new ArrayList<>();
    try (Storage storage = Storage.of(root.toString())) {
      for (String name : storage.list(DatasetLayout.TEMPORARY)) {
        String folder = name.replaceFirst("/$", "");
        if (Files.exists(lock(DatasetLayout.TEMPORARY + "/" + folder))) {
          names.add(folder);
        }
      }
    }
    return names;
  }
}
