package io.seedmill.transforms.write;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.transforms.blocks.BlockBuilder;
import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.EntryCounts;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.dedupe.Deduplicated;
import io.seedmill.transforms.dedupe.UniqueSamples;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.testing.Storages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of a bucket at their places in the parts. */
class BucketWriterTest {

  private static final DatasetLayout LAYOUT = new DatasetLayout("run", "attempt");

  @TempDir Path folder;

  @Test
  void aSecondAttemptWritesTheSameBytesToTheSamePlaces() throws IOException {
    UniqueSamples unique = unique(threeSamples().build());
    BucketWriter writer = writer(2);
    AllBuckets all = all(2, measured(2, unique));

    List<FilePiece> first = writer.write(List.of(unique), all);
    byte[] part0 = read("part-0");
    byte[] part1 = read("part-1");
    List<FilePiece> second = writer.write(List.of(unique), all);

    assertThat(second, is(first));
    assertThat(read("part-0"), is(part0));
    assertThat(read("part-1"), is(part1));
  }

  @Test
  void aBucketBeginsBehindTheOnesBeforeIt() throws IOException {
    UniqueSamples unique = inBucket(1, unique(threeSamples().build()));
    BucketSummary before =
        new BucketSummary(
            0,
            Map.of(
                new OutputFile.DatasetPart(0, 2, ".jsonl"), 3L,
                new OutputFile.DeadLetters(), 5L,
                new OutputFile.Keys(), 16L),
            new EntryCounts(1),
            new byte[0],
            PartFormat.Survey.NONE);

    List<FilePiece> pieces = writer(2).write(List.of(unique), all(2, measured(2, unique), before));

    assertThat(text("part-0"), is("\0\0\0one\ntwo\n"));
    assertThat(text("part-1"), is("three\n"));
    assertThat(text("dead-letters"), is("\0\0\0\0\0letter\n"));
    byte[] keys = read("keys");
    assertThat(keys.length, is(16 + 3 * 16));
    assertThat(ByteBuffer.wrap(keys).getLong(2 * 16), is(Long.MAX_VALUE));
    assertThat(ByteBuffer.wrap(keys).getLong(2 * 16 + 8), is(7L));
    FilePiece piece =
        pieces.stream().filter(found -> found.file().name().equals("part-0")).findFirst().get();
    assertThat(piece.offset(), is(3L));
    assertThat(piece.records(), is(2L));
    assertThat(piece.bytes(), is(8L));
  }

  @Test
  void linesLargerThanTheBufferStandBetweenSmallOnes() throws IOException {
    String huge = "h".repeat(3 << 20) + "\n";
    String almost = "a".repeat((1 << 20) - 2) + "\n";
    BlockBuilder records =
        new BlockBuilder()
            .sample(1, 0, 0, 0, "small\n")
            .sample(2, 0, 1, 0, huge)
            .sample(3, 0, 2, 0, "s\n")
            .sample(4, 0, 3, 0, almost)
            .sample(5, 0, 4, 0, huge);

    WrittenBucket files = WrittenBucket.of(folder, LAYOUT, 1, records);

    assertThat(text("part-0"), is("small\n" + huge + "s\n" + almost + huge));
    assertThat(files.file("part-0").records(), is(5L));
  }

  @Test
  void moreKeysThanTheBufferHoldsAreWrittenInOrder() throws IOException {
    int count = (1 << 20) / 16 * 2 + 5;
    BlockBuilder records = new BlockBuilder();
    for (int index = 0; index < count; index++) {
      records.sample(index, -index, index, 0, "\n");
    }

    WrittenBucket files = WrittenBucket.of(folder, LAYOUT, 1, records);

    ByteBuffer keys = ByteBuffer.wrap(read("keys"));
    for (int index = 0; index < count; index++) {
      assertThat(keys.getLong(), is((long) index));
      assertThat(keys.getLong(), is((long) -index));
    }
    assertThat(keys.hasRemaining(), is(false));
    assertThat(files.file("part-0").records(), is((long) count));
  }

  @Test
  void oneWriterWritesBucketsOfAnySizeInTurn() throws IOException {
    List<SampleBlock> large =
        spill(
            new BlockBuilder()
                .sample(1, 0, 0, 0, "x".repeat(9_000) + "\n")
                .endBlock()
                .sample(2, 0, 1, 0, "second block\n"));
    List<SampleBlock> small = spill(new BlockBuilder().sample(3, 0, 2, 0, "small\n"));
    List<SampleBlock> inMemory = new BlockBuilder().sample(4, 0, 3, 0, "in memory\n").build();
    BucketWriter writer = writer(1);

    List<UniqueSamples> buckets = new ArrayList<>();
    List<BucketSummary> summaries = new ArrayList<>();
    for (List<SampleBlock> blocks : List.of(large, small, inMemory, large)) {
      buckets.add(inBucket(buckets.size(), unique(blocks)));
      summaries.add(measured(1, buckets.get(buckets.size() - 1)));
    }
    AllBuckets all = all(1, summaries.toArray(new BucketSummary[0]));
    for (UniqueSamples bucket : buckets) {
      writer.write(List.of(bucket), all);
    }

    String largeText = "x".repeat(9_000) + "\nsecond block\n";
    assertThat(text("part-0"), is(largeText + "small\nin memory\n" + largeText));
    byte[] untouched = "in memory\n".getBytes(StandardCharsets.UTF_8);
    assertThat(Arrays.copyOf(((SampleBlock.InMemory) inMemory.get(0)).lines(), 10), is(untouched));
  }

  private BlockBuilder threeSamples() {
    return new BlockBuilder()
        .sample(Long.MAX_VALUE, 7, 1, 0, "two\n")
        .sample(0, 0, 0, 0, "one\n")
        .letter(4, 3, 0, "letter\n")
        .endBlock()
        .sample(Long.MIN_VALUE, 0, 2, 0, "three\n");
  }

  private List<SampleBlock> spill(BlockBuilder records) throws IOException {
    return records.spill(folder.toString(), LAYOUT);
  }

  private static DatasetFiles files(int parts) {
    return new DatasetFiles(parts, PartFormats.JSON_LINES);
  }

  private BucketWriter writer(int parts) {
    return new BucketWriter(Storages.folders(), folder.toString(), LAYOUT, files(parts));
  }

  private static BucketSummary measured(int parts, UniqueSamples unique) throws IOException {
    return new BucketMeter(files(parts), new BlockReader(Storages.folders())).measure(unique);
  }

  private static AllBuckets all(int parts, BucketSummary... summaries) {
    return new AllBuckets(files(parts), List.of(summaries));
  }

  private static UniqueSamples unique(List<SampleBlock> blocks) throws IOException {
    return Deduplicated.of(blocks, 1);
  }

  private static UniqueSamples inBucket(int bucket, UniqueSamples unique) {
    return new UniqueSamples(
        bucket,
        unique.blocks(),
        unique.samples(),
        unique.deadLetters(),
        unique.counts(),
        unique.rangeDigests());
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(LAYOUT.temporary(name)));
  }

  private byte[] read(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(LAYOUT.temporary(name)));
  }
}
