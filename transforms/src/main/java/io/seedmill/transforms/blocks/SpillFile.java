package io.seedmill.transforms.blocks;

import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;

/** A temporary file that blocks are appended to, so that only their places travel. */
public final class SpillFile implements AutoCloseable {

  private final String root;
  private final String path;
  private OutputStream out;
  private long length;

  /** A file that is created when the first block comes. */
  public SpillFile(String root, String path) {
    this.root = root;
    this.path = path;
  }

  /** Appends a block and returns its place. */
  public SampleBlock append(SampleBlock.InMemory block) throws IOException {
    if (out == null) {
      out = Storage.of(root).create(path);
    }
    out.write(block.headers(), 0, block.headersLength());
    out.write(block.lines(), 0, block.linesLength());
    SampleBlock spilled =
        new SampleBlock.Spilled(root, path, length, block.headersLength(), block.linesLength());
    length += block.headersLength() + (long) block.linesLength();
    return spilled;
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
