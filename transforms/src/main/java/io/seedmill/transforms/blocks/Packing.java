package io.seedmill.transforms.blocks;

import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.Serializable;
import java.util.List;

/**
 * The way in which samples are packed into blocks.
 *
 * @param keyFields the fields that make two samples equal; empty for the whole content
 * @param buckets the number of hash buckets, a power of two
 * @param root the root of the storage in which blocks wait until they are deduplicated; null if the
 *     runner carries them
 * @param layout the names of the run's files; null if the runner carries the blocks
 */
public record Packing(List<String> keyFields, int buckets, String root, DatasetLayout layout)
    implements Serializable {

  /** The smallest size of a full block, in bytes. */
  public static final int SMALLEST_BLOCK = 4 << 10;

  private static final int LARGEST_BLOCK = 512 << 10;
  private static final int MEMORY = 16 << 20;

  /**
   * The blocks of more buckets take more memory. Smaller ones would compress badly, and reading
   * them from a disk would take a quarter of the run.
   */
  private static final int MOST_THAT_SHARE = 512;

  /** Each block is two requests to a store when it is read, so larger ones are better there. */
  private static final int MEMORY_FOR_A_STORE = 64 << 20;

  /**
   * Blocks of this many buckets hold more than 1 GB, which does not stay in a machine's memory. For
   * less, compression takes longer than the disk.
   */
  private static final int BUCKETS_WORTH_COMPRESSING = 64;

  /** The share of its length that text keeps: measured were 25 to 30%, and prose takes more. */
  public static final double COMPRESSED = 0.4;

  public Packing {
    keyFields = List.copyOf(keyFields);
    Buckets.check(buckets);
  }

  /** Packs samples into one bucket, which the runner carries. */
  public static Packing by(List<String> keyFields) {
    return new Packing(keyFields, 1, null, null);
  }

  /** Returns the same with another number of buckets. */
  public Packing into(int newBuckets) {
    return new Packing(keyFields, newBuckets, root, layout);
  }

  /** Returns the same with blocks that wait in temporary files. */
  public Packing spilledTo(String newRoot, DatasetLayout newLayout) {
    return new Packing(keyFields, buckets, newRoot, newLayout);
  }

  /** Returns the size of a full block in a folder or with a runner, in bytes. */
  public static int blockBytes(int buckets) {
    return blockBytes(buckets, MEMORY);
  }

  /** Returns the size of a full block if all blocks under construction may take some memory. */
  static int blockBytes(int buckets, int memory) {
    return Math.max(
        SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, memory / Math.min(buckets, MOST_THAT_SHARE)));
  }

  /** Returns true if blocks are compressed where they wait. */
  boolean compresses() {
    return root != null
        && (Storage.isLocal(root) ? buckets >= BUCKETS_WORTH_COMPRESSING : buckets > 1);
  }

  /**
   * Returns about how many bytes of a disk the blocks of text take.
   *
   * @param bytes the length of all headers and lines
   */
  public static long diskBytes(int buckets, long bytes) {
    return buckets < BUCKETS_WORTH_COMPRESSING ? bytes : (long) (COMPRESSED * bytes);
  }

  /** Returns the number of bytes that blocks under construction may take. */
  int memory() {
    return root == null || Storage.isLocal(root) ? MEMORY : MEMORY_FOR_A_STORE;
  }
}
