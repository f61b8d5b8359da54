package io.seedmill.generators.sources.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The records of a stream, one after the other, in one buffer. */
final class RecordReader implements Closeable {

  private static final int BUFFER_BYTES = 1 << 18;

  private final InputStream in;
  private final Splitter splitter;
  private final int limit;
  private byte[] buffer = new byte[BUFFER_BYTES];

  /** Where in the file the buffer's first byte is. */
  private long base;

  private int used;
  private int filled;
  private boolean ended;
  private boolean tooLarge;

  /**
   * @param splitter knows where in the file the stream begins
   * @param limit the largest record; a larger one is passed
   */
  RecordReader(InputStream in, Splitter splitter, int limit) {
    this.in = in;
    this.splitter = splitter;
    this.limit = limit;
    this.base = splitter.at();
  }

  /** Goes to the next record; false where there is none. */
  boolean next() throws IOException {
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
    tooLarge |= splitter.end() - splitter.begin() > limit;
    return true;
  }

  /** Whether the record is larger than the limit, and its bytes were not kept. */
  boolean isTooLarge() {
    return tooLarge;
  }

  /** The array that holds the record, until the next is asked for. */
  byte[] bytes() {
    return buffer;
  }

  /** Where in the array the record begins. */
  int from() {
    return (int) (splitter.begin() - base);
  }

  /** How many bytes it has. */
  int length() {
    return (int) (splitter.end() - splitter.begin());
  }

  /** In which line of the file it begins, counted from 0. */
  long line() {
    return splitter.beginLine();
  }

  /** Where in the file what comes behind the record begins. */
  long at() {
    return splitter.at();
  }

  /** In which line that is, counted from 0. */
  long lineBehind() {
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
