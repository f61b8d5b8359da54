package io.seedmill.transforms.blocks;

import io.seedmill.generators.Fetched;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * The layout of a record's header in a {@link SampleBlock}: key (16 bytes), id (16), index (8),
 * entry's position (4), offset of the line (4), length of the line with its line feed (4), the
 * sample's number among those of its index (4). Numbers are big endian. The lines lie apart,
 * because headers alone decide what is a duplicate.
 *
 * <p>A dead letter has the highest bit of the entry's position set, its place in the plan as the
 * first half of its key, and no id. The end of an index that may have several samples has the next
 * bit set and no line; behind its place it says where the answers came from. A count of an entry
 * has the bit after that set, the count in place of the key's first half, and in place of the other
 * what is counted: the number of a field that samples lack, or one of the negative numbers here.
 */
public final class RecordFormat {

  public static final int HEADER_BYTES = 56;
  public static final int ID_OFFSET = 16;

  /** Counts the numbers of an entry's samples that became text. */
  public static final int NUMBERS_AS_TEXT = -1;

  /** Counts the samples of an entry that a raw file lacks, because another one in it is equal. */
  public static final int DUPLICATES = -2;

  /** Counts the answers of an entry that came near a time limit, or after it. */
  public static final int NEAR_TIME_LIMIT = -3;

  /** Counts the indices of an entry whose host could not be connected to. */
  public static final int NOT_CONNECTED = -4;

  /** Counts the answers from a cache for indices that failed. */
  public static final int HITS_OF_FAILED = -5;

  /** Counts the answers from an API for indices that failed. */
  public static final int MISSES_OF_FAILED = -6;

  /** Counts the samples of an entry that a raw file lacks for this reason, and are known. */
  public static final int KNOWN = -7;

  /** Counts the shards of an entry whose time is known and that were made before this run. */
  static final int EARLIER_SHARDS = -8;

  /** Counts the samples of the shards whose time is known. */
  static final int SHARD_SAMPLES = -9;

  /** The time of an entry's shards, in nanoseconds. */
  static final int SHARD_NANOS = -10;

  /** The longest of these times. */
  static final int SLOWEST_SHARD = -11;

  /** Counts the shards that took 1 microsecond; the next lower number those that took 2, then 4. */
  static final int SHARDS_BY_POWER = -100;

  private static final List<Fetched.End> ENDS = List.of(Fetched.End.values());
  private static final int INDEX_OFFSET = 32;
  private static final int ENTRY_OFFSET = 40;
  private static final int LINE_OFFSET = 44;
  private static final int LENGTH_OFFSET = 48;
  private static final int ORDINAL_OFFSET = 52;
  private static final int FAILURE = 1 << 31;
  private static final int END = 1 << 30;
  private static final int COUNT = 1 << 29;
  private static final int KINDS = FAILURE | END | COUNT;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private RecordFormat() {}

  public static long keyHigh(byte[] headers, int record) {
    return (long) LONG.get(headers, record);
  }

  public static long keyLow(byte[] headers, int record) {
    return (long) LONG.get(headers, record + 8);
  }

  public static long index(byte[] headers, int record) {
    return (long) LONG.get(headers, record + INDEX_OFFSET);
  }

  public static int entry(byte[] headers, int record) {
    return (int) INT.get(headers, record + ENTRY_OFFSET) & ~KINDS;
  }

  public static boolean isFailure(byte[] headers, int record) {
    return ((int) INT.get(headers, record + ENTRY_OFFSET) & FAILURE) != 0;
  }

  public static boolean isEnd(byte[] headers, int record) {
    return ((int) INT.get(headers, record + ENTRY_OFFSET) & END) != 0;
  }

  public static boolean isSample(byte[] headers, int record) {
    return ((int) INT.get(headers, record + ENTRY_OFFSET) & KINDS) == 0;
  }

  /** Returns true for a count of an entry. */
  public static boolean isCount(byte[] headers, int record) {
    return ((int) INT.get(headers, record + ENTRY_OFFSET) & COUNT) != 0;
  }

  public static int ordinal(byte[] headers, int record) {
    return (int) INT.get(headers, record + ORDINAL_OFFSET);
  }

  /** Returns the origin of the answers of an ended index; a time of 0 is none. */
  public static FetchCounts fetched(byte[] headers, int record) {
    int end = ordinal(headers, record);
    return FetchCounts.of(
            (int) INT.get(headers, record + 8),
            (int) INT.get(headers, record + 12),
            (long) LONG.get(headers, record + ID_OFFSET),
            (long) LONG.get(headers, record + ID_OFFSET + 8))
        .withEnd(
            index(headers, record),
            end == 0 ? Optional.empty() : Optional.of(ENDS.get(end - 1).word()));
  }

  public static int lineOffset(byte[] headers, int record) {
    return (int) INT.get(headers, record + LINE_OFFSET);
  }

  public static int lineLength(byte[] headers, int record) {
    return (int) INT.get(headers, record + LENGTH_OFFSET);
  }

  public static void writeKeyAndId(byte[] headers, int record, byte[] key, byte[] id) {
    System.arraycopy(key, 0, headers, record, ContentHash.BYTES);
    System.arraycopy(id, 0, headers, record + ID_OFFSET, ContentHash.BYTES);
  }

  public static void writePlace(byte[] headers, int record, long place) {
    LONG.set(headers, record, place);
    LONG.set(headers, record + 8, 0);
  }

  public static void writeOrigin(byte[] headers, int record, long index, int entry, int ordinal) {
    LONG.set(headers, record + INDEX_OFFSET, index);
    INT.set(headers, record + ENTRY_OFFSET, entry);
    INT.set(headers, record + ORDINAL_OFFSET, ordinal);
  }

  public static void markFailure(byte[] headers, int record) {
    INT.set(headers, record + ENTRY_OFFSET, entry(headers, record) | FAILURE);
  }

  static void writeCount(byte[] headers, int record, int entry, int counted, long count) {
    LONG.set(headers, record, count);
    LONG.set(headers, record + 8, (long) counted);
    writeOrigin(headers, record, 0, entry | COUNT, 0);
  }

  /** Marks an ended index, which has one way in which its pages ended, or none. */
  static void markEnd(byte[] headers, int record, FetchCounts fetched) {
    INT.set(headers, record + ENTRY_OFFSET, entry(headers, record) | END);
    INT.set(headers, record + 8, (int) fetched.hits());
    INT.set(headers, record + 12, (int) fetched.misses());
    LONG.set(headers, record + ID_OFFSET, fetched.firstMillis());
    LONG.set(headers, record + ID_OFFSET + 8, fetched.lastMillis());
    for (int i = 0; i < ENDS.size(); i++) {
      if (fetched.ends().containsKey(ENDS.get(i).word())) {
        INT.set(headers, record + ORDINAL_OFFSET, i + 1);
      }
    }
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
