package io.seedmill.transforms.write;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.transforms.blocks.BlockBuilder;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.KV;
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

    List<KV<Integer, PartPiece>> first = writer.write(unique, Map.of());
    byte[] part0 = read(0);
    byte[] part1 = read(1);
    List<KV<Integer, PartPiece>> second = writer.write(unique, Map.of());

    assertThat(second, is(first));
    assertThat(read(0), is(part0));
    assertThat(read(1), is(part1));
  }

  @Test
  void aBucketBeginsBehindTheOnesBeforeIt() throws IOException {
    UniqueSamples unique = unique(threeSamples().build());

    List<KV<Integer, PartPiece>> pieces = writer(2).write(unique, Map.of(0, 3L, -1, 5L, -2, 16L));

    assertThat(Files.readString(file(0)), is("\0\0\0one\ntwo\n"));
    assertThat(Files.readString(file(1)), is("three\n"));
    assertThat(Files.readString(file(-1)), is("\0\0\0\0\0letter\n"));
    byte[] keys = read(-2);
    assertThat(keys.length, is(16 + 3 * 16));
    assertThat(ByteBuffer.wrap(keys).getLong(2 * 16), is(Long.MAX_VALUE));
    assertThat(ByteBuffer.wrap(keys).getLong(2 * 16 + 8), is(7L));
    assertThat(pieces.get(0).getValue().offset(), is(3L));
    assertThat(pieces.get(0).getValue().records(), is(2L));
    assertThat(pieces.get(0).getValue().bytes(), is(8L));
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

    WrittenFiles files = WrittenFiles.of(folder, LAYOUT, 1, records);

    assertThat(Files.readString(file(0)), is("small\n" + huge + "s\n" + almost + huge));
    assertThat(files.written().get(0).records(), is(5L));
  }

  @Test
  void moreKeysThanTheBufferHoldsAreWrittenInOrder() throws IOException {
    int count = (1 << 20) / 16 * 2 + 5;
    BlockBuilder records = new BlockBuilder();
    for (int index = 0; index < count; index++) {
      records.sample(index, -index, index, 0, "\n");
    }

    WrittenFiles files = WrittenFiles.of(folder, LAYOUT, 1, records);

    ByteBuffer keys = ByteBuffer.wrap(read(WrittenPart.KEYS));
    for (int index = 0; index < count; index++) {
      assertThat(keys.getLong(), is((long) index));
      assertThat(keys.getLong(), is((long) -index));
    }
    assertThat(keys.hasRemaining(), is(false));
    assertThat(files.written().get(0).records(), is((long) count));
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

    long offset = 0;
    for (List<SampleBlock> blocks : List.of(large, small, inMemory, large)) {
      PartPiece piece = writer.write(unique(blocks), Map.of(0, offset)).get(0).getValue();
      offset += piece.bytes();
    }

    String largeText = "x".repeat(9_000) + "\nsecond block\n";
    assertThat(Files.readString(file(0)), is(largeText + "small\nin memory\n" + largeText));
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

  private BucketWriter writer(int parts) {
    return new BucketWriter(Storages.folders(), folder.toString(), LAYOUT, new PartBounds(parts));
  }

  private static UniqueSamples unique(List<SampleBlock> blocks) throws IOException {
    return Deduplicated.of(blocks, 1);
  }

  private Path file(int part) {
    return folder.resolve(BucketWriter.partFile(LAYOUT, part));
  }

  private byte[] read(int part) throws IOException {
    return Files.readAllBytes(file(part));
  }
}
