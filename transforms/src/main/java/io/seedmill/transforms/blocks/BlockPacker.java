package io.seedmill.transforms.blocks;

import java.util.Arrays;

/**
 * Packs records into blocks, a block under construction for each bucket, and hands a block on when
 * it is full. Its memory is bounded by a block a bucket, or by one record where records are larger.
 */
final class BlockPacker {

  private final int blockBytes;
  private final Growing[] headers;
  private final Growing[] lines;
  private final BlockSink.Receiver receiver;

  BlockPacker(int buckets, int totalBytes, BlockSink.Receiver receiver) {
    this.blockBytes = Packing.blockBytes(buckets, totalBytes);
    this.headers = new Growing[buckets];
    this.lines = new Growing[buckets];
    this.receiver = receiver;
  }

  /**
   * Makes room for a record whose line has {@code lineLength} bytes.
   *
   * @return where in {@link #headers} its header begins; the place of the line is written there
   */
  int reserve(int bucket, int lineLength) {
    if (lines[bucket] == null) {
      headers[bucket] = new Growing();
      lines[bucket] = new Growing();
    } else if (isFull(bucket, lineLength)) {
      flush(bucket);
    }
    int record = headers[bucket].grow(RecordFormat.HEADER_BYTES, blockBytes);
    int line = lines[bucket].grow(lineLength, blockBytes);
    RecordFormat.writeLine(headers[bucket].bytes, record, line, lineLength);
    return record;
  }

  /** Records without a line, too, fill a block in the end. */
  private boolean isFull(int bucket, int lineLength) {
    return (lines[bucket].size > 0 && lineLength > blockBytes - lines[bucket].size)
        || headers[bucket].size > blockBytes;
  }

  /** The array in which the header of the bucket's last record lies. */
  byte[] headers(int bucket) {
    return headers[bucket].bytes;
  }

  /** The array in which the line of the bucket's last record lies. */
  byte[] lines(int bucket) {
    return lines[bucket].bytes;
  }

  /** Hands on every block that holds a record. */
  void flush() {
    for (int bucket = 0; bucket < lines.length; bucket++) {
      if (lines[bucket] != null && headers[bucket].size > 0) {
        flush(bucket);
      }
    }
  }

  private void flush(int bucket) {
    Growing header = headers[bucket];
    Growing line = lines[bucket];
    receiver.accept(
        bucket, new SampleBlock.InMemory(header.bytes, header.size, line.bytes, line.size));
    header.size = 0;
    line.size = 0;
  }

  /** Bytes that grow by doubling, up to the size of a block where that is enough. */
  private static final class Growing {

    private byte[] bytes = new byte[Packing.SMALLEST_BLOCK];
    private int size;

    int grow(int more, int blockBytes) {
      int start = size;
      size = Math.addExact(size, more);
      if (size > bytes.length) {
        int doubled = Math.min(blockBytes, 2 * bytes.length);
        bytes = Arrays.copyOf(bytes, Math.max(size, doubled));
      }
      return start;
    }
  }
}
