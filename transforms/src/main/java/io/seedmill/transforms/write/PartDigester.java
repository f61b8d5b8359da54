package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Reads a part back: every piece must lie at its place with the checksum that it had in memory, and
 * nothing may lie behind the last one. Then the digest is that of the file as it is.
 */
final class PartDigester {

  private static final int BUFFER_BYTES = 1 << 20;

  private final Storage storage;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final MessageDigest sha256 = ContentHash.sha256();

  PartDigester(Storage storage) {
    this.storage = storage;
  }

  /**
   * Digests a part.
   *
   * @param pieces all its pieces, in the order of their places
   * @throws IOException if the file is not what was written
   */
  WrittenPart digest(int part, List<PartPiece> pieces, DatasetLayout layout) throws IOException {
    String partFile = BucketWriter.partFile(layout, part);
    List<StoredFile> files = new ArrayList<>();
    long records = 0;
    long bytes = 0;
    for (PartPiece piece : pieces) {
      if (piece.offset() != bytes || digest(piece, partFile) != piece.crc32c()) {
        throw new IOException(
            "%s was damaged: the %d bytes at %d are not those that were written"
                .formatted(piece.path(), piece.bytes(), piece.offset()));
      }
      bytes += piece.bytes();
      records += piece.records();
      add(files, piece);
    }
    StoredFile last = files.get(files.size() - 1);
    if (storage.size(last.path()).orElse(0) != last.bytes()) {
      throw new IOException(last.path() + " was damaged: there is more than was written");
    }
    String digest = HexFormat.of().formatHex(sha256.digest());
    return new WrittenPart(part, files, records, bytes, digest);
  }

  private static void add(List<StoredFile> files, PartPiece piece) {
    int last = files.size() - 1;
    if (last >= 0 && files.get(last).path().equals(piece.path())) {
      files.set(last, new StoredFile(piece.path(), files.get(last).bytes() + piece.bytes()));
    } else {
      files.add(new StoredFile(piece.path(), piece.bytes()));
    }
  }

  private long digest(PartPiece piece, String partFile) throws IOException {
    long start = piece.path().equals(partFile) ? piece.offset() : 0;
    try (InputStream in = storage.open(piece.path(), start, piece.bytes())) {
      return digest(in, piece.bytes());
    }
  }

  /** Digests the next bytes and returns their checksum, or that of those which are there. */
  private long digest(InputStream in, long bytes) throws IOException {
    CRC32C crc32c = new CRC32C();
    long left = bytes;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        break;
      }
      crc32c.update(buffer, 0, read);
      sha256.update(buffer, 0, read);
      left -= read;
    }
    return left == 0 ? crc32c.getValue() : -1;
  }
}
