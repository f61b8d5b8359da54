package io.seedmill.transforms.blocks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How a record's header lies in a {@link SampleBlock}: key (16 bytes), id (16), index (8), entry's
 * position (4), offset of the line (4), length of the line with its line feed (4). Numbers are big
 * endian. The lines lie apart, because headers alone decide what is a duplicate.
 *
 * <p>A dead letter has the highest bit of the entry's position set, its place in the plan as the
 * first half of its key, and no id.
 */
final class RecordFormat {

  static final int HEADER_BYTES = 52;
  static final int ID_OFFSET = 16;

  private static final int INDEX_OFFSET = 32;
  private static final int ENTRY_OFFSET = 40;
  private static final int LINE_OFFSET = 44;
  private static final int LENGTH_OFFSET = 48;
  private static final int FAILURE = 1 << 31;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private RecordFormat() {}

  static long keyHigh(byte[] headers, int record) {
    return (long) LONG.get(headers, record);
  }

  static long keyLow(byte[] headers, int record) {
    return (long) LONG.get(headers, record + 8);
  }

  static long index(byte[] headers, int record) {
    return (long) LONG.get(headers, record + INDEX_OFFSET);
  }

  static int entry(byte[] headers, int record) {
    return (int) INT.get(headers, record + ENTRY_OFFSET) & ~FAILURE;
  }

  static boolean isFailure(byte[] headers, int record) {
    return ((int) INT.get(headers, record + ENTRY_OFFSET) & FAILURE) != 0;
  }

  static int lineOffset(byte[] headers, int record) {
    return (int) INT.get(headers, record + LINE_OFFSET);
  }

  static int lineLength(byte[] headers, int record) {
    return (int) INT.get(headers, record + LENGTH_OFFSET);
  }

  static void writeKeyAndId(byte[] headers, int record, byte[] key, byte[] id) {
    System.arraycopy(key, 0, headers, record, ContentHash.BYTES);
    System.arraycopy(id, 0, headers, record + ID_OFFSET, ContentHash.BYTES);
  }

  static void writePlace(byte[] headers, int record, long place) {
    LONG.set(headers, record, place);
    LONG.set(headers, record + 8, 0);
  }

  static void writeOrigin(byte[] headers, int record, long index, int entry, boolean failure) {
    LONG.set(headers, record + INDEX_OFFSET, index);
    INT.set(headers, record + ENTRY_OFFSET, failure ? entry | FAILURE : entry);
  }

  static void writeLine(byte[] headers, int record, int offset, int length) {
    INT.set(headers, record + LINE_OFFSET, offset);
    INT.set(headers, record + LENGTH_OFFSET, length);
  }

  /** The first 8 bytes of a key, to be compared as an unsigned number. */
  static long high(byte[] key) {
    return (long) LONG.get(key, 0);
  }
}
