package io.seedmill.transforms.raw;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.blocks.BlockSink;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.storage.PendingFile;
import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Writes the lines of pieces, one after the other, to a file that is there, whole, once {@link
 * #finish} is done.
 */
final class RawFileWriter implements Closeable {

  private final PendingFile file;
  private final MessageDigest sha256 = ContentHash.sha256();
  private long offset;
  private long bytes;

  /**
   * @param file a file of which nothing is written yet
   */
  public RawFileWriter(PendingFile file) {
    this.file = file;
  }

  /** Adds lines. */
  public void write(byte[] lines, int length) throws IOException {
    sha256.update(lines, 0, length);
    file.write(lines, 0, length);
    bytes += length;
  }

  /**
   * Ends a piece; the lines that follow are of another one.
   *
   * @param entry the entry's position in the plan
   * @param range the indices that were written
   * @param made what took them
   */
  public RawPiece endPiece(int entry, IndexRange range, BlockSink made) {
    RawPiece piece =
        new RawPiece(
            entry,
            range,
            range,
            file.path(),
            offset,
            bytes,
            made.samples(),
            made.failures(),
            HexFormat.of().formatHex(sha256.digest()),
            made.numbersAsText(),
            made.nearTimeLimit(),
            made.nanos(),
            false,
            made.fetched(),
            RawPiece.LeftOut.NONE);
    offset += bytes;
    bytes = 0;
    return piece;
  }

  /** Makes the file be there. */
  public void finish() throws IOException {
    file.commit();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
