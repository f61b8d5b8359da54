package io.seedmill.transforms.blocks;

import io.seedmill.generators.Fetched;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSink;
import io.seedmill.transforms.schema.RecordSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Packs what generators make into blocks by hash bucket: samples by the top bits of their key, dead
 * letters by their place in the plan.
 */
public final class BlockSink implements SampleSink {

  private static final long LARGEST_LINE = Integer.MAX_VALUE - 64;

  /** Takes finished blocks; what it keeps of a block, it copies before it returns. */
  @FunctionalInterface
  public interface Receiver {
    void accept(int bucket, SampleBlock.InMemory block);
  }

  /**
   * The properties that all samples of an entry share.
   *
   * @param position its position in the plan
   * @param lines writes its lines
   * @param places the places of all indices of the plan
   * @param several whether an index may have any number of samples, and is ended by a call
   * @param schema what its samples have to fit
   */
  public record Entry(
      int position, RecordLines lines, PlanPlaces places, boolean several, RecordSchema schema) {

    /** An entry whose samples were checked when they were made. */
    public Entry(int position, RecordLines lines, PlanPlaces places, boolean several) {
      this(position, lines, places, several, RecordSchema.NONE);
    }
  }

  private final BlockPacker packer;
  private final ContentHash hash;
  private final int keyFields;

  /** By entry: how many samples lack each field, and behind these all of them. */
  private final Map<Integer, long[]> lacking = new TreeMap<>();

  /** By entry and by what is counted, see {@link RecordFormat}. */
  private final Map<Integer, Map<Integer, Long>> counts = new TreeMap<>();

  private final int bucketShift;
  private final byte[] id = new byte[ContentHash.BYTES];
  private final byte[] key = new byte[ContentHash.BYTES];
  private final LongConsumer watch;
  private Entry entry;
  private long nextIndex;
  private int ordinal;
  private FetchCounts fetched = FetchCounts.NONE;
  private final TreeMap<String, Long> laterEnds = new TreeMap<>();
  private final TreeMap<Long, String> laterWarned = new TreeMap<>();
  private long endIndex;
  private long samples;
  private long failures;
  private long texts;
  private long near;
  private long nanos;

  /**
   * @param buckets a power of two
   * @param keyFields the fields that make two samples equal; empty for the whole content
   * @param memory the bytes that blocks under construction may take
   * @param watch is told the index on which work begins
   */
  public BlockSink(
      int buckets, List<String> keyFields, int memory, Receiver receiver, LongConsumer watch) {
    this.packer = new BlockPacker(buckets, memory, receiver);
    this.watch = watch;
    this.hash = new ContentHash(keyFields);
    this.keyFields = keyFields.size();
    this.bucketShift = Long.SIZE - Integer.numberOfTrailingZeros(buckets);
  }

  /**
   * Says to which entry all that follows belongs, and which indices are expected, each once and in
   * ascending order. Counts begin at zero.
   */
  public void startEntry(Entry next, IndexRange range) {
    entry = next;
    samples = 0;
    failures = 0;
    texts = 0;
    near = 0;
    nanos = 0;
    nextIndex = range.first();
    ordinal = 0;
    fetched = FetchCounts.NONE;
    endIndex = range.end();
    laterEnds.clear();
    laterWarned.clear();
  }

  @Override
  public void begin(long index) {
    watch.accept(index);
  }

  @Override
  public void accept(long index, Sample sample) throws InvalidSampleException {
    expect(index);
    entry.schema().check(sample);
    hash.writeId(sample.hashed(), id);
    byte[] key = id;
    if (!hash.keyIsId()) {
      hash.writeKey(sample.hashed(), this.key);
      key = keyOrPlace(index);
    }
    int bucket = bucket(RecordFormat.high(key));
    long lineLength = entry.lines().length(index, sample);
    if (lineLength > LARGEST_LINE) {
      throw new InvalidSampleException("a record of " + lineLength + " bytes is too large");
    }
    int record = packer.reserve(bucket, (int) lineLength);
    byte[] headers = packer.headers(bucket);
    RecordFormat.writeKeyAndId(headers, record, key, id);
    RecordFormat.writeOrigin(headers, record, index, entry.position(), ordinal);
    int line = RecordFormat.lineOffset(headers, record);
    entry.lines().write(index, id, sample, packer.lines(bucket), line);
    addNumbersAsText(sample.numbersAsText());
    accepted();
  }

  /** Adds to the numbers that became text in samples of the entry. */
  public void addNumbersAsText(long more) {
    if (more > 0) {
      texts += more;
      count(RecordFormat.NUMBERS_AS_TEXT, more);
    }
  }

  @Override
  public void nearTimeLimit(long answers) {
    near += answers;
    count(RecordFormat.NEAR_TIME_LIMIT, answers);
  }

  private void count(int counted, long more) {
    if (more > 0) {
      counts
          .computeIfAbsent(entry.position(), position -> new TreeMap<>())
          .merge(counted, more, counted == RecordFormat.SLOWEST_SHARD ? Long::max : Long::sum);
    }
  }

  /** Says how long the worker took for what came since {@link #startEntry}. */
  public void endShard(long shardNanos) {
    nanos = Math.max(1, shardNanos);
    addShard(nanos, samples);
  }

  /**
   * Says how long a worker took for what came since {@link #startEntry}, before this run.
   *
   * @param shardNanos 0 where it is not known
   */
  public void endEarlierShard(long shardNanos) {
    if (shardNanos > 0) {
      addShard(shardNanos, samples);
      count(RecordFormat.EARLIER_SHARDS, 1);
    }
  }

  private void addShard(long shardNanos, long made) {
    count(RecordFormat.SHARDS_BY_POWER - ShardTimes.power(shardNanos), 1);
    count(RecordFormat.SHARD_SAMPLES, made);
    count(RecordFormat.SHARD_NANOS, shardNanos);
    count(RecordFormat.SLOWEST_SHARD, shardNanos);
  }

  /** Adds the answers of indices that failed. */
  public void addAnswersOfFailed(FetchCounts answers) {
    count(RecordFormat.HITS_OF_FAILED, answers.hits());
    count(RecordFormat.MISSES_OF_FAILED, answers.misses());
  }

  /** The key that was just written, unless the sample lacks all fields and is equal to no other. */
  private byte[] keyOrPlace(long index) {
    if (hash.lacksAll()) {
      hash.writeKeyOfPlace(id, entry.lines().entryName(), index, key);
    }
    return key;
  }

  private void countLacking() {
    for (int field = 0; field < keyFields; field++) {
      if (hash.lacks(field)) {
        addLacking(field, 1);
        if (field == 0 && hash.lacksAll()) {
          addLacking(keyFields, 1);
        }
      }
    }
  }

  private void addLacking(int field, long more) {
    lacking.computeIfAbsent(entry.position(), position -> new long[keyFields + 1])[field] += more;
  }

  /**
   * Adds samples of the entry that were left out because another one of their batch is equal.
   *
   * @param known how many of them an earlier run published
   * @param lacking how many of them lack each field that makes samples equal
   */
  public void addDuplicates(long more, long known, List<Long> lacking) {
    count(RecordFormat.DUPLICATES, more - known);
    count(RecordFormat.KNOWN, known);
    for (int field = 0; field < lacking.size(); field++) {
      addLacking(field, lacking.get(field));
    }
  }

  /** Goes on with an index; those before it were left out. Returns how many they are. */
  public long skipTo(long index) {
    long skipped = index - nextIndex;
    nextIndex = index;
    return skipped;
  }

  private void accepted() {
    samples++;
    countLacking();
    if (entry.several()) {
      ordinal++;
    } else {
      nextIndex++;
    }
  }

  @Override
  public void end(long index, Fetched answers) {
    end(index, FetchCounts.of(index, answers));
  }

  /** Takes the news that an index has all its samples. */
  public void end(long index, FetchCounts answers) {
    expect(index);
    if (!entry.several()) {
      throw new IllegalStateException("an index of one sample ends with it");
    }
    long place = entry.places().of(entry.position(), index);
    int bucket = bucket(place);
    int record = packer.reserve(bucket, 0);
    byte[] headers = packer.headers(bucket);
    RecordFormat.writePlace(headers, record, place);
    RecordFormat.writeOrigin(headers, record, index, entry.position(), 0);
    RecordFormat.markEnd(headers, record, answers);
    fetched = fetched.plus(answers);
    ordinal = 0;
    nextIndex++;
  }

  @Override
  public void fail(SampleFailure failure) {
    expect(failure.index());
    byte[] line = entry.lines().deadLetter(failure);
    long place = entry.places().of(entry.position(), failure.index());
    int bucket = bucket(place);
    int record = packer.reserve(bucket, line.length);
    byte[] headers = packer.headers(bucket);
    RecordFormat.writePlace(headers, record, place);
    RecordFormat.writeOrigin(headers, record, failure.index(), entry.position(), ordinal);
    RecordFormat.markFailure(headers, record);
    int offset = RecordFormat.lineOffset(headers, record);
    System.arraycopy(line, 0, packer.lines(bucket), offset, line.length);
    failed(line, 0, line.length);
  }

  @Override
  public void fail(SampleFailure failure, Fetched answers) {
    long index = failure.index();
    FetchCounts some = FetchCounts.of(index, answers).withEnd(index, Optional.empty());
    fetched = fetched.plus(some);
    addAnswersOfFailed(some);
    fail(failure);
  }

  /**
   * Takes the line of a sample that was written before. Where an index may have several, one with a
   * higher index ends those before it.
   *
   * @param line what the line says
   * @param bytes the array in which it lies
   * @param from where in the array it begins
   */
  public void acceptLine(WrittenLine line, byte[] bytes, int from) throws InvalidSampleException {
    if (entry.several()) {
      endBefore(line.index());
    }
    expect(line.index());
    place(line, bytes, from);
    if (line.isDeadLetter()) {
      failed(bytes, from, line.length());
    } else {
      accepted();
    }
  }

  private void failed(byte[] letter, int from, int length) {
    boolean notConnected = RecordLines.hasCode(SampleFailure.NO_CONNECTION, letter, from, length);
    count(RecordFormat.NOT_CONNECTED, notConnected ? 1 : 0);
    failures++;
    ordinal = 0;
    nextIndex++;
  }

  /** Ends the indices before {@code end}, of which no more lines come. */
  public void endBefore(long end) {
    while (nextIndex < end) {
      end(nextIndex, FetchCounts.NONE.withEnd(nextIndex, nextEnd()));
    }
  }

  /**
   * Says how the pages of the indices ended whose lines come: by index where a person should know
   * of it, else for all together.
   */
  public void expectEnds(FetchCounts answers) {
    laterEnds.clear();
    laterEnds.putAll(answers.ends());
    laterWarned.clear();
    laterWarned.putAll(answers.warned());
    laterWarned.values().forEach(this::takeEnd);
  }

  private Optional<String> nextEnd() {
    String warned = laterWarned.remove(nextIndex);
    if (warned != null) {
      return Optional.of(warned);
    }
    Optional<String> next = laterEnds.keySet().stream().findFirst();
    next.ifPresent(this::takeEnd);
    return next;
  }

  private void takeEnd(String end) {
    laterEnds.computeIfPresent(end, (key, queries) -> queries > 1 ? queries - 1 : null);
  }

  /** Ends the index that is next, with the answers of all whose lines came. */
  public void endLast(FetchCounts answers) {
    end(nextIndex, answers.withEnd(nextIndex, nextEnd()));
  }

  private void place(WrittenLine line, byte[] bytes, int from) throws InvalidSampleException {
    int bucket;
    int record;
    if (line.isDeadLetter()) {
      long place = entry.places().of(entry.position(), line.index());
      bucket = bucket(place);
      record = packer.reserve(bucket, line.length());
      RecordFormat.writePlace(packer.headers(bucket), record, place);
    } else {
      hash.writeIdAndKey(line, bytes, from, entry.lines().entryName(), id, key);
      bucket = bucket(RecordFormat.high(key));
      record = packer.reserve(bucket, line.length());
      RecordFormat.writeKeyAndId(packer.headers(bucket), record, key, id);
    }
    byte[] headers = packer.headers(bucket);
    RecordFormat.writeOrigin(headers, record, line.index(), entry.position(), ordinal);
    if (line.isDeadLetter()) {
      RecordFormat.markFailure(headers, record);
    }
    int offset = RecordFormat.lineOffset(headers, record);
    System.arraycopy(bytes, from, packer.lines(bucket), offset, line.length());
  }

  /** Returns the number of samples since {@link #startEntry}. */
  public long samples() {
    return samples;
  }

  /** Returns the number of failures since {@link #startEntry}. */
  public long failures() {
    return failures;
  }

  /** Returns the count of numbers that became text since {@link #startEntry}. */
  public long numbersAsText() {
    return texts;
  }

  /** Returns the count of answers that came near a time limit since {@link #startEntry}. */
  public long nearTimeLimit() {
    return near;
  }

  /** Returns the time that the worker took since {@link #startEntry}; 0 where it did not end. */
  public long nanos() {
    return nanos;
  }

  /** Returns the origin of the answers since {@link #startEntry}. */
  public FetchCounts fetched() {
    return fetched;
  }

  /** The first index of the range that is not accounted for; the range's end where all are. */
  public long nextIndex() {
    return nextIndex;
  }

  /** Hands on every block that holds a record. */
  public void flush() {
    lacking.forEach(
        (position, counts) -> {
          for (int field = 0; field < counts.length; field++) {
            if (counts[field] > 0) {
              writeCount(position, field, counts[field]);
            }
          }
        });
    lacking.clear();
    counts.forEach(
        (position, all) -> all.forEach((counted, count) -> writeCount(position, counted, count)));
    counts.clear();
    packer.flush();
  }

  private void writeCount(int position, int counted, long count) {
    int record = packer.reserve(0, 0);
    RecordFormat.writeCount(packer.headers(0), record, position, counted, count);
  }

  /** An account that only counts would take a repeated index for the one that was left out. */
  private void expect(long index) {
    if (index != nextIndex || index >= endIndex) {
      throw new IllegalStateException(
          nextIndex < endIndex
              ? "index " + nextIndex + " is next, but the generator gave " + index
              : "the range ends at " + endIndex + ", but the generator gave " + index);
    }
  }

  private int bucket(long keyHigh) {
    return bucketShift == Long.SIZE ? 0 : (int) (keyHigh >>> bucketShift);
  }
}
