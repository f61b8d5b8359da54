package io.seedmill.transforms.publish;

import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The turn to publish the dataset of a plan, which one run of an output has at a time: others wait
 * for it, and then find what it has published. A run that has died has it no longer than others
 * wait.
 */
final class Turn {

  private static final long POLL_MILLISECONDS = 100;

  private final Storage storage;
  private final String file;

  private Turn(Storage storage, String file) {
    this.storage = storage;
    this.file = file;
  }

  /**
   * Takes the turn.
   *
   * @param plan the digest of the plan
   * @param longest how long another run may have it
   */
  static Turn take(Storage storage, DatasetLayout layout, String plan, Duration longest)
      throws IOException {
    String file = file(plan);
    long end = System.nanoTime() + longest.toNanos();
    while (!isTaken(storage, layout, file) && !isOf(storage, layout.run(), file)) {
      if (System.nanoTime() > end) {
        storage.delete(file);
        end = System.nanoTime() + longest.toNanos();
      } else {
        pause();
      }
    }
    return new Turn(storage, file);
  }

  /** Returns the file that says whose turn it is. */
  static String file(String plan) {
    int digits = plan.indexOf(':') + 1;
    return DatasetLayout.TURNS + "/" + plan.substring(digits, digits + 8) + "/run";
  }

  private static boolean isTaken(Storage storage, DatasetLayout layout, String file)
      throws IOException {
    String temporary = layout.temporary("turn-" + UUID.randomUUID());
    storage.write(temporary, layout.run());
    try {
      storage.publish(temporary, file);
      return true;
    } catch (FileAlreadyExistsException e) {
      storage.delete(temporary);
      return false;
    }
  }

  /** Returns true if an attempt at the run has it. */
  static boolean isOf(Storage storage, String run, String file) throws IOException {
    try {
      return storage.read(file).equals(run);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static void pause() throws IOException {
    try {
      new CountDownLatch(1).await(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  /** Gives the turn to the next run, which may take it before the folder is removed. */
  void end() throws IOException {
    storage.delete(file);
    Leftovers.removeEmptyFolders(storage, file);
    storage.deleteIfEmpty(DatasetLayout.TURNS);
  }
}
