package io.seedmill.transforms.storage;

import java.io.Closeable;
import java.io.IOException;

/**
 * A file that is being written. It is there, whole, once it is committed; closed before that, it
 * never was: an exception in the middle leaves no shorter file behind.
 */
public interface PendingFile extends Closeable {

  /** The file's path, under which it can be read once it is committed. */
  String path();

  /** Adds bytes at the end. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Makes the file be there. Nothing can be written any more. */
  void commit() throws IOException;

  /** Discards what was written, unless it is committed. */
  @Override
  void close() throws IOException;
}
