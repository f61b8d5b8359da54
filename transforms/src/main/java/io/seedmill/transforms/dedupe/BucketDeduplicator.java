package io.seedmill.transforms.dedupe;

import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.Collisions;
import io.seedmill.transforms.blocks.EntryCounts;
import io.seedmill.transforms.blocks.KnownKeysReader;
import io.seedmill.transforms.blocks.RangeDigests;
import io.seedmill.transforms.blocks.RecordFormat;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.evaluation.Contamination;
import io.seedmill.transforms.generate.Preference;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Deduplicates one bucket by its headers. Of samples with equal keys the one that the preference
 * names stays, whatever the order of the blocks; of samples with a known key none.
 */
final class BucketDeduplicator {

  private final int bucket;
  private final int buckets;
  private final List<SampleBlock> blocks;
  private final byte[][] headers;
  private final KnownKeysReader known;
  private final Preference preference;
  private final EntryCounts counts;
  private final BlockReader reader;
  private ContaminatedSamples contaminated;

  /**
   * @param blocks all blocks of the bucket
   * @param buckets how many buckets there are, a power of two
   * @param entries how many entries the plan has
   * @param reader reads the blocks
   * @param known reads the known keys
   * @param preference which of equal samples stays
   * @throws IOException if a spilled block cannot be read
   */
  public BucketDeduplicator(
      int bucket,
      List<SampleBlock> blocks,
      int buckets,
      int entries,
      BlockReader reader,
      KnownKeysReader known,
      Preference preference)
      throws IOException {
    this.bucket = bucket;
    this.buckets = buckets;
    this.blocks = blocks;
    this.headers = reader.headers(blocks);
    this.known = known;
    this.preference = preference;
    this.counts = new EntryCounts(entries);
    this.reader = reader;
  }

  /** Leaves out contaminated samples first. */
  BucketDeduplicator without(ContaminatedSamples newContaminated) {
    contaminated = newContaminated;
    return this;
  }

  /**
   * Does it.
   *
   * @throws IOException if known keys cannot be read
   */
  public UniqueSamples deduplicate() throws IOException {
    RangeDigests digests = new RangeDigests(bucket, buckets);
    LineList samples = keepSmallest(candidates(), digests);
    LineList letters = countFailed(sorted(RecordFormat::isFailure));
    countOthers();
    return new UniqueSamples(
        bucket,
        blocks,
        samples,
        letters,
        counts,
        digests.finish(),
        contaminated == null ? List.of() : contaminated.removed());
  }

  private long[] candidates() throws IOException {
    long[] sorted = sorted(RecordFormat::isSample);
    return contaminated == null
        ? sorted
        : contaminated.leaveOut(sorted, headers, reader.lines(blocks), counts);
  }

  /**
   * Tells where each entry has each key first, keys that are known left out.
   *
   * @param texts finds samples that repeat evaluation texts, which do not count; null where there
   *     are no such texts
   * @throws IOException if known keys cannot be read, or the file not written
   */
  void findFirsts(FirstsFile.Writer firsts, Contamination.Check texts) throws IOException {
    byte[][] lines = texts == null ? null : reader.lines(blocks);
    long[] sorted = sorted(RecordFormat::isSample);
    KnownSamples knownSamples = new KnownSamples(headers, sorted);
    if (sorted.length > 0) {
      known.read(bucket, buckets, knownSamples);
    }
    BitSet seen = new BitSet();
    boolean isKnown = false;
    for (int i = 0; i < sorted.length; i++) {
      byte[] header = headers[RecordOrder.block(sorted[i])];
      int at = RecordOrder.position(sorted[i]);
      if (i == 0 || !sameKey(sorted[i - 1], header, at)) {
        isKnown = knownSamples.contains(i);
        seen.clear();
      }
      int entry = RecordFormat.entry(header, at);
      if (!isKnown && !seen.get(entry) && !repeats(sorted[i], lines, texts)) {
        seen.set(entry);
        firsts.add(
            RecordFormat.keyHigh(header, at),
            RecordFormat.keyLow(header, at),
            entry,
            RecordFormat.index(header, at));
      }
    }
  }

  private boolean repeats(long reference, byte[][] lines, Contamination.Check texts)
      throws IOException {
    if (texts == null) {
      return false;
    }
    int block = RecordOrder.block(reference);
    int at = RecordOrder.position(reference);
    return texts
        .find(
            lines[block],
            RecordFormat.lineOffset(headers[block], at),
            RecordFormat.lineLength(headers[block], at))
        .isPresent();
  }

  private LineList keepSmallest(long[] sorted, RangeDigests digests) throws IOException {
    KnownSamples knownSamples = new KnownSamples(headers, sorted);
    if (sorted.length > 0) {
      known.read(bucket, buckets, knownSamples);
    }
    LineList unique = new LineList(sorted.length);
    boolean isKnown = false;
    int groupStart = 0;
    for (int i = 0; i < sorted.length; i++) {
      byte[] header = headers[RecordOrder.block(sorted[i])];
      int at = RecordOrder.position(sorted[i]);
      int entry = RecordFormat.entry(header, at);
      boolean isFirst = i == 0 || !sameKey(sorted[i - 1], header, at);
      if (isFirst) {
        countCollisions(sorted, groupStart, i, isKnown);
        isKnown = knownSamples.contains(i);
        groupStart = i;
      }
      if (isKnown) {
        counts.addKnown(entry);
      } else if (!isFirst) {
        counts.addDuplicates(entry, 1);
      } else {
        counts.addUnique(entry, RecordFormat.lineLength(header, at));
        digests.add(RecordFormat.keyHigh(header, at), header, at + RecordFormat.ID_OFFSET);
        add(unique, sorted[i]);
      }
    }
    countCollisions(sorted, groupStart, sorted.length, isKnown);
    return unique;
  }

  /** Counts the samples of one key; one alone, as most are, collides with none. */
  private void countCollisions(long[] sorted, int from, int to, boolean isKnown) {
    if (to - from < 2) {
      return;
    }
    Collisions.Group group = counts.collisions().group();
    for (int i = from; i < to; i++) {
      byte[] header = headers[RecordOrder.block(sorted[i])];
      int at = RecordOrder.position(sorted[i]);
      int entry = RecordFormat.entry(header, at);
      long index = RecordFormat.index(header, at);
      if (isKnown) {
        group.addKnown(entry);
      } else if (i == from) {
        group.addWinner(entry, index);
      } else {
        group.addLoser(RecordFormat.keyHigh(header, at), entry, index);
      }
    }
    group.end();
  }

  private LineList countFailed(long[] sorted) {
    LineList letters = new LineList(sorted.length);
    for (long reference : sorted) {
      byte[] header = headers[RecordOrder.block(reference)];
      counts.addFailed(RecordFormat.entry(header, RecordOrder.position(reference)));
      add(letters, reference);
    }
    return letters;
  }

  private void countOthers() {
    for (int block = 0; block < headers.length; block++) {
      byte[] header = headers[block];
      int length = blocks.get(block).headersLength();
      for (int at = 0; at < length; at += RecordFormat.HEADER_BYTES) {
        if (RecordFormat.isEnd(header, at)) {
          counts.addEnded(RecordFormat.entry(header, at), RecordFormat.fetched(header, at));
        } else if (RecordFormat.isCount(header, at)) {
          counts.addCount(
              RecordFormat.entry(header, at),
              (int) RecordFormat.keyLow(header, at),
              RecordFormat.keyHigh(header, at));
        }
      }
    }
  }

  @FunctionalInterface
  private interface Kind {
    boolean has(byte[] headers, int record);
  }

  private boolean sameKey(long previous, byte[] header, int at) {
    byte[] other = headers[RecordOrder.block(previous)];
    int otherAt = RecordOrder.position(previous);
    return RecordFormat.keyHigh(header, at) == RecordFormat.keyHigh(other, otherAt)
        && RecordFormat.keyLow(header, at) == RecordFormat.keyLow(other, otherAt);
  }

  private void add(LineList list, long reference) {
    byte[] header = headers[RecordOrder.block(reference)];
    int at = RecordOrder.position(reference);
    list.add(
        RecordFormat.keyHigh(header, at),
        RecordFormat.keyLow(header, at),
        RecordOrder.block(reference),
        RecordFormat.lineOffset(header, at),
        RecordFormat.lineLength(header, at));
  }

  /** References to the records of a kind, in order. */
  private long[] sorted(Kind kind) {
    long[] found = new long[1024];
    int count = 0;
    for (int block = 0; block < headers.length; block++) {
      byte[] header = headers[block];
      int length = blocks.get(block).headersLength();
      for (int at = 0; at < length; at += RecordFormat.HEADER_BYTES) {
        if (kind.has(header, at)) {
          if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
          }
          found[count++] = RecordOrder.reference(block, at);
        }
      }
    }
    int bucketBits = Integer.numberOfTrailingZeros(buckets);
    return RecordOrder.sort(headers, Arrays.copyOf(found, count), bucketBits, preference);
  }
}
