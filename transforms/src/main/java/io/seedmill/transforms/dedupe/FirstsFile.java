package io.seedmill.transforms.dedupe;

import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file that says at which index each entry has each key first, while it is read: key (16 bytes),
 * the entry's position (4), index (8), big endian, ascending by key.
 */
public final class FirstsFile implements Closeable {

  private static final int RECORD_BYTES = 28;
  private static final int BUFFER_BYTES = RECORD_BYTES << 12;

  private final DataInputStream in;
  private long left;
  private long keyHigh;
  private long keyLow;
  private int entry;
  private long index;

  /** Opens a file before its first record. */
  public FirstsFile(Storage storage, String path) throws IOException {
    left = storage.size(path).orElseThrow() / RECORD_BYTES;
    in = new DataInputStream(new BufferedInputStream(storage.open(path), BUFFER_BYTES));
  }

  /** Goes to the next record; false behind the last one. */
  public boolean next() throws IOException {
    if (left == 0) {
      return false;
    }
    left--;
    keyHigh = in.readLong();
    keyLow = in.readLong();
    entry = in.readInt();
    index = in.readLong();
    return true;
  }

  public int entry() {
    return entry;
  }

  public long index() {
    return index;
  }

  /** Compares the key with that of another reader. */
  public int compareKey(FirstsFile other) {
    int byHigh = Long.compareUnsigned(keyHigh, other.keyHigh);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(keyLow, other.keyLow);
  }

  public long keyHigh() {
    return keyHigh;
  }

  public long keyLow() {
    return keyLow;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Writes a file. */
  public static final class Writer {

    private final PendingFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    public Writer(PendingFile file) {
      this.file = file;
    }

    public void add(long keyHigh, long keyLow, int entry, long index) throws IOException {
      if (!buffer.hasRemaining()) {
        flush();
      }
      buffer.putLong(keyHigh).putLong(keyLow).putInt(entry).putLong(index);
    }

    public void commit() throws IOException {
      flush();
      file.commit();
    }

    private void flush() throws IOException {
      byte[] bytes = new byte[buffer.position()];
      buffer.flip().get(bytes);
      buffer.clear();
      file.write(bytes, 0, bytes.length);
    }
  }
}
