package io.seedmill.generators.sources.rows;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A reader of the rows of a stream, one after the other, in one buffer. */
public final class RowReader implements Closeable {

  private static final int BUFFER_BYTES = 1 << 18;

  private final InputStream in;
  private final Splitter splitter;
  private final int limit;
  private byte[] buffer = new byte[BUFFER_BYTES];

  /** The place in the file of the buffer's first byte. */
  private long base;

  private int used;
  private int filled;
  private boolean ended;
  private boolean tooLarge;
  private int mark;

  /**
   * @param splitter has the place in the file at which the stream begins
   * @param limit the largest row in bytes; of a larger one no bytes are kept
   */
  public RowReader(InputStream in, Splitter splitter, int limit) {
    this.in = in;
    this.splitter = splitter;
    this.limit = limit;
    this.base = splitter.at();
  }

  /** Goes to the next row; false if there is none. */
  public boolean next() throws IOException {
    tooLarge = false;
    while (true) {
      used = splitter.next(buffer, used, filled);
      if (splitter.hasEnded()) {
        break;
      }
      if (ended) {
        if (!splitter.finish()) {
          return false;
        }
        break;
      }
      fill();
    }
    long length = splitter.end() - splitter.begin();
    tooLarge |= length > limit;
    int from = (int) (splitter.begin() - base);
    mark = !tooLarge && RowBytes.hasMark(buffer, from, (int) length) ? 3 : 0;
    return true;
  }

  /** Returns what is wrong with a stream that ended here, as a clause; empty if nothing is. */
  String problem() {
    return splitter.problem();
  }

  /** Tells if the row is larger than the limit, so that its bytes were not kept. */
  public boolean isTooLarge() {
    return tooLarge;
  }

  /** Returns the array that holds the row until the next call of {@link #next}. */
  public byte[] bytes() {
    return buffer;
  }

  /** Returns the position in the array of the row's first byte; a byte order mark is dropped. */
  public int from() {
    return (int) (splitter.begin() - base) + mark;
  }

  /** Returns the number of bytes of the row. */
  public int length() {
    return (int) (splitter.end() - splitter.begin()) - mark;
  }

  /** Returns the line of the file in which the row begins, counted from 0. */
  public long line() {
    return splitter.beginLine();
  }

  /** Returns the place in the file after the row. */
  public long at() {
    return splitter.at();
  }

  /** Returns the line of that place, counted from 0. */
  public long lineAfter() {
    return splitter.line();
  }

  private void fill() throws IOException {
    long keep = splitter.isOpen() && !tooLarge ? splitter.openBegin() : base + filled;
    if (base + filled - keep > limit) {
      tooLarge = true;
      keep = base + filled;
    }
    int kept = (int) (base + filled - keep);
    byte[] target = kept > buffer.length / 2 ? new byte[2 * buffer.length] : buffer;
    System.arraycopy(buffer, filled - kept, target, 0, kept);
    buffer = target;
    base = keep;
    used = kept;
    filled = kept;
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      ended = true;
    } else {
      filled += read;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
    buffer = Arrays.copyOf(buffer, 0);
  }
}
