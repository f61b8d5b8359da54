package io.seedmill.transforms.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * The plan by which objects are joined in a multipart upload: which parts the store copies by
 * itself, and which are fetched and sent because they lie in several objects.
 *
 * <p>All parts have the same size but the last, because some stores (Cloudflare's R2) refuse others
 * when all is done. The smaller that size, the less is fetched; the larger, the fewer requests.
 *
 * <p>Limits as in S3's documentation ("Amazon S3 multipart upload limits"): parts of 5 MiB to 5
 * GiB, the last may be smaller, and at most 10,000 of them.
 */
final class S3Join {

  static final int SMALLEST_PART = 5 << 20;
  static final int MOST_PARTS = 10_000;

  /** Larger where there would be too many; several are in memory at a time. */
  private static final long USUAL_MOST = 16L << 20;

  /** The parts of an object of the usual size: of them, one lies in the next object as well. */
  private static final int PARTS_PER_OBJECT = 8;

  private S3Join() {}

  /** Some bytes of an object. */
  record Range(String path, long offset, long bytes) {}

  /**
   * A part of the result: ranges that are fetched and sent together, or one that the store copies.
   */
  record Part(List<Range> ranges) {

    boolean isCopied() {
      return ranges.size() == 1 && ranges.get(0).bytes() >= SMALLEST_PART;
    }

    long bytes() {
      return ranges.stream().mapToLong(Range::bytes).sum();
    }
  }

  /** Plans the parts that, one behind the other, are the objects one behind the other. */
  static List<Part> plan(List<StoredFile> objects) {
    long size = partBytes(objects);
    List<Part> parts = new ArrayList<>();
    List<Range> ranges = new ArrayList<>();
    long room = size;
    for (StoredFile object : objects) {
      for (long at = 0; at < object.bytes(); ) {
        long bytes = Math.min(room, object.bytes() - at);
        ranges.add(new Range(object.path(), at, bytes));
        at += bytes;
        room -= bytes;
        if (room == 0) {
          parts.add(new Part(List.copyOf(ranges)));
          ranges.clear();
          room = size;
        }
      }
    }
    if (!ranges.isEmpty()) {
      parts.add(new Part(List.copyOf(ranges)));
    }
    return parts;
  }

  private static long partBytes(List<StoredFile> objects) {
    long all = objects.stream().mapToLong(StoredFile::bytes).sum();
    long share = all / Math.max(1, objects.size()) / PARTS_PER_OBJECT;
    long usual = Math.max(SMALLEST_PART, Math.min(USUAL_MOST, share));
    return Math.max(usual, (all + MOST_PARTS - 1) / MOST_PARTS);
  }
}
