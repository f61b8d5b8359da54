package io.seedmill.transforms.storage;

import io.seedmill.generators.disk.DiskForce;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The steps by which files of a local folder get their names, so that a power cut leaves each file
 * whole or none: what names a file is done once its bytes are on the disk, and is on the disk
 * itself when the step returns.
 *
 * <p>A rename alone promises neither: file systems such as ext4, XFS and Btrfs may write the new
 * name long before the bytes, and then the file is empty. So a file is forced once, before it gets
 * its name, and its folder after. A folder is an entry of the one above it, so those above are
 * forced too, the first time.
 */
class Disk {

  /** The number of times that a folder is made again which others remove, since it is empty. */
  private static final int ATTEMPTS = 1000;

  private final Path root;
  private final Set<Path> made = ConcurrentHashMap.newKeySet();
  private final Set<Path> forced = ConcurrentHashMap.newKeySet();

  /**
   * @param root the folder whose files are kept safe
   */
  Disk(Path root) {
    this.root = root;
  }

  /** A step that needs the folder of a file. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws IOException;
  }

  /**
   * Does something in the folder of a file, which is made if it is not there. Another process may
   * remove the folder in between, since it is empty; then it is made again.
   */
  <T> T inFolderOf(Path file, Step<T> step) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        createFolders(file.getParent());
        return step.run();
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void createFolders(Path folder) throws IOException {
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    createFolders(folder.getParent());
    try {
      Files.createDirectory(folder);
      made.add(folder);
    } catch (FileAlreadyExistsException e) {
      if (!isFolder(folder)) {
        throw new FileSystemException(folder.toString(), null, "Not a directory");
      }
    }
  }

  /**
   * Looks once: between two looks another process may remove the folder.
   *
   * @throws NoSuchFileException if nothing has the name any more
   */
  private static boolean isFolder(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
  }

  /**
   * Gives a file its name, unless that is taken.
   *
   * @throws FileAlreadyExistsException if it is
   */
  void publish(Path from, Path to) throws IOException {
    force(from);
    inFolderOf(
        to,
        () -> {
          link(from, to);
          return null;
        });
    forceFoldersOf(to);
    Files.deleteIfExists(from);
  }

  /** Gives a file its name, in place of the file that has it. */
  void replace(Path from, Path to) throws IOException {
    force(from);
    inFolderOf(
        to,
        () -> {
          rename(from, to);
          return null;
        });
    forceFoldersOf(to);
  }

  /** Makes a symbolic link, in place of the one that has its name. */
  void linkSymbolically(Path temporary, Path target, Path link) throws IOException {
    inFolderOf(temporary, () -> Files.createSymbolicLink(temporary, target));
    inFolderOf(
        link,
        () -> {
          rename(temporary, link);
          return null;
        });
    forceFoldersOf(link);
  }

  /*
   * A hard link fails where the name is taken, in one step; a rename would replace the other file.
   * On a file system without links, a rename after a look comes closest.
   */
  void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(from, to);
    }
  }

  /** Gives a file a second name, or copies its bytes where the file system has no links. */
  void copy(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(from, to);
    }
  }

  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes all bytes of a file to the disk, whoever wrote them. */
  void force(Path file) throws IOException {
    DiskForce.file(file);
  }

  /** Writes the names in a folder to the disk, where the file system lets a program do that. */
  void forceFolder(Path folder) throws IOException {
    DiskForce.folder(folder);
  }

  private void forceFoldersOf(Path file) throws IOException {
    Path folder = file.getParent();
    forceFolder(folder);
    while (!forced.contains(folder) && (folder.startsWith(root) || made.contains(folder))) {
      Path above = folder.getParent();
      if (above == null) {
        return;
      }
      forceFolder(above);
      forced.add(folder);
      folder = above;
    }
  }
}
