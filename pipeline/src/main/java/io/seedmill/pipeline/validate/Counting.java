package io.seedmill.pipeline.validate;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Counts the bytes that are read. */
final class Counting extends FilterInputStream {

  private final LongConsumer told;
  long bytes;

  Counting(InputStream in, LongConsumer told) {
    super(in);
    this.told = told;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int read = super.read(target, from, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) {
    bytes += read;
    told.accept(read);
  }
}
