package io.seedmill.transforms.dedupe;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Lines in order, each named by its block, its place there, and its key (of a dead letter, its
 * place in the plan).
 */
public final class LineList {

  private static final int BYTES_A_LINE = 2 * Long.BYTES + 3 * Integer.BYTES;

  private final long[] keysHigh;
  private final long[] keysLow;
  private final int[] blocks;
  private final int[] offsets;
  private final int[] lengths;
  private int size;

  public LineList(int capacity) {
    keysHigh = new long[capacity];
    keysLow = new long[capacity];
    blocks = new int[capacity];
    offsets = new int[capacity];
    lengths = new int[capacity];
  }

  public void add(long keyHigh, long keyLow, int block, int offset, int length) {
    keysHigh[size] = keyHigh;
    keysLow[size] = keyLow;
    blocks[size] = block;
    offsets[size] = offset;
    lengths[size] = length;
    size++;
  }

  /** Returns the number of lines. */
  public int size() {
    return size;
  }

  /** The first 8 bytes of the line's key, an unsigned number. */
  public long keyHigh(int line) {
    return keysHigh[line];
  }

  /** The other 8 bytes of the line's key, an unsigned number. */
  public long keyLow(int line) {
    return keysLow[line];
  }

  /** The number of the block that holds the line. */
  public int block(int line) {
    return blocks[line];
  }

  /** Returns the offset of the line in its block. */
  public int offset(int line) {
    return offsets[line];
  }

  /** Returns the number of bytes of the line, its line feed included. */
  public int length(int line) {
    return lengths[line];
  }

  /** Writes all lines at once, because a runner's streams are slow with single numbers. */
  void writeTo(OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Math.multiplyExact(size, BYTES_A_LINE));
    bytes.putInt(size);
    for (long[] halves : List.of(keysHigh, keysLow)) {
      bytes.asLongBuffer().put(halves, 0, size);
      bytes.position(bytes.position() + size * Long.BYTES);
    }
    for (int[] numbers : List.of(blocks, offsets, lengths)) {
      bytes.asIntBuffer().put(numbers, 0, size);
      bytes.position(bytes.position() + size * Integer.BYTES);
    }
    out.write(bytes.array());
  }

  /** Reads what {@link #writeTo} wrote. */
  static LineList readFrom(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    LineList lines = new LineList(data.readInt());
    lines.size = lines.keysHigh.length;
    byte[] bytes = new byte[lines.size * BYTES_A_LINE];
    data.readFully(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (long[] halves : List.of(lines.keysHigh, lines.keysLow)) {
      buffer.asLongBuffer().get(halves);
      buffer.position(buffer.position() + lines.size * Long.BYTES);
    }
    for (int[] numbers : List.of(lines.blocks, lines.offsets, lines.lengths)) {
      buffer.asIntBuffer().get(numbers);
      buffer.position(buffer.position() + lines.size * Integer.BYTES);
    }
    return lines;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LineList list
        && size == list.size
        && Arrays.equals(keysHigh, 0, size, list.keysHigh, 0, size)
        && Arrays.equals(keysLow, 0, size, list.keysLow, 0, size)
        && Arrays.equals(blocks, 0, size, list.blocks, 0, size)
        && Arrays.equals(offsets, 0, size, list.offsets, 0, size)
        && Arrays.equals(lengths, 0, size, list.lengths, 0, size);
  }

  @Override
  public int hashCode() {
    return size == 0 ? 0 : Long.hashCode(keysHigh[0]) * 31 + size;
  }
}
