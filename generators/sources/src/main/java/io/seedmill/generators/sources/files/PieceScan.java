package io.seedmill.generators.sources.files;

import io.seedmill.generators.sources.files.RecordFile.Place;
import io.seedmill.generators.sources.rows.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Counts the records of a file, or of a part of it, and digests it in the same pass. */
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
   * The result for a part of a file.
   *
   * @param lines the number of line ends
   * @param headIsRecord true if something other than white space comes before the first of them, or
   *     in all where there is none: the end of a record that began before, or a record
   * @param records the number of records that begin and end here, without the head
   * @param tailIsRecord true if something other than white space comes after the last line end
   * @param places of records, whose numbers and lines count from this part's first
   * @param digests of its blocks
   */
  record Piece(
      long lines,
      boolean headIsRecord,
      long records,
      boolean tailIsRecord,
      List<Place> places,
      byte[] digests) {}

  /**
   * @param in bytes of a file
   * @param splitter has the place of the first
   */
  PieceScan(InputStream in, Splitter splitter, FilesScan.Sizes sizes) {
    this.in = in;
    this.splitter = splitter;
    this.places = new Places(sizes.placeBytes());
    this.digests = new BlockDigests(sizes.blockBytes());
  }

  /**
   * Scans some lines, the first of which may have begun before.
   *
   * @param mark the number of bytes before the text
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
    boolean open = splitter.isOpen() && splitter.isRow();
    head |= open && splitter.line() == 0;
    return new Piece(splitter.line(), head, records, open, places.all(), digests.finish());
  }

  /**
   * Scans a whole file of any format.
   *
   * @param mark the number of bytes before the text
   * @param headers the number of records before the first that counts
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
