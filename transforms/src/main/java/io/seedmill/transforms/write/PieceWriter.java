package io.seedmill.transforms.write;

import io.seedmill.transforms.storage.PendingFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Writes one piece of an output file through a buffer. A piece that is not committed is discarded.
 */
final class PieceWriter extends OutputStream {

  private final PendingFile pending;
  private final byte[] buffer;
  private final CRC32C crc32c = new CRC32C();
  private int buffered;
  private long flushed;

  /** Writes to a file that has no bytes yet; nothing else uses the buffer meanwhile. */
  PieceWriter(PendingFile pending, byte[] buffer) {
    this.pending = pending;
    this.buffer = buffer;
  }

  @Override
  public void write(int value) throws IOException {
    if (buffered == buffer.length) {
      empty();
    }
    buffer[buffered++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.length - buffered) {
      empty();
    }
    if (length > buffer.length) {
      writeThrough(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, buffer, buffered, length);
      buffered += length;
    }
  }

  private void empty() throws IOException {
    writeThrough(buffer, 0, buffered);
    buffered = 0;
  }

  private void writeThrough(byte[] bytes, int offset, int length) throws IOException {
    crc32c.update(bytes, offset, length);
    pending.write(bytes, offset, length);
    flushed += length;
  }

  /** Returns the number of bytes so far. */
  long size() {
    return flushed + buffered;
  }

  /** Makes the bytes readable and returns the piece that they are. */
  FilePiece commit(
      OutputFile file, int bucket, long offset, long records, List<PartFormat.Frame> frames)
      throws IOException {
    empty();
    pending.commit();
    return new FilePiece(
        file, bucket, pending.path(), offset, records, flushed, crc32c.getValue(), frames);
  }

  @Override
  public void close() throws IOException {
    pending.close();
  }
}
