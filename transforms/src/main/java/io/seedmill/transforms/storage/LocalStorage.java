package io.seedmill.transforms.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A folder of the local file system. */
final class LocalStorage implements Storage {

  private final Path root;

  LocalStorage(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public OutputStream create(String path) throws IOException {
    Path file = resolve(path);
    Files.createDirectories(file.getParent());
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(resolve(path));
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
  public OutputStream openAt(String path, long offset) throws IOException {
    Path file = resolve(path);
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      return Channels.newOutputStream(channel.position(offset));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public boolean isFolder() {
    return true;
  }

  @Override
  public OptionalLong size(String path) throws IOException {
    try {
      return OptionalLong.of(Files.size(resolve(path)));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  /*
   * A hard link fails where the name is taken, in one step; a rename would replace the other file.
   * Where the file system has no links, a rename after a look comes closest.
   */
  @Override
  public void publish(String temporary, String path) throws IOException {
    Path from = resolve(temporary);
    Path to = resolve(path);
    Files.createDirectories(to.getParent());
    try {
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(from, to);
      return;
    }
    Files.delete(from);
  }

  @Override
  public void replace(String temporary, String path) throws IOException {
    Path to = resolve(path);
    Files.createDirectories(to.getParent());
    Files.move(
        resolve(temporary),
        to,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String path) throws IOException {
    Path top = resolve(path);
    if (!Files.exists(top)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> found = Files.walk(top)) {
      deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }

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
