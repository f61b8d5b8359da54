package io.seedmill.transforms.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The place where datasets lie. Files are written under temporary names and appear under their own
 * names whole or not at all.
 *
 * <p>Paths are relative to the place's root and use slashes.
 */
public interface Storage {

  /**
   * Opens a place.
   *
   * @param root a local folder, which need not exist
   * @throws IllegalArgumentException if there is no storage for this kind of place
   */
  static Storage of(String root) {
    int scheme = root.indexOf("://");
    if (scheme < 0) {
      return new LocalStorage(Path.of(root));
    }
    throw new IllegalArgumentException(
        "no storage for '%s://': allowed is the path of a local folder"
            .formatted(root.substring(0, scheme)));
  }

  /** Creates a file, and the folders that it lies in; one that is there is refused. */
  OutputStream create(String path) throws IOException;

  /** Reads a file from its beginning. */
  InputStream open(String path) throws IOException;

  /**
   * Reads a piece of a file into {@code target}, from position 0 on.
   *
   * @throws java.io.EOFException if the file ends before
   */
  void read(String path, long offset, byte[] target, int length) throws IOException;

  /**
   * Opens a file for writing from {@code offset} on, and creates it where it is not there. Several
   * writers may fill different pieces of one file. Only a folder can do this.
   */
  OutputStream openAt(String path, long offset) throws IOException;

  /** Whether pieces of files can be written and read as cheaply as by a file system. */
  boolean isFolder();

  /** How many bytes a file has; empty where there is none. */
  OptionalLong size(String path) throws IOException;

  /**
   * Gives a file its own name, at once.
   *
   * @throws java.nio.file.FileAlreadyExistsException if that name is taken
   */
  void publish(String temporary, String path) throws IOException;

  /** Gives a file its own name, at once, in place of the one that has it. */
  void replace(String temporary, String path) throws IOException;

  /** Removes a file, or a folder with all in it; what is not there is removed already. */
  void delete(String path) throws IOException;

  /** Removes a folder if nothing is in it. */
  void deleteIfEmpty(String path) throws IOException;

  /** Creates a file with this text. */
  default void write(String path, String text) throws IOException {
    try (OutputStream out = create(path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Reads a file of text. */
  default String read(String path) throws IOException {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
