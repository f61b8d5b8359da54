package io.seedmill.transforms.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * The plan by which objects are joined in a multipart upload: which ranges the store copies by
 * itself, and which small ones are fetched and sent together, because every part but the last has
 * at least 5 MiB.
 *
 * <p>Limits as in S3's documentation ("Amazon S3 multipart upload limits"): parts of 5 MiB to 5
 * GiB, the last may be smaller, and at most 10,000 of them.
 */
final class S3Join {

  static final int SMALLEST_PART = 5 << 20;
  static final int MOST_PARTS = 10_000;

  private static final long LARGEST_PART = 5L << 30;

  /** Smaller than it could be, so that several threads have something to do. */
  private static final long USUAL_COPY = 256L << 20;

  private final long largestCopy;
  private final List<Part> parts = new ArrayList<>();
  private List<Range> small = new ArrayList<>();
  private long smallBytes;

  private S3Join(long largestCopy) {
    this.largestCopy = largestCopy;
  }

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
    List<Part> usual = plan(objects, USUAL_COPY);
    return usual.size() <= MOST_PARTS ? usual : plan(objects, LARGEST_PART);
  }

  private static List<Part> plan(List<StoredFile> objects, long largestCopy) {
    S3Join join = new S3Join(largestCopy);
    objects.forEach(join::add);
    join.endSmall();
    return join.parts;
  }

  private void add(StoredFile object) {
    long wanted = smallBytes == 0 ? 0 : Math.max(0, SMALLEST_PART - smallBytes);
    if (object.bytes() - wanted < SMALLEST_PART) {
      addSmall(new Range(object.path(), 0, object.bytes()));
      return;
    }
    if (wanted > 0) {
      addSmall(new Range(object.path(), 0, wanted));
    }
    copy(object, wanted);
  }

  private void addSmall(Range range) {
    if (range.bytes() > 0) {
      small.add(range);
      smallBytes += range.bytes();
    }
    if (smallBytes >= SMALLEST_PART) {
      endSmall();
    }
  }

  private void endSmall() {
    if (!small.isEmpty()) {
      parts.add(new Part(small));
      small = new ArrayList<>();
      smallBytes = 0;
    }
  }

  /** Splits evenly, so that no remainder is too small for a part. */
  private void copy(StoredFile object, long from) {
    long bytes = object.bytes() - from;
    long count = (bytes + largestCopy - 1) / largestCopy;
    for (long i = 0; i < count; i++) {
      long start = from + bytes * i / count;
      long end = from + bytes * (i + 1) / count;
      parts.add(new Part(List.of(new Range(object.path(), start, end - start))));
    }
  }
}
