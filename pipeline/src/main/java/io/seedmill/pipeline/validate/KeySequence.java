package io.seedmill.pipeline.validate;

import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.RangeDigests;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Takes the keys and ids of all records of a run, ascending by their keys, beside its file of keys.
 */
final class KeySequence {

  private static final int KEY_BYTES = 16;

  private final Manifest manifest;
  private final Findings findings;
  private final InputStream listed;
  private final RangeDigests ids = new RangeDigests(0, 1);
  private byte[] last;
  private long number;
  private long missed;
  private boolean ended;

  /**
   * @param listed the file of keys; empty where the run has none
   */
  KeySequence(Manifest manifest, Findings findings, InputStream listed) {
    this.manifest = manifest;
    this.findings = findings;
    this.listed = listed;
  }

  /** Skips the key of a record that cannot be read, and would be next. */
  void skip() throws IOException {
    next();
  }

  /** Expects a key for which no record comes, because that could not be read. */
  void miss() {
    missed++;
  }

  private byte[] next() throws IOException {
    number++;
    return listed.readNBytes(KEY_BYTES);
  }

  /**
   * Takes the next record.
   *
   * @param file where it lies
   * @param line its line there; 0 where that is not known
   */
  void add(byte[] key, byte[] id, String file, long line) throws IOException {
    byte[] found = next();
    while (missed > 0 && found.length > 0 && Arrays.compareUnsigned(found, key) < 0) {
      missed--;
      found = next();
    }
    if (last != null && Arrays.compareUnsigned(last, key) >= 0) {
      findings.add(
          file,
          line,
          !Arrays.equals(last, key)
              ? "out of order: its key is smaller than that of the record before it"
              : line == 0
                  ? "a record with key %s is in two files".formatted(HexFormat.of().formatHex(key))
                  : "equal to the record before it");
      return;
    }
    last = key;
    if (manifest.keys() != null && found.length == 0) {
      if (!ended) {
        findings.add(
            manifest.keys().path(),
            "it ends before key %d, that of the record %s, and of all that follow"
                .formatted(number, HexFormat.of().formatHex(key)));
      }
      ended = true;
    } else if (manifest.keys() != null && !Arrays.equals(found, key)) {
      findings.add(
          manifest.keys().path(),
          "key %d is %s, that of the record %s"
              .formatted(number, HexFormat.of().formatHex(found), HexFormat.of().formatHex(key)));
    }
    ids.add(ByteBuffer.wrap(key).getLong(), id, 0);
  }

  /** Returns the id of a dataset of these records, after the last of them. */
  String datasetId() throws IOException {
    for (; missed > 0; missed--) {
      next();
    }
    return "sha256:" + HexFormat.of().formatHex(ContentHash.sha256().digest(ids.finish()));
  }
}
