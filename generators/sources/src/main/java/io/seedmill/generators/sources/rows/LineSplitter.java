package io.seedmill.generators.sources.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A splitter of lines. A blank line is no row, nor is one that holds only a byte order mark. */
final class LineSplitter extends Splitter {

  /*
   * Eight bytes at a time: of the bytes of v, those that are zero, and perhaps some above one, have
   * their top bit set in (v - 0x01…) & ~v & 0x80…. The lowest of them is right. Source: Bit
   * Twiddling Hacks, "Determine if a word has a zero byte".
   */
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long LINE_FEEDS = LINE_FEED * EACH_BYTE;
  private static final long RETURNS = RETURN * EACH_BYTE;
  private static final long TOP_BITS = 0x8080808080808080L;

  /** The byte order mark, all that is left of an empty file that was appended to another. */
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private static final int OTHER = -1;

  /** The number of bytes of the mark in the open row; OTHER if it holds anything else. */
  private int marks;

  LineSplitter(long at, long line) {
    super(at, line);
  }

  @Override
  int find(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (!isOpen()) {
        byte b = bytes[i];
        if (isLineEnd(b)) {
          countLine(bytes, i, from);
        }
        if (isLineEnd(b) || b == ' ' || b == '\t') {
          i++;
          continue;
        }
        open(i - from);
        marks = 0;
      }
      while (marks != OTHER && i < to && !isLineEnd(bytes[i])) {
        marks = marks < MARK.length && bytes[i] == MARK[marks] ? marks + 1 : OTHER;
        i++;
      }
      i = lineEnd(bytes, i, to);
      if (i < to && !isRow()) {
        drop();
      } else if (i < to) {
        closeAfter(i - from);
        return i;
      }
    }
    return to;
  }

  @Override
  public boolean isRow() {
    return marks != MARK.length;
  }

  /** Returns the position of the next LF or CR; {@code to} if there is none. */
  private static int lineEnd(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long word = (long) LONG.get(bytes, i);
      long found = zeros(word ^ LINE_FEEDS) | zeros(word ^ RETURNS);
      if (found != 0) {
        return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (i < to && !isLineEnd(bytes[i])) {
      i++;
    }
    return i;
  }

  private static long zeros(long word) {
    return (word - EACH_BYTE) & ~word & TOP_BITS;
  }
}
