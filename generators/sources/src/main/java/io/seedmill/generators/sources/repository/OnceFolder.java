package io.seedmill.generators.sources.repository;

import io.seedmill.generators.UnusableException;
import io.seedmill.generators.disk.DiskForce;
import io.seedmill.generators.sources.cache.CacheFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of the cache that is made once on a machine, whatever number of processes ask for it.
 *
 * <p>Each attempt makes a folder of a new name, since neither a virtual environment nor a half-made
 * folder can be moved or taken over. A note names the folder that is whole. It is written last,
 * once all in the folder is on the disk, so a power cut leaves no note of a folder with empty
 * files. So what an attempt has left that was killed, or that still runs, is never used. A lock on
 * a file keeps others waiting while one works.
 */
final class OnceFolder {

  private static final Logger LOG = LoggerFactory.getLogger(OnceFolder.class);
  private static final ConcurrentMap<Path, Object> IN_THIS_JVM = new ConcurrentHashMap<>();

  private final Path parent;
  private final String key;
  private final Predicate<Path> isUsable;

  /** Fills a folder, which is there and empty. */
  @FunctionalInterface
  interface Maker {
    void make(Path folder) throws IOException, UnusableException, InterruptedException;
  }

  /**
   * @param parent where it lies
   * @param key what its content depends on; a name for files
   * @param isUsable whether a folder that was made before can still be used
   */
  OnceFolder(Path parent, String key, Predicate<Path> isUsable) {
    this.parent = parent;
    this.key = key;
    this.isUsable = isUsable;
  }

  /** Returns the folder if it has been made and can be used. */
  Optional<Path> find() throws IOException {
    if (!Files.isRegularFile(note())) {
      return Optional.empty();
    }
    try {
      String named = Files.readString(note()).replace("\0", "").strip();
      Path folder = parent.resolve(named);
      return named.startsWith(key) && Files.isDirectory(folder) && isUsable.test(folder)
          ? Optional.of(folder)
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Returns the folder, which is made first unless it has been. */
  Path get(Maker maker) throws IOException, UnusableException, InterruptedException {
    create(parent);
    synchronized (IN_THIS_JVM.computeIfAbsent(note(), unseen -> new Object())) {
      Optional<Path> found = find();
      if (found.isPresent()) {
        return found.get();
      }
      try (FileChannel channel =
              FileChannel.open(
                  parent.resolve(key + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = lock(channel)) {
        found = find();
        return found.isPresent() && held.isValid() ? found.get() : make(maker);
      }
    }
  }

  /**
   * Creates a folder of the cache.
   *
   * @throws UnusableException if that is not possible
   */
  static Path create(Path folder) throws UnusableException {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw unusable("the folder %s, which cannot be made".formatted(folder), e);
    }
  }

  private static UnusableException unusable(String found, IOException cause) {
    return new UnusableException(
        "/repository",
        "%s (%s)".formatted(found, cause.getMessage()),
        "a folder on a local disk, which %s names".formatted(CacheFolder.VARIABLE));
  }

  private FileLock lock(FileChannel channel) throws UnusableException, InterruptedException {
    try {
      FileLock free = channel.tryLock();
      if (free != null) {
        return free;
      }
      LOG.info("waiting for another process, which makes {}", parent.resolve(key));
      return channel.lock();
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException("interrupted").initCause(e);
      }
      Path file = parent.resolve(key + ".lock");
      throw unusable("the file %s, which cannot be locked".formatted(file), e);
    }
  }

  private Path make(Maker maker) throws IOException, UnusableException, InterruptedException {
    removeLeftovers();
    Path folder = Files.createTempDirectory(parent, key + "-");
    boolean made = false;
    try {
      maker.make(folder);
      DiskForce.tree(folder);
      Path note = Files.createTempFile(parent, key, ".tmp");
      writeToDisk(note, folder.getFileName().toString());
      Files.move(note, note(), StandardCopyOption.ATOMIC_MOVE);
      DiskForce.folder(parent);
      made = true;
      return folder;
    } finally {
      if (!made) {
        remove(folder);
      }
    }
  }

  private static void writeToDisk(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(StandardCharsets.UTF_8.encode(text));
      channel.force(true);
    }
  }

  /** Removes what attempts have left; the folder that others may be using is not among it. */
  private void removeLeftovers() throws IOException {
    String named = Files.exists(note()) ? Files.readString(note()).strip() : "";
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, key + "-*")) {
      for (Path folder : folders) {
        if (!folder.getFileName().toString().equals(named)) {
          remove(folder);
        }
      }
    }
  }

  /** Removes a folder with all in it; what cannot be removed stays, and is never used. */
  static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} cannot be removed: {}", folder, e.getMessage());
    }
  }

  private Path note() {
    return parent.resolve(key + ".note");
  }
}
