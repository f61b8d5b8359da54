package io.seedmill.generators.sources.files;

import java.io.IOException;
import java.io.InputStream;

/** Counts the records of a file, or of a part of it, in one pass that takes its digest too. */
final class PieceScan {

  private static final int BUFFER_BYTES = 1 << 18;

  private final InputStream in;
  private final Splitter splitter;
  private final Places places;
  private final BlockDigests digests;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long records;
  private boolean head;

  /**
   * @param in bytes of a file
   * @param splitter knows where they begin
   */
  PieceScan(InputStream in, Splitter splitter, Grain grain) {
    this.in = in;
    this.splitter = splitter;
    this.places = new Places(grain.placeBytes());
    this.digests = new BlockDigests(grain.blockBytes());
  }

  /**
   * Scans some lines, the first of which may have begun before.
   *
   * @param mark how many bytes there are before the text
   */
  Piece lines(int mark, long length) throws IOException {
    int skip = mark;
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new IOException("it became shorter while it was read");
      }
      left -= read;
      digests.update(buffer, 0, read);
      int first = Math.min(skip, read);
      skip -= first;
      int at = splitter.next(buffer, first, read);
      for (; splitter.hasEnded(); at = splitter.next(buffer, at, read)) {
        if (splitter.beginLine() == 0) {
          head = true;
        } else {
          count();
        }
      }
    }
    boolean open = splitter.isOpen();
    head |= open && splitter.line() == 0;
    return new Piece(splitter.line(), head, records, open, places.all(), digests.finish());
  }

  /**
   * Scans a whole file of any format.
   *
   * @param mark how many bytes there are before the text
   * @param headers how many records come before the first that counts
   */
  Piece all(int mark, int headers) throws IOException {
    int skip = mark;
    int passed = headers;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digests.update(buffer, 0, read);
      int first = Math.min(skip, read);
      skip -= first;
      int at = splitter.next(buffer, first, read);
      for (; splitter.hasEnded(); at = splitter.next(buffer, at, read)) {
        passed = pass(passed);
      }
    }
    if (splitter.finish()) {
      pass(passed);
    }
    return new Piece(splitter.line(), false, records, false, places.all(), digests.finish());
  }

  private int pass(int headers) {
    if (headers == 0) {
      count();
    }
    return Math.max(0, headers - 1);
  }

  private void count() {
    places.offer(splitter.begin(), records++, splitter.beginLine());
  }
}
