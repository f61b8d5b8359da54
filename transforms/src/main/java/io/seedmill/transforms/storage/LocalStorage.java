package io.seedmill.transforms.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A folder of the local file system. Files that were published, or took the place of others, are on
 * the disk; temporary ones may be lost with the power.
 */
final class LocalStorage implements Storage {

  private final Path root;
  private final Disk disk;

  LocalStorage(Path root) {
    this(root, new Disk(root.toAbsolutePath().normalize()));
  }

  LocalStorage(Path root, Disk disk) {
    this.root = root.toAbsolutePath().normalize();
    this.disk = disk;
  }

  @Override
  public PendingFile create(String path) throws IOException {
    Path file = resolve(path);
    FileChannel channel = open(file, StandardOpenOption.CREATE_NEW);
    return new PendingLocalFile(path, channel, () -> Files.deleteIfExists(file));
  }

  @Override
  public PendingFile createReplacing(String temporary, String path) throws IOException {
    return new ReplacingFile(create(temporary), path, () -> replace(temporary, path));
  }

  /** A file that is renamed when it is committed. */
  private record ReplacingFile(PendingFile temporary, String path, PendingLocalFile.Ending rename)
      implements PendingFile {

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      temporary.write(bytes, offset, length);
    }

    @Override
    public void commit() throws IOException {
      temporary.commit();
      rename.run();
    }

    @Override
    public void close() throws IOException {
      temporary.close();
    }
  }

  /** In the file itself, so that other pieces of it stay when this one is not committed. */
  @Override
  public PendingFile createPiece(String path, long offset) throws IOException {
    Path file = resolve(path);
    FileChannel channel = open(file, StandardOpenOption.CREATE);
    try {
      return new PendingLocalFile(path, channel.position(offset), () -> {});
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private FileChannel open(Path file, StandardOpenOption creation) throws IOException {
    return disk.inFolderOf(file, () -> FileChannel.open(file, creation, StandardOpenOption.WRITE));
  }

  @Override
  public InputStream open(String path, long offset, long length) throws IOException {
    Path file = resolve(path);
    if (Files.isDirectory(file)) { // opens, and then cannot be read, for which Java names no file
      throw new FileSystemException(file.toString(), null, "found a folder, where a file is due");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return Channels.newInputStream(channel.position(offset));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void read(String path, long offset, byte[] target, int length) throws IOException {
    ByteBuffer piece = ByteBuffer.wrap(target, 0, length);
    try (FileChannel file = FileChannel.open(resolve(path), StandardOpenOption.READ)) {
      while (piece.hasRemaining()) {
        if (file.read(piece, offset + piece.position()) < 0) {
          throw new EOFException(path + " ends before " + (offset + length));
        }
      }
    }
  }

  @Override
  public OptionalLong size(String path) throws IOException {
    try {
      return OptionalLong.of(Files.size(resolve(path)));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(resolve(folder))) {
      for (Path path : found) {
        names.add(path.getFileName() + (Files.isDirectory(path) ? "/" : ""));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public List<FoundFile> find(String folder) throws IOException {
    List<FoundFile> found = new ArrayList<>();
    Files.walkFileTree(
        resolve(folder),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.add(
                new FoundFile(
                    root.relativize(file).toString().replace('\\', '/'),
                    attributes.size(),
                    attributes.lastModifiedTime().toInstant(),
                    false));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return unlessGone(e);
          }
        });
    found.sort(Comparator.comparing(FoundFile::path));
    return found;
  }

  @Override
  public void publish(List<StoredFile> temporaries, String path) throws IOException {
    for (StoredFile temporary : temporaries) {
      checkSize(temporary);
    }
    Path to = resolve(path);
    if (temporaries.size() == 1) {
      disk.publish(resolve(temporaries.get(0).path()), to);
      return;
    }
    Path joined = resolve(temporaries.get(0).path() + "-joined-" + UUID.randomUUID());
    try {
      join(temporaries, joined);
      disk.publish(joined, to);
    } finally {
      Files.deleteIfExists(joined);
    }
    for (StoredFile temporary : temporaries) {
      Files.deleteIfExists(resolve(temporary.path()));
    }
  }

  private void join(List<StoredFile> temporaries, Path joined) throws IOException {
    try (FileChannel out =
        FileChannel.open(joined, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (StoredFile temporary : temporaries) {
        try (FileChannel in = FileChannel.open(resolve(temporary.path()))) {
          for (long done = 0; done < temporary.bytes(); ) {
            long moved = in.transferTo(done, temporary.bytes() - done, out);
            if (moved == 0) {
              throw new EOFException(temporary.path() + " ends before " + temporary.bytes());
            }
            done += moved;
          }
        }
      }
    }
  }

  private void checkSize(StoredFile expected) throws IOException {
    OptionalLong found = size(expected.path());
    if (found.isEmpty() || found.getAsLong() != expected.bytes()) {
      throw new IOException(
          "%s is not what this run wrote: %d bytes expected, %s found"
              .formatted(
                  expected.path(),
                  expected.bytes(),
                  found.isEmpty() ? "no file" : "" + found.getAsLong()));
    }
  }

  @Override
  public void copy(String from, String to) throws IOException {
    Path second = resolve(from + "-copy-" + UUID.randomUUID());
    try {
      disk.copy(resolve(from), second);
      disk.replace(second, resolve(to));
    } finally {
      Files.deleteIfExists(second); // a rename to a name of the same file leaves both
    }
  }

  @Override
  public void replace(String temporary, String path) throws IOException {
    disk.replace(resolve(temporary), resolve(path));
  }

  @Override
  public boolean update(String path, String temporary, Change change) throws IOException {
    Path file = resolve(path);
    Path lock = resolve(DatasetLayout.TEMPORARY + "/" + file.getFileName() + ".lock");
    try (FileLocked locked = FileLocked.by(lock, disk)) {
      Optional<String> before = size(path).isPresent() ? Optional.of(read(path)) : Optional.empty();
      String after = change.of(before);
      if (before.equals(Optional.of(after))) {
        return false;
      }
      write(temporary, after);
      replace(temporary, path);
      return true;
    } finally {
      deleteIfEmpty(DatasetLayout.TEMPORARY);
    }
  }

  /** Other processes may remove the same files at the same time. */
  @Override
  public void delete(String path) throws IOException {
    Files.walkFileTree(
        resolve(path),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return unlessGone(e);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path emptied, IOException e)
              throws IOException {
            Files.deleteIfExists(emptied);
            return unlessGone(e);
          }
        });
  }

  private static FileVisitResult unlessGone(IOException e) throws IOException {
    if (e != null && !(e instanceof NoSuchFileException)) {
      throw e;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public boolean reserve(String folder) throws IOException {
    Path reserved = resolve(folder);
    return disk.inFolderOf(
        reserved,
        () -> {
          try {
            Files.createDirectory(reserved);
            return true;
          } catch (FileAlreadyExistsException e) {
            return false;
          }
        });
  }

  @Override
  public boolean hasLinks() {
    return true;
  }

  /** Some file systems have no symbolic links, or let few users make them. */
  @Override
  public boolean link(String temporary, String file, String link) throws IOException {
    Path to = resolve(link);
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS) && linked(link).isEmpty()) {
      return false;
    }
    try {
      disk.linkSymbolically(resolve(temporary), resolve(file).getFileName(), to);
      return true;
    } catch (UnsupportedOperationException | FileSystemException e) {
      delete(link); // it would lead to another file
      return false;
    }
  }

  @Override
  public Optional<String> linked(String link) throws IOException {
    Path path = resolve(link);
    if (!Files.isSymbolicLink(path)) {
      return Optional.empty();
    }
    Path named;
    try {
      named = Files.readSymbolicLink(path);
    } catch (NoSuchFileException | NotLinkException e) {
      return Optional.empty(); // another run has replaced it since
    }
    Path target = path.resolveSibling(named).normalize();
    return target.startsWith(root)
        ? Optional.of(root.relativize(target).toString().replace('\\', '/'))
        : Optional.empty();
  }

  /** A file that was begun lies under a temporary name. */
  @Override
  public void discardUnfinished(String path) {}

  @Override
  public void close() {}

  @Override
  public void deleteIfEmpty(String path) throws IOException {
    try {
      Files.deleteIfExists(resolve(path));
    } catch (DirectoryNotEmptyException e) {
      return;
    }
  }

  private Path resolve(String path) {
    Path resolved = root.resolve(path).normalize();
    if (!resolved.startsWith(root)) {
      throw new IllegalArgumentException("'" + path + "' leads out of " + root);
    }
    return resolved;
  }
}
