package io.seedmill.transforms.blocks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How a record lies in a {@link SampleBlock}: key (16 bytes), index (8), entry's position (4),
 * length of the line (4), id (16), then the line with its line feed. Numbers are big endian.
 *
 * <p>A dead letter has the highest bit of the entry's position set, its place in the plan as the
 * first half of its key, and no id.
 */
final class RecordFormat {

  static final int KEY_BYTES = 16;
  static final int ID_BYTES = 16;
  static final int ID_OFFSET = 32;
  static final int HEADER_BYTES = 48;

  private static final int INDEX_OFFSET = 16;
  private static final int ENTRY_OFFSET = 24;
  private static final int LENGTH_OFFSET = 28;
  private static final int FAILURE = 1 << 31;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private RecordFormat() {}

  static long readLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void writeLong(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }

  static long keyHigh(byte[] block, int record) {
    return readLong(block, record);
  }

  static long keyLow(byte[] block, int record) {
    return readLong(block, record + 8);
  }

  static long index(byte[] block, int record) {
    return readLong(block, record + INDEX_OFFSET);
  }

  static int entry(byte[] block, int record) {
    return (int) INT.get(block, record + ENTRY_OFFSET) & ~FAILURE;
  }

  static boolean isFailure(byte[] block, int record) {
    return ((int) INT.get(block, record + ENTRY_OFFSET) & FAILURE) != 0;
  }

  static int lineLength(byte[] block, int record) {
    return (int) INT.get(block, record + LENGTH_OFFSET);
  }

  /** Where the record behind this one begins. */
  static int next(byte[] block, int record) {
    return record + HEADER_BYTES + lineLength(block, record);
  }

  static void writeSampleHeader(byte[] block, int record, long index, int entry, int lineLength) {
    writeLong(block, record + INDEX_OFFSET, index);
    INT.set(block, record + ENTRY_OFFSET, entry);
    INT.set(block, record + LENGTH_OFFSET, lineLength);
  }

  static void writeFailureHeader(
      byte[] block, int record, long place, long index, int entry, int lineLength) {
    writeLong(block, record, place);
    writeLong(block, record + 8, 0);
    writeSampleHeader(block, record, index, entry | FAILURE, lineLength);
  }
}
