package io.seedmill.pipeline.compare;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The records that two runs share, and those that one of them has alone, by their keys. It reads
 * both files of keys once, side by side, in constant memory.
 *
 * @param kept how many both have
 * @param added the keys, in hex, of the first few that only the second has, ascending
 * @param addedCount how many those are in all
 * @param removed the keys of the first few that only the first has
 * @param removedCount how many those are in all
 */
public record KeyDifference(
    long kept, List<String> added, long addedCount, List<String> removed, long removedCount) {

  private static final int KEY_BYTES = 16;

  /**
   * Compares two files of keys.
   *
   * @param before keys of 16 bytes, ascending
   * @param after the same of the other run
   * @param most how many keys are kept of each kind
   */
  public static KeyDifference of(InputStream before, InputStream after, int most)
      throws IOException {
    Keys old = new Keys(before);
    Keys young = new Keys(after);
    List<String> added = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    long kept = 0;
    while (old.key != null || young.key != null) {
      int order =
          old.key == null ? 1 : young.key == null ? -1 : Arrays.compareUnsigned(old.key, young.key);
      if (order == 0) {
        kept++;
      } else if (order < 0 && removed.size() < most) {
        removed.add(HexFormat.of().formatHex(old.key));
      } else if (order > 0 && added.size() < most) {
        added.add(HexFormat.of().formatHex(young.key));
      }
      if (order <= 0) {
        old.next();
      }
      if (order >= 0) {
        young.next();
      }
    }
    return new KeyDifference(kept, added, young.place - kept, removed, old.place - kept);
  }

  /** The keys of a file, one at a time; at the end, {@code place} is their number. */
  private static final class Keys {

    private final InputStream in;
    private byte[] key;
    private long place = -1;

    Keys(InputStream in) throws IOException {
      this.in = in;
      next();
    }

    private void next() throws IOException {
      byte[] read = in.readNBytes(KEY_BYTES);
      if (read.length % KEY_BYTES != 0) {
        throw new EOFException("a file of keys ends within a key");
      }
      key = read.length == 0 ? null : read;
      place++;
    }
  }
}
