package io.seedmill.transforms;

import io.seedmill.transforms.blocks.RecordCursor;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.apache.beam.sdk.values.KV;

/** Writes one bucket: a segment for every part that it has records in. */
final class SegmentWriter {

  private static final int BUFFER_BYTES = 1 << 20;

  private final Storage storage;
  private final DatasetLayout layout;
  private final int bucket;
  private final PartBounds bounds;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  SegmentWriter(Storage storage, DatasetLayout layout, int bucket, PartBounds bounds) {
    this.storage = storage;
    this.layout = layout;
    this.bucket = bucket;
    this.bounds = bounds;
  }

  List<KV<Integer, Segment>> writeSamples(RecordCursor samples, DatasetId.RangeDigests digests)
      throws IOException {
    List<KV<Integer, Segment>> segments = new ArrayList<>();
    boolean more = samples.advance();
    int part = 0;
    while (more) {
      part = bounds.partOf(samples.keyHigh(), part);
      try (OpenSegment segment = new OpenSegment()) {
        do {
          segment.write(samples);
          digests.add(samples);
          more = samples.advance();
        } while (more && bounds.partOf(samples.keyHigh(), part) == part);
        segments.add(KV.of(part, segment.finish()));
      }
    }
    return segments;
  }

  List<KV<Integer, Segment>> writeDeadLetters(RecordCursor letters) throws IOException {
    if (!letters.advance()) {
      return List.of();
    }
    try (OpenSegment segment = new OpenSegment()) {
      do {
        segment.write(letters);
      } while (letters.advance());
      return List.of(KV.of(WrittenPart.DEAD_LETTERS, segment.finish()));
    }
  }

  /** A segment under a name that no other attempt uses. */
  private final class OpenSegment implements AutoCloseable {

    private final String path =
        layout.temporary("bucket-" + bucket + "-" + UUID.randomUUID() + ".jsonl");
    private final OutputStream out = storage.create(path);
    private final CRC32C crc32c = new CRC32C();
    private int buffered;
    private long records;
    private long bytes;

    OpenSegment() throws IOException {}

    void write(RecordCursor record) throws IOException {
      int length = record.lineLength();
      if (length > buffer.length - buffered) {
        flush(buffer, 0, buffered);
        buffered = 0;
      }
      if (length > buffer.length) {
        flush(record.array(), record.lineOffset(), length);
      } else {
        System.arraycopy(record.array(), record.lineOffset(), buffer, buffered, length);
        buffered += length;
      }
      records++;
    }

    Segment finish() throws IOException {
      flush(buffer, 0, buffered);
      buffered = 0;
      out.close();
      return new Segment(bucket, path, records, bytes, crc32c.getValue());
    }

    private void flush(byte[] array, int offset, int length) throws IOException {
      crc32c.update(array, offset, length);
      out.write(array, offset, length);
      bytes += length;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
