package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.dedupe.LineList;
import io.seedmill.transforms.dedupe.UniqueSamples;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.beam.sdk.values.KV;

/**
 * Writes a bucket's lines and keys to their places in the parts. Its buffers are kept for the next
 * bucket. A second attempt at the same bucket writes the same bytes for the same places.
 */
final class BucketWriter {

  private static final int BUFFER_BYTES = 1 << 20;

  private final Storage storage;
  private final DatasetLayout layout;
  private final PartBounds bounds;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final BlockReader reader;
  private byte[][] blockLines = new byte[0][];

  BucketWriter(OpenStorages storages, String output, DatasetLayout layout, PartBounds bounds) {
    this.storage = storages.at(output);
    this.reader = new BlockReader(storages);
    this.layout = layout;
    this.bounds = bounds;
  }

  /** The temporary file of a part. */
  public static String partFile(DatasetLayout layout, int part) {
    return layout.temporary(
        switch (part) {
          case WrittenPart.DEAD_LETTERS -> "dead-letters";
          case WrittenPart.KEYS -> "keys";
          default -> "part-" + part;
        });
  }

  /**
   * Writes all lines, and all keys.
   *
   * @param offsets where the bucket's pieces begin, by part; at 0 where a part is not named
   */
  List<KV<Integer, PartPiece>> write(UniqueSamples unique, Map<Integer, Long> offsets)
      throws IOException {
    blockLines = reader.lines(unique.blocks());
    List<KV<Integer, PartPiece>> pieces = new ArrayList<>();
    LineList samples = unique.samples();
    int part = 0;
    for (int from = 0; from < samples.size(); ) {
      part = bounds.partOf(samples.keyHigh(from), part);
      int to = from + 1;
      while (to < samples.size() && bounds.partOf(samples.keyHigh(to), part) == part) {
        to++;
      }
      pieces.add(KV.of(part, write(samples, from, to, part, offsets)));
      from = to;
    }
    LineList letters = unique.deadLetters();
    if (letters.size() > 0) {
      int all = WrittenPart.DEAD_LETTERS;
      pieces.add(KV.of(all, write(letters, 0, letters.size(), all, offsets)));
    }
    if (samples.size() > 0) {
      pieces.add(KV.of(WrittenPart.KEYS, writeKeys(samples, offsets)));
    }
    return pieces;
  }

  private PartPiece write(LineList lines, int from, int to, int part, Map<Integer, Long> offsets)
      throws IOException {
    long offset = offsets.getOrDefault(part, 0L);
    CRC32C crc32c = new CRC32C();
    long bytes = 0;
    int buffered = 0;
    try (PendingFile out = storage.createPiece(partFile(layout, part), offset)) {
      for (int line = from; line < to; line++) {
        byte[] source = blockLines[lines.block(line)];
        int length = lines.length(line);
        if (length > buffer.length - buffered) {
          crc32c.update(buffer, 0, buffered);
          out.write(buffer, 0, buffered);
          buffered = 0;
        }
        if (length > buffer.length) {
          crc32c.update(source, lines.offset(line), length);
          out.write(source, lines.offset(line), length);
        } else {
          System.arraycopy(source, lines.offset(line), buffer, buffered, length);
          buffered += length;
        }
        bytes += length;
      }
      crc32c.update(buffer, 0, buffered);
      out.write(buffer, 0, buffered);
      out.commit();
      return new PartPiece(out.path(), offset, to - (long) from, bytes, crc32c.getValue());
    }
  }

  private PartPiece writeKeys(LineList samples, Map<Integer, Long> offsets) throws IOException {
    long offset = offsets.getOrDefault(WrittenPart.KEYS, 0L);
    CRC32C crc32c = new CRC32C();
    ByteBuffer keys = ByteBuffer.wrap(buffer);
    try (PendingFile out = storage.createPiece(partFile(layout, WrittenPart.KEYS), offset)) {
      for (int line = 0; line < samples.size(); line++) {
        keys.putLong(samples.keyHigh(line)).putLong(samples.keyLow(line));
        if (!keys.hasRemaining() || line == samples.size() - 1) {
          crc32c.update(buffer, 0, keys.position());
          out.write(buffer, 0, keys.position());
          keys.clear();
        }
      }
      out.commit();
      long bytes = (long) ContentHash.BYTES * samples.size();
      return new PartPiece(out.path(), offset, samples.size(), bytes, crc32c.getValue());
    }
  }
}
