package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Completes an output file and reads it back: every piece must lie at its place with the checksum
 * that it had in memory, and nothing may lie behind the last one. Then the digest is that of the
 * file as it is.
 */
final class FileDigester {

  private static final int BUFFER_BYTES = 1 << 20;

  private final Storage storage;
  private final DatasetLayout layout;
  private final PartFormat format;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  FileDigester(Storage storage, DatasetLayout layout, PartFormat format) {
    this.storage = storage;
    this.layout = layout;
    this.format = format;
  }

  /**
   * Digests an output file, and puts header and footer around its pieces if it is a part.
   *
   * @param pieces all its pieces, in order, at least one
   * @throws IOException if the file is not what was written
   */
  WrittenFile digest(OutputFile file, List<FilePiece> pieces, PartFormat.Survey survey)
      throws IOException {
    Assembly assembly = new Assembly(file);
    boolean isPart = file instanceof OutputFile.DatasetPart;
    if (isPart) {
      assembly.add(format.header(survey));
    }
    List<PartFormat.Frame> frames = new ArrayList<>();
    for (FilePiece piece : pieces) {
      assembly.add(piece);
      frames.addAll(piece.frames());
    }
    if (isPart) {
      assembly.add(format.footer(survey, frames));
    }
    return assembly.finish();
  }

  private final class Assembly {

    private final OutputFile file;
    private final MessageDigest sha256 = ContentHash.sha256();
    private final List<StoredFile> temporaries = new ArrayList<>();
    private long records;
    private long bytes;

    Assembly(OutputFile file) {
      this.file = file;
    }

    void add(byte[] edge) throws IOException {
      if (edge.length > 0) {
        String path = file.temporary(layout) + "-edge-" + UUID.randomUUID();
        try (PendingFile pending = storage.create(path)) {
          pending.write(edge, 0, edge.length);
          pending.commit();
        }
        sha256.update(edge);
        bytes += edge.length;
        temporaries.add(new StoredFile(path, edge.length));
      }
    }

    void add(FilePiece piece) throws IOException {
      boolean isAtItsPlace = piece.offset() == FilePiece.UNKNOWN || piece.offset() == bytes;
      if (!isAtItsPlace || digest(piece) != piece.crc32c()) {
        throw new IOException(
            "%s was damaged: the %d bytes at %d are not those that were written"
                .formatted(piece.path(), piece.bytes(), bytes));
      }
      bytes += piece.bytes();
      records += piece.records();
      int last = temporaries.size() - 1;
      if (last >= 0 && temporaries.get(last).path().equals(piece.path())) {
        long shared = temporaries.get(last).bytes() + piece.bytes();
        temporaries.set(last, new StoredFile(piece.path(), shared));
      } else {
        temporaries.add(new StoredFile(piece.path(), piece.bytes()));
      }
    }

    private long digest(FilePiece piece) throws IOException {
      long start = piece.path().equals(file.temporary(layout)) ? piece.offset() : 0;
      try (InputStream in = storage.open(piece.path(), start, piece.bytes())) {
        return digest(in, piece.bytes());
      }
    }

    /** Digests the next bytes and returns their checksum; -1 if the file ends before. */
    private long digest(InputStream in, long length) throws IOException {
      CRC32C crc32c = new CRC32C();
      long left = length;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          return -1;
        }
        crc32c.update(buffer, 0, read);
        sha256.update(buffer, 0, read);
        left -= read;
      }
      return crc32c.getValue();
    }

    WrittenFile finish() throws IOException {
      StoredFile last = temporaries.get(temporaries.size() - 1);
      if (storage.size(last.path()).orElse(0) != last.bytes()) {
        throw new IOException(last.path() + " was damaged: there is more than was written");
      }
      String digest = HexFormat.of().formatHex(sha256.digest());
      return new WrittenFile(file, temporaries, records, bytes, digest);
    }
  }
}
