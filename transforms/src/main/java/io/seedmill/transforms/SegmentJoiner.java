package io.seedmill.transforms;

import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/** Joins the segments of a part, each checked against the checksum taken when it was written. */
final class SegmentJoiner {

  private static final int BUFFER_BYTES = 1 << 20;

  private final Storage storage;
  private final DatasetLayout layout;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final MessageDigest sha256 = ContentHash.sha256();
  private final CRC32C crc32c = new CRC32C();

  SegmentJoiner(Storage storage, DatasetLayout layout) {
    this.storage = storage;
    this.layout = layout;
  }

  /** Joins segments, which are in order; a single one becomes the part as it is. */
  WrittenPart join(int part, List<Segment> segments) throws IOException {
    String path = segments.get(0).path();
    if (segments.size() == 1) {
      copy(segments.get(0), OutputStream.nullOutputStream());
    } else {
      path = layout.temporary("part-" + part + "-" + UUID.randomUUID() + ".jsonl");
      try (OutputStream out = storage.create(path)) {
        for (Segment segment : segments) {
          copy(segment, out);
        }
      }
      for (Segment segment : segments) {
        storage.delete(segment.path());
      }
    }
    return new WrittenPart(
        part,
        path,
        segments.stream().mapToLong(Segment::records).sum(),
        segments.stream().mapToLong(Segment::bytes).sum(),
        crc32c.getValue(),
        HexFormat.of().formatHex(sha256.digest()));
  }

  private void copy(Segment segment, OutputStream out) throws IOException {
    CRC32C found = new CRC32C();
    long bytes = 0;
    try (InputStream in = storage.open(segment.path())) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        found.update(buffer, 0, read);
        crc32c.update(buffer, 0, read);
        sha256.update(buffer, 0, read);
        out.write(buffer, 0, read);
        bytes += read;
      }
    }
    if (bytes != segment.bytes() || found.getValue() != segment.crc32c()) {
      throw new IOException(
          "segment %s was damaged: %d bytes were written, %d were read with %s checksum"
              .formatted(
                  segment.path(),
                  segment.bytes(),
                  bytes,
                  found.getValue() == segment.crc32c() ? "the same" : "another"));
    }
  }
}
