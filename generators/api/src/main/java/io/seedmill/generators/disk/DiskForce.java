package io.seedmill.generators.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Writes to the disk what the system may still hold in memory. */
public final class DiskForce {

  /**
   * File systems with a journal write it once for all who wait, so many files at a time take little
   * longer than one.
   */
  private static final int AT_A_TIME = 16;

  private static final int WAITING = 1000;

  private static final boolean IS_WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  /** A file of git is read-only; Windows forces none that is not open for writing. */
  private static final OpenOption ACCESS =
      IS_WINDOWS ? StandardOpenOption.WRITE : StandardOpenOption.READ;

  private static final String CHANGED = "unix:ctime";

  private DiskForce() {}

  /** Writes all bytes of a file to the disk, whoever wrote them. */
  public static void file(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, ACCESS)) {
      channel.force(true);
    }
  }

  /** Writes the names in a folder to the disk, where the file system lets a program do that. */
  public static void folder(Path folder) throws IOException {
    if (IS_WINDOWS) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      if (!cannotForceFolders(e)) {
        throw e;
      }
    }
  }

  /**
   * Some network and FUSE file systems answer EINVAL, EBADF or ENOTSUP, and keep names otherwise.
   */
  private static boolean cannotForceFolders(IOException refused) {
    String message = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("invalid argument")
        || message.contains("bad file descriptor")
        || message.contains("not supported")
        || message.contains("not implemented");
  }

  /**
   * Writes a folder to the disk, with all in it, and its name in the folders above it. It takes
   * memory for some files at a time. What may not be opened is left to the system.
   *
   * <p>Nobody may write into the folder meanwhile, so the order does not matter.
   */
  public static void tree(Path folder) throws IOException {
    tree(folder, path -> true);
  }

  /**
   * Writes those files and folders to the disk that have changed since a moment, in a folder of
   * which others may be large and older; otherwise as {@link #tree}.
   */
  public static void changedSince(Instant begin, Path folder) throws IOException {
    FileTime since = FileTime.from(begin);
    tree(folder, path -> hasChanged(path, since));
  }

  /** The times of what an archive holds may be old; that of the change of an inode is not. */
  private static boolean hasChanged(Path path, FileTime since) {
    try {
      FileTime changed = (FileTime) Files.getAttribute(path, CHANGED, LinkOption.NOFOLLOW_LINKS);
      return changed.compareTo(since) >= 0;
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      return true; // a machine that does not know
    }
  }

  private static void tree(Path folder, Predicate<Path> wanted) throws IOException {
    AtomicReference<IOException> failure = new AtomicReference<>();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            AT_A_TIME,
            AT_A_TIME,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            new ThreadPoolExecutor.CallerRunsPolicy());
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes found) {
              return wanted.test(each) ? submit(() -> folder(each)) : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes found) {
              return found.isRegularFile() && wanted.test(each)
                  ? submit(() -> file(each))
                  : FileVisitResult.CONTINUE;
            }

            private FileVisitResult submit(Step step) {
              pool.execute(() -> attempt(step, failure));
              return failure.get() == null ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }
          });
      Path above = folder.toAbsolutePath().getParent();
      for (; above != null && failure.get() == null; above = above.getParent()) {
        Path each = above;
        attempt(() -> folder(each), failure);
      }
    } finally {
      pool.shutdown();
      awaitEnd(pool);
    }
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  private static void awaitEnd(ThreadPoolExecutor pool) throws InterruptedIOException {
    try {
      while (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
        // A slow disk takes its time.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static void attempt(Step step, AtomicReference<IOException> failure) {
    try {
      step.run();
    } catch (AccessDeniedException | NoSuchFileException e) {
      // Not the caller's own, or gone: nothing of it is promised.
    } catch (IOException e) {
      failure.compareAndSet(null, e);
    }
  }
}
