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
  private PendingFile file;
  private long length;

  /**
   * @param root the root of {@code storage}
   * @param names a new path for every file
   */
  public SpillFiles(Storage storage, String root, Supplier<String> names) {
    this.storage = storage;
    this.root = root;
    this.names = names;
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
    file.write(block.headers(), 0, block.headersLength());
    file.write(block.lines(), 0, block.linesLength());
    SampleBlock spilled =
        new SampleBlock.Spilled(
            root, file.path(), length, block.headersLength(), block.linesLength());
    length += block.headersLength() + (long) block.linesLength();
    return spilled;
  }

  /** Makes all blocks readable. */
  public void commit() throws IOException {
    if (file != null) {
      file.commit();
      close();
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      PendingFile ended = file;
      file = null;
      length = 0;
      ended.close();
    }
  }
}
