package io.seedmill.generators.sources.rows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bytes of a file, inflated if it is compressed.
 *
 * @param stream all bytes, the byte order mark included
 * @param mark the number of bytes of the byte order mark, usually 0
 * @param first the first byte that is neither mark nor white space; 0 if there is none nearby
 */
public record RowBytes(InputStream stream, int mark, byte first) {

  private static final int LOOK_BYTES = 1 << 16;

  private static final int LONGEST_MAGIC = 48;

  /** The beginning of what stands for a file where Git LFS has not fetched it. */
  private static final String POINTER = "version https://git-lfs.github.com/spec/";

  private static final List<Magic> MAGIC =
      List.of(
          new Magic("gzip", "\u001f\u008b", ".gz"),
          new Magic("zstd", "(\u00b5/\u00fd", ".zst"),
          new Magic("xz", "\u00fd7zXZ\u0000", ""),
          new Magic("bzip2", "BZh91AY&SY", ""),
          new Magic("a zip archive", "PK\u0003\u0004", ""),
          new Magic("Parquet", "PAR1\u0015", ""),
          new Magic("a database of SQLite", "SQLite format 3\u0000", ""));

  /**
   * Opens a file.
   *
   * @param raw the bytes of the file
   * @param name the name, whose ending tells the compression; an empty file needs no valid one
   * @throws IOException if it is UTF-16 or no text, or not compressed as its name says
   */
  public static RowBytes of(InputStream raw, String name) throws IOException {
    byte[] head = raw.readNBytes(1);
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), raw);
    InputStream content = head.length == 0 ? raw : Compression.ofName(name).inflated(all);
    byte[] start = content.readNBytes(LOOK_BYTES);
    int mark = hasMark(start, 0, start.length) ? 3 : 0;
    int at = mark;
    while (at < start.length && start[at] <= ' ' && start[at] > 0) {
      at++;
    }
    requireNoUtf16(start);
    requireText(start, Compression.ofName(name) == Compression.NONE);
    return new RowBytes(
        new SequenceInputStream(new ByteArrayInputStream(start), content),
        mark,
        at < start.length ? start[at] : 0);
  }

  /** Tells if some bytes begin with the byte order mark of UTF-8. */
  static boolean hasMark(byte[] bytes, int from, int length) {
    return length >= 3
        && bytes[from] == (byte) 0xef
        && bytes[from + 1] == (byte) 0xbb
        && bytes[from + 2] == (byte) 0xbf;
  }

  /**
   * Refuses a row of zero bytes alone, as some file systems leave it after a crash.
   *
   * @throws RowException if it is one
   */
  static void requireSome(byte[] row, int from, int length) throws RowException {
    int at = from;
    while (at < from + length && row[at] == 0) {
      at++;
    }
    if (length > 0 && at == from + length) {
      throw new RowException("bytes of 0 alone, as a crash may leave them");
    }
  }

  private static void requireNoUtf16(byte[] start) throws IOException {
    int first = start.length < 2 ? 0 : ((start[0] & 0xff) << 8) | (start[1] & 0xff);
    boolean ascii = start.length >= 4 && (start[0] == 0 ^ start[1] == 0);
    if (first == 0xfeff
        || first == 0xfffe
        || (ascii && start[0] == start[2] && start[0] == 0)
        || (ascii && start[1] == start[3] && start[1] == 0)) {
      throw new IOException("it is UTF-16, not UTF-8");
    }
  }

  private static void requireText(byte[] start, boolean isPlain) throws IOException {
    String head =
        new String(start, 0, Math.min(start.length, LONGEST_MAGIC), StandardCharsets.ISO_8859_1);
    if (head.startsWith(POINTER)) {
      throw new IOException(
          "it is a pointer of Git LFS in place of the file, which 'git lfs pull' fetches");
    }
    for (Magic magic : MAGIC) {
      if (head.startsWith(magic.bytes())) {
        String hint =
            isPlain && !magic.ending().isEmpty()
                ? "; a file of that kind has a name that ends in " + magic.ending()
                : "";
        throw new IOException("it is " + magic.kind() + ", not text" + hint);
      }
    }
  }

  /**
   * What files of a kind begin with.
   *
   * @param bytes as characters of one byte, none of which are text
   * @param ending of names of files that can be read; empty if they cannot
   */
  private record Magic(String kind, String bytes, String ending) {}
}
