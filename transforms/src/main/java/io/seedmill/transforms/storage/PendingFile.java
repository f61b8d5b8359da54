package io.seedmill.transforms.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A file that is being written. It is there, whole, once it is committed; closed before that, it
 * never was: an exception in the middle leaves no shorter file behind.
 */
public interface PendingFile extends Closeable {

  /** The file's path, under which it can be read once it is committed. */
  String path();

  /** Adds bytes at the end. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Returns a stream to the end of the file; to close it commits nothing. */
  default OutputStream stream() {
    return new OutputStream() {
      @Override
      public void write(int single) throws IOException {
        PendingFile.this.write(new byte[] {(byte) single}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        PendingFile.this.write(bytes, offset, length);
      }
    };
  }

  /** Makes the file be there. Nothing can be written any more. */
  void commit() throws IOException;

  /** Discards what was written, unless it is committed. */
  @Override
  void close() throws IOException;
}
