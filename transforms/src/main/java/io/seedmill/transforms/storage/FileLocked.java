package io.seedmill.transforms.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;

/**
 * The lock of a file that one process changes at a time; it is given back when it is closed, and
 * when its process dies.
 *
 * <p>The lock's file is removed by its holder, before the lock is given back. Who has waited for it
 * holds the lock of a file without a name then. So a holder gives its file a size by chance and
 * looks whether the file of that name has it, some times over: another file may have one such size,
 * and two holders lose changes until nobody waits. A file system without locks, and a process that
 * is stopped while it holds the lock, keep nobody waiting for ever.
 */
final class FileLocked implements Closeable {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final long POLL_MILLISECONDS = 5;
  private static final int SIZES = 1 << 16; // some file systems write out what is left empty

  /** As many that two files have all sizes in common less than once in 2^64 times. */
  private static final int LOOKS = 4;

  /** Locks are of a process, not of a thread. */
  private static final ReentrantLock OF_THIS_PROCESS = new ReentrantLock(true);

  private final Path file;
  private final FileChannel channel;

  private FileLocked(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Waits until this process has the lock, or has waited too long for it. */
  static FileLocked by(Path file, Disk disk) throws IOException {
    OF_THIS_PROCESS.lock();
    try {
      long end = System.nanoTime() + LONGEST_WAIT.toNanos();
      while (true) {
        FileChannel channel =
            disk.inFolderOf(
                file,
                () -> FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        if (isLocked(channel, end)
            && !hasItsName(file, channel, ThreadLocalRandom.current()::nextInt)) {
          channel.close();
          continue;
        }
        return new FileLocked(file, channel);
      }
    } catch (IOException | RuntimeException | Error e) {
      OF_THIS_PROCESS.unlock();
      throw e;
    }
  }

  /** Returns false if there are no locks, or another process keeps it too long. */
  private static boolean isLocked(FileChannel channel, long end) throws IOException {
    while (System.nanoTime() < end) {
      FileLock lock;
      try {
        lock = channel.tryLock();
      } catch (IOException e) {
        return false; // some network file systems have no locks
      }
      if (lock != null) {
        return true;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
      } catch (InterruptedException e) {
        channel.close();
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      }
    }
    return false;
  }

  /**
   * Looks without opening the file: on POSIX systems, closing it would give back the lock.
   *
   * @param chance a number from 0 to below the one it is given
   */
  static boolean hasItsName(Path file, FileChannel channel, IntUnaryOperator chance)
      throws IOException {
    try {
      for (int look = 0; look < LOOKS; look++) {
        int mark = chance.applyAsInt(SIZES);
        channel.truncate(0).write(ByteBuffer.allocate(1), mark);
        if (Files.size(file) != mark + 1L) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(file);
    } finally {
      OF_THIS_PROCESS.unlock();
    }
  }
}
