package io.seedmill.pipeline.run;

import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The attempts at runs whose temporary files lie in one folder of this machine. Each holds a lock
 * in its own folder there, which the system releases when its process ends, however that is. So the
 * folder of an attempt that was killed is known, and removed by the next one.
 *
 * <p>Folders without a lock, such as those of jobs on a cluster, are left alone.
 */
public final class Attempts {

  private static final String LOCK = "lock";
  private static final String ATTEMPT = "-[0-9a-f]{8}";

  /*
   * On POSIX systems a process gives back all its locks of a file when it closes the file, however
   * often it has opened it. So locks of this process are known here, and their files never opened
   * to look.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path root;

  /**
   * @param root the folder that holds the output, or what waits for it
   */
  public Attempts(Path root) {
    this.root = root;
  }

  /** Takes the lock of a new attempt; closing the result gives it back. */
  Closeable begin(DatasetLayout layout) throws IOException {
    Path file = root.resolve(layout.temporary(LOCK)).toAbsolutePath().normalize();
    OWN.add(file);
    FileChannel channel = null;
    while (channel == null) {
      Files.createDirectories(file.getParent());
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock();
      if (!Files.exists(file)) { // removed by another process between the two steps
        channel.close();
        channel = null;
      }
    }
    Closeable locked = channel;
    return () -> {
      locked.close();
      OWN.remove(file);
    };
  }

  /** Returns true if an attempt at a run goes on. */
  public boolean isRunning(String run) throws IOException {
    for (Path folder : folders()) {
      String name = folder.getFileName().toString();
      if (name.startsWith(run) && name.substring(run.length()).matches(ATTEMPT) && isHeld(folder)) {
        return true;
      }
    }
    return false;
  }

  /** Removes the temporary files of attempts whose process is gone. */
  public void removeAbandoned() throws IOException {
    try (Storage storage = Storage.of(root.toString())) {
      for (Path folder : folders()) {
        if (!isHeld(folder)) {
          storage.delete(DatasetLayout.TEMPORARY + "/" + folder.getFileName());
        }
      }
      storage.deleteIfEmpty(DatasetLayout.TEMPORARY);
    }
  }

  /** The folders of attempts that have a lock. */
  private List<Path> folders() throws IOException {
    Path all = root.resolve(DatasetLayout.TEMPORARY);
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(all)) {
      return found.filter(folder -> Files.exists(folder.resolve(LOCK))).sorted().toList();
    }
  }

  private static boolean isHeld(Path folder) throws IOException {
    if (OWN.contains(folder.resolve(LOCK).toAbsolutePath().normalize())) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (NoSuchFileException e) {
      return true;
    }
  }
}
