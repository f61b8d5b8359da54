package io.seedmill.transforms;

import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.RecordCursor;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/*
 * The dataset id can be computed in parallel: the keys fall into 4,096 ranges by their first three
 * hex digits, a range's digest is the SHA-256 over its ids in file order, and the dataset id is the
 * SHA-256 over all range digests in order. A bucket holds whole ranges.
 */
/** The identity of a dataset: equal for the same records in the same order, and for no others. */
final class DatasetId {

  static final int RANGES = 4096;

  private static final int RANGE_SHIFT = Long.SIZE - 12;
  private static final byte[] EMPTY_RANGE = ContentHash.sha256().digest();

  private DatasetId() {}

  /** Digests one bucket's ids, as its records pass by in order. */
  static final class RangeDigests {

    private final MessageDigest sha256 = ContentHash.sha256();
    private final ByteArrayOutputStream finished = new ByteArrayOutputStream();
    private final byte[] ids = new byte[ContentHash.BYTES * 1024];
    private final int end;
    private int length;
    private int range;

    RangeDigests(int bucket, int buckets) {
      int perBucket = RANGES / buckets;
      range = bucket * perBucket;
      end = range + perBucket;
    }

    void add(RecordCursor record) {
      advanceTo((int) (record.keyHigh() >>> RANGE_SHIFT));
      if (length == ids.length) {
        sha256.update(ids, 0, length);
        length = 0;
      }
      System.arraycopy(record.array(), record.idOffset(), ids, length, ContentHash.BYTES);
      length += ContentHash.BYTES;
    }

    byte[] finish() {
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

  /** The id of the dataset that these buckets make up; buckets without records may be left out. */
  static String of(List<BucketSummary> summaries, int buckets) {
    byte[][] digests = new byte[buckets][];
    summaries.forEach(summary -> digests[summary.bucket()] = summary.rangeDigests());
    MessageDigest sha256 = ContentHash.sha256();
    for (byte[] bucket : digests) {
      if (bucket != null) {
        sha256.update(bucket);
      } else {
        for (int range = 0; range < RANGES / buckets; range++) {
          sha256.update(EMPTY_RANGE);
        }
      }
    }
    return "sha256:" + HexFormat.of().formatHex(sha256.digest());
  }
}
