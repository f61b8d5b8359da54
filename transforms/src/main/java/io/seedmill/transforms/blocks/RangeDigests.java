package io.seedmill.transforms.blocks;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;

/**
 * Digests one bucket's ids. The keys fall into {@value #RANGES} ranges by their first three hex
 * digits; a range's digest is the SHA-256 over its ids in file order, and a bucket, which holds
 * whole ranges, has the digests of its ranges one behind the other. So buckets are digested in
 * parallel and the result does not depend on how many there are.
 */
public final class RangeDigests {

  /** The number of ranges, and the largest number of buckets. */
  public static final int RANGES = 4096;

  /** The number of bytes of a range's digest. */
  public static final int DIGEST_BYTES = 32;

  private static final int RANGE_SHIFT = Long.SIZE - 12;

  private final MessageDigest sha256 = ContentHash.sha256();
  private final ByteArrayOutputStream finished = new ByteArrayOutputStream();
  private final byte[] ids = new byte[ContentHash.BYTES * 1024];
  private final int end;
  private int length;
  private int range;

  /** The digests of one of {@code buckets} buckets. */
  public RangeDigests(int bucket, int buckets) {
    int perBucket = RANGES / buckets;
    range = bucket * perBucket;
    end = range + perBucket;
  }

  /** Adds the id at {@code offset} of {@code bytes}; keys ascend from call to call. */
  public void add(long keyHigh, byte[] bytes, int offset) {
    advanceTo((int) (keyHigh >>> RANGE_SHIFT));
    if (length == ids.length) {
      sha256.update(ids, 0, length);
      length = 0;
    }
    System.arraycopy(bytes, offset, ids, length, ContentHash.BYTES);
    length += ContentHash.BYTES;
  }

  /** The digests of all ranges of the bucket, 32 bytes each. */
  public byte[] finish() {
    advanceTo(end);
    return finished.toByteArray();
  }

  private void advanceTo(int next) {
    for (; range < next; range++) {
      sha256.update(ids, 0, length);
      length = 0;
      finished.writeBytes(sha256.digest());
    }
  }
}
