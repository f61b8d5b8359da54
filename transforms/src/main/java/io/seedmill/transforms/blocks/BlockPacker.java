package io.seedmill.transforms.blocks;

import java.util.Arrays;

/**
 * Packs records into blocks, a block under construction for each bucket, and hands a block on when
 * it is full. Its memory is bounded by {@value #TOTAL_BYTES} bytes, or by one record a bucket where
 * records are larger.
 */
final class BlockPacker {

  static final int TOTAL_BYTES = 16 << 20;

  private static final int SMALLEST_BLOCK = 4 << 10;
  private static final int LARGEST_BLOCK = 512 << 10;

  private final int blockBytes;
  private final byte[][] arrays;
  private final int[] lengths;
  private final BlockSink.Receiver receiver;

  BlockPacker(int buckets, BlockSink.Receiver receiver) {
    this.blockBytes = Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, TOTAL_BYTES / buckets));
    this.arrays = new byte[buckets][];
    this.lengths = new int[buckets];
    this.receiver = receiver;
  }

  /**
   * Makes room for a record of {@code size} bytes in {@link #array}, and returns where in that
   * array it begins.
   */
  int reserve(int bucket, int size) {
    byte[] array = arrays[bucket];
    int length = lengths[bucket];
    if (array == null) {
      array = new byte[Math.max(SMALLEST_BLOCK, size)];
    } else if (size > array.length - length) {
      if (length > 0 && size > blockBytes - length) {
        flush(bucket);
        length = 0;
        array = new byte[Math.max(blockBytes, size)];
      } else {
        int grown = Math.min(blockBytes, Math.max(2 * array.length, length + size));
        array = Arrays.copyOf(array, Math.max(grown, length + size));
      }
    }
    arrays[bucket] = array;
    lengths[bucket] = length + size;
    return length;
  }

  /** The array in which the bucket's last reserved record lies. */
  byte[] array(int bucket) {
    return arrays[bucket];
  }

  /** Hands on every block that holds a record. */
  void flush() {
    for (int bucket = 0; bucket < arrays.length; bucket++) {
      if (lengths[bucket] > 0) {
        flush(bucket);
      }
    }
  }

  private void flush(int bucket) {
    byte[] array = arrays[bucket];
    int length = lengths[bucket];
    boolean nearlyFull = length >= array.length - array.length / 8;
    receiver.accept(
        bucket,
        new SampleBlock.InMemory(nearlyFull ? array : Arrays.copyOf(array, length), length));
    arrays[bucket] = null;
    lengths[bucket] = 0;
  }
}
