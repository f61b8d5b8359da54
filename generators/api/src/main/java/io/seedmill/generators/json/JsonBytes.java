package io.seedmill.generators.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes in one array that grows up to a limit and is kept when cleared, so that one buffer serves
 * any number of samples without a copy.
 */
public final class JsonBytes extends OutputStream {

  private final int limit;
  private byte[] array;
  private int size;

  /**
   * @param limit the most bytes it takes
   */
  public JsonBytes(int limit) {
    this.limit = limit;
    this.array = new byte[Math.min(limit, 512)];
  }

  private JsonBytes(int limit, byte[] array) {
    this.limit = limit;
    this.array = array;
    this.size = array.length;
  }

  /** Returns the same bytes in an array that is just as long. */
  public JsonBytes copy() {
    return new JsonBytes(limit, Arrays.copyOf(array, size));
  }

  /** Returns the most bytes it takes. */
  public int limit() {
    return limit;
  }

  /** Returns the array that holds the bytes from position 0 on; valid until the next write. */
  public byte[] array() {
    return array;
  }

  /** Returns the number of bytes. */
  public int size() {
    return size;
  }

  /** Removes all bytes. */
  public void clear() {
    size = 0;
  }

  @Override
  public void write(int value) throws IOException {
    ensure(1);
    array[size++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ensure(length);
    System.arraycopy(bytes, offset, array, size, length);
    size += length;
  }

  private void ensure(int more) throws IOException {
    if (more > limit - size) {
      throw new IOException(
          "more than the " + limit + " bytes that a sample may have ('maxSampleBytes')");
    }
    if (size + more > array.length) {
      long grown = Math.max((long) size + more, 2L * array.length);
      array = Arrays.copyOf(array, (int) Math.min(limit, grown));
    }
  }
}
