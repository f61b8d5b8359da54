package io.seedmill.transforms.publish;

import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.RangeDigests;
import io.seedmill.transforms.write.BucketSummary;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The identity of a dataset: equal for the same records in the same order, and for no others. It is
 * the SHA-256 over the digests of all ranges of keys, in order.
 */
final class DatasetId {

  private DatasetId() {}

  /** The id of the dataset that these buckets make up; buckets without records may be left out. */
  static String of(List<BucketSummary> summaries, int buckets) {
    byte[][] digests = new byte[buckets][];
    summaries.forEach(summary -> digests[summary.bucket()] = summary.rangeDigests());
    MessageDigest sha256 = ContentHash.sha256();
    for (int bucket = 0; bucket < buckets; bucket++) {
      boolean found = digests[bucket] != null;
      sha256.update(found ? digests[bucket] : new RangeDigests(bucket, buckets).finish());
    }
    return "sha256:" + HexFormat.of().formatHex(sha256.digest());
  }
}
