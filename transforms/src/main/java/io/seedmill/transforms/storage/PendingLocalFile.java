package io.seedmill.transforms.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes on their way into a file under a temporary name. */
final class PendingLocalFile implements PendingFile {

  /** The final step of a file. */
  @FunctionalInterface
  interface Ending {
    void run() throws IOException;
  }

  private final String path;
  private final FileChannel channel;
  private final Ending discard;
  private boolean committed;

  PendingLocalFile(String path, FileChannel channel, Ending discard) {
    this.path = path;
    this.channel = channel;
    this.discard = discard;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  @Override
  public void commit() throws IOException {
    channel.close();
    committed = true;
  }

  @Override
  public void close() throws IOException {
    if (!committed) {
      channel.close();
      discard.run();
    }
  }
}
