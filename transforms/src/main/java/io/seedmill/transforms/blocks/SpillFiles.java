package io.seedmill.transforms.blocks;

import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Temporary files that blocks are appended to, so that only their places travel. The blocks can be
 * read once {@link #commit} was called; what was not committed is discarded.
 */
final class SpillFiles implements AutoCloseable {

  /** A store takes a file in at most 10,000 parts, so another one is begun well before that. */
  private static final long LARGEST = 4L << 30;

  private final Storage storage;
  private final String root;
  private final Supplier<String> names;
  private final SpillCompression compression;
  private PendingFile file;
  private long length;

  /**
   * @param root the root of {@code storage}
   * @param names a new path for every file
   * @param compressed whether blocks are compressed
   */
  public SpillFiles(Storage storage, String root, Supplier<String> names, boolean compressed) {
    this.storage = storage;
    this.root = root;
    this.names = names;
    this.compression = compressed ? new SpillCompression() : null;
  }

  /** Appends a block and returns its place. */
  public SampleBlock append(SampleBlock.InMemory block) throws IOException {
    if (length >= LARGEST) {
      commit();
    }
    if (file == null) {
      file = storage.create(names.get());
      length = 0;
    }
    int storedHeaders = write(block.headers(), block.headersLength());
    int storedLines = write(block.lines(), block.linesLength());
    SampleBlock spilled =
        new SampleBlock.Spilled(
            root,
            file.path(),
            length,
            block.headersLength(),
            block.linesLength(),
            storedHeaders,
            storedLines);
    length += storedHeaders + (long) storedLines;
    return spilled;
  }

  /** Writes the first bytes of an array, and returns how many bytes of the file they take. */
  private int write(byte[] bytes, int size) throws IOException {
    int stored = compression == null ? size : compression.compress(bytes, size);
    file.write(stored < size ? compression.compressed() : bytes, 0, stored);
    return stored;
  }

  /** Makes all blocks readable. */
  public void commit() throws IOException {
    if (file != null) {
      file.commit();
      closeFile();
    }
  }

  @Override
  public void close() throws IOException {
    if (compression != null) {
      compression.close();
    }
    closeFile();
  }

  private void closeFile() throws IOException {
    if (file != null) {
      PendingFile ended = file;
      file = null;
      length = 0;
      ended.close();
    }
  }
}
