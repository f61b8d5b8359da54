package io.seedmill.generators.sources.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A record a line; a blank line is none. */
final class LineSplitter extends Splitter {

  /*
   * Eight bytes at a time: a byte is zero where it was a line feed, and of the bytes of v those that
   * are zero, and perhaps some above one, have their top bit set in (v - 0x01…) & ~v & 0x80…. The
   * lowest of them is right. Source: Bit Twiddling Hacks, "Determine if a word has a zero byte".
   */
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long LINE_FEEDS = LINE_FEED * EACH_BYTE;
  private static final long TOP_BITS = 0x8080808080808080L;

  LineSplitter(long at, long line) {
    super(at, line);
  }

  @Override
  int find(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (!isOpen()) {
        byte b = bytes[i];
        if (b == LINE_FEED) {
          countLine();
          i++;
          continue;
        }
        if (b == ' ' || b == '\t' || b == '\r') {
          i++;
          continue;
        }
        open(i - from);
      }
      i = lineFeed(bytes, i, to);
      if (i < to) {
        closeAfter(i - from);
        countLine();
        return i + 1;
      }
    }
    return to;
  }

  /** The position of the next line feed; {@code to} where there is none. */
  private static int lineFeed(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long word = (long) LONG.get(bytes, i) ^ LINE_FEEDS;
      long found = (word - EACH_BYTE) & ~word & TOP_BITS;
      if (found != 0) {
        return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (i < to && bytes[i] != LINE_FEED) {
      i++;
    }
    return i;
  }
}
