package io.seedmill.transforms.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The place where datasets lie. Files are written under temporary names and appear under their own
 * names whole or not at all.
 *
 * <p>Paths are relative to the place's root and use slashes. The name of a temporary file is used
 * once: another attempt takes another name.
 *
 * <p>A file that was published, or that replaced another, survives a power cut, in the order in
 * which that was done: none is there without those before it. Temporary files may be lost.
 */
public interface Storage extends AutoCloseable {

  /** Opens a place that needs no options. */
  static Storage of(String root) {
    return of(root, PipelineOptionsFactory.create());
  }

  /**
   * Opens a place. Nothing is read or written yet.
   *
   * @param root a local folder, which need not exist, or {@code s3://bucket/prefix}
   * @param options how S3 is reached, see {@link S3StorageOptions}
   * @throws IllegalArgumentException if there is no storage for this kind of place
   */
  static Storage of(String root, PipelineOptions options) {
    int scheme = root.indexOf("://");
    if (scheme < 0) {
      return new LocalStorage(Path.of(root));
    }
    if (root.startsWith("s3://")) {
      return S3Storage.open(S3Address.parse(root), options.as(S3StorageOptions.class));
    }
    throw new IllegalArgumentException(
        "no storage for '%s://': allowed is the path of a local folder, or s3://bucket/prefix"
            .formatted(root.substring(0, scheme)));
  }

  /** Returns true if a root is a folder of this machine's file system. */
  static boolean isLocal(String root) {
    return !root.contains("://");
  }

  /** Creates a file, and the folders that it lies in. */
  PendingFile create(String path) throws IOException;

  /**
   * Creates a file that takes its place once it is committed, whole and at once, instead of the
   * file that has its name then.
   *
   * @param temporary where the bytes may lie until then
   */
  PendingFile createReplacing(String temporary, String path) throws IOException;

  /**
   * Creates a piece of a file that several writers fill; the pieces, in order, make up the file.
   * Until then they lie in the file itself at their offsets, or each in a file of its own: {@link
   * PendingFile#path} says where.
   *
   * @param offset where in the file the piece begins
   */
  PendingFile createPiece(String file, long offset) throws IOException;

  /** Reads a file from its beginning. */
  default InputStream open(String path) throws IOException {
    OptionalLong size = size(path);
    if (size.isEmpty()) {
      throw new NoSuchFileException(path);
    }
    return open(path, 0, size.getAsLong());
  }

  /**
   * Reads a file from {@code offset} on.
   *
   * @param length how many bytes are wanted; whether there are more behind them is left open
   */
  InputStream open(String path, long offset, long length) throws IOException;

  /**
   * Reads some bytes of a file into {@code target}, from position 0 on.
   *
   * @throws java.io.EOFException if the file ends before
   */
  void read(String path, long offset, byte[] target, int length) throws IOException;

  /** Reads several pieces as {@link #read(String, long, byte[], int)} does, in any order. */
  default void read(List<Slice> slices) throws IOException {
    for (Slice slice : slices) {
      read(slice.path(), slice.offset(), slice.target(), slice.length());
    }
  }

  /**
   * Bytes to be read.
   *
   * @param path the file
   * @param offset where in the file they begin
   * @param target where they go, from position 0 on
   * @param length how many
   */
  record Slice(String path, long offset, byte[] target, int length) {}

  /** Returns the number of bytes of a file; empty if there is none. */
  OptionalLong size(String path) throws IOException;

  /** Returns the SHA-256 of a file, in hex. */
  default String sha256(String path) throws IOException {
    try (InputStream in = open(path)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 20];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Lists the direct content of a folder, in ascending order: the names of its files, and those of
   * its folders with a slash behind them. Nothing where there is no such folder.
   *
   * @param folder the folder; empty for the root
   */
  List<String> list(String folder) throws IOException;

  /**
   * Finds all files in a folder and in those below, and the uploads that were begun and not ended,
   * in ascending order. Nothing where there is no such folder.
   *
   * @param folder the folder; empty for the root
   */
  List<FoundFile> find(String folder) throws IOException;

  /**
   * Joins files and gives the result its own name, at once. The files are gone afterwards, or may
   * be deleted.
   *
   * @throws java.nio.file.FileAlreadyExistsException if that name is taken
   * @throws IOException if one of the files is not there with its size
   */
  void publish(List<StoredFile> temporaries, String path) throws IOException;

  /** Gives a file its own name, at once, as the other method does. */
  default void publish(String temporary, String path) throws IOException {
    OptionalLong size = size(temporary);
    if (size.isEmpty()) {
      throw new NoSuchFileException(temporary);
    }
    publish(List.of(new StoredFile(temporary, size.getAsLong())), path);
  }

  /** Gives a copy of a file a name, at once, in place of the file that has it. */
  void copy(String from, String to) throws IOException;

  /** Gives a file its own name, at once, in place of the one that has it. */
  void replace(String temporary, String path) throws IOException;

  /** A rule that makes the new text of a file of the one that it has; empty where there is none. */
  @FunctionalInterface
  interface Change {
    String of(Optional<String> text) throws IOException;
  }

  /**
   * Gives a file a new text that depends on the one it has, at once. Where others do the same at
   * the same time, each sees what the one before it has written. A store that does not know
   * conditional requests, and a file system without locks, cannot promise that: who must be sure
   * calls again until nothing is left to change.
   *
   * @param temporary where the text may lie until then
   * @param change is asked again where another was faster, or where the answer to a request was
   *     lost; then it finds its own text
   * @return false if the file had this text before
   */
  boolean update(String path, String temporary, Change change) throws IOException;

  /**
   * Returns true if the place can refuse to give a file a name that is taken, as {@link #update}
   * needs it.
   *
   * @param temporary a name that nobody uses, under which that may be tried
   */
  default boolean refusesTakenNames(String temporary) throws IOException {
    return true;
  }

  /**
   * Removes a file, or a folder with all in it, files that were begun and not committed included;
   * what is not there is removed already.
   */
  void delete(String path) throws IOException;

  /** Removes what was begun under a file's name and never became that file. */
  void discardUnfinished(String path) throws IOException;

  /**
   * Makes a folder and returns true, or returns false if there is one. A store without folders has
   * none that could be there.
   */
  boolean reserve(String folder) throws IOException;

  /** Returns true if the storage has links. */
  default boolean hasLinks() {
    return false;
  }

  /**
   * Makes a link to a file of the same folder, at once, in place of the link that has its name.
   *
   * @param temporary where the link may lie until then
   * @return false where the storage has no links, or the name is that of something else
   */
  default boolean link(String temporary, String file, String link) throws IOException {
    return false;
  }

  /** Returns the file that a link leads to, there or not; empty for what is no link. */
  default Optional<String> linked(String link) throws IOException {
    return Optional.empty();
  }

  /** Removes a folder if nothing is in it. */
  void deleteIfEmpty(String path) throws IOException;

  /** Ends connections and threads, if there are any. */
  @Override
  void close();

  /** Creates a file with this text. */
  default void write(String path, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (PendingFile file = create(path)) {
      file.write(bytes, 0, bytes.length);
      file.commit();
    }
  }

  /** Reads a file of text. */
  default String read(String path) throws IOException {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
