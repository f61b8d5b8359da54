package io.seedmill.transforms.dedupe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.transforms.blocks.BlockBuilder;
import io.seedmill.transforms.blocks.BlockRecord;
import io.seedmill.transforms.blocks.EntryCounts;
import io.seedmill.transforms.blocks.RecordFormat;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.blocks.SampleBlock.InMemory;
import io.seedmill.transforms.blocks.SampleBlock.Spilled;
import io.seedmill.transforms.blocks.SampleBlockCoder;
import java.io.EOFException;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/** Blocks that travel between workers come out as they went in. */
class BlockCodersTest {

  private static final SampleBlockCoder BLOCKS = SampleBlockCoder.INSTANCE;
  private static final UniqueSamplesCoder UNIQUE = UniqueSamplesCoder.INSTANCE;
  private static final Spilled SPILLED =
      new Spilled("/output", ".seedmill/run/spill", 1L << 40, 52_000, 1 << 30, 31_000, 1 << 28);

  @Test
  void aBlockInMemoryComesOutAsItWentIn() throws Exception {
    InMemory block = (InMemory) block();

    CoderProperties.structuralValueDecodeEncodeEqual(BLOCKS, block);
    InMemory decoded = (InMemory) CoderUtils.clone(BLOCKS, block);

    assertThat(BlockRecord.of(decoded), is(BlockRecord.of(block)));
    assertThat(decoded.headersLength(), is(2 * RecordFormat.HEADER_BYTES));
    assertThat(decoded.linesLength(), is("one\nletter\n".length()));
  }

  @Test
  void onlyTheUsedPartOfABlocksArraysTravels() throws Exception {
    InMemory block = (InMemory) block();
    InMemory roomy =
        new InMemory(
            Arrays.copyOf(block.headers(), 5_000),
            block.headersLength(),
            Arrays.copyOf(block.lines(), 9_000),
            block.linesLength());

    byte[] encoded = CoderUtils.encodeToByteArray(BLOCKS, roomy);

    assertThat(encoded, is(CoderUtils.encodeToByteArray(BLOCKS, block)));
  }

  @Test
  void anEmptyBlockComesOutEmpty() throws Exception {
    InMemory empty = new InMemory(new byte[0], 0, new byte[0], 0);

    InMemory decoded = (InMemory) CoderUtils.clone(BLOCKS, empty);

    assertThat(decoded.headersLength(), is(0));
    assertThat(decoded.linesLength(), is(0));
  }

  @Test
  void ofASpilledBlockThePlaceTravels() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(BLOCKS, SPILLED);
    CoderProperties.structuralValueDecodeEncodeEqual(BLOCKS, SPILLED);
  }

  @Test
  void bothKindsTravelInOneList() throws Exception {
    List<SampleBlock> blocks = List.of(block(), SPILLED, block());

    List<SampleBlock> decoded = CoderUtils.clone(ListCoder.of(BLOCKS), blocks);

    assertThat(BlockRecord.of(decoded.get(0)), is(BlockRecord.of(block())));
    assertThat(decoded.get(1), is(SPILLED));
    assertThat(BlockRecord.of(decoded.get(2)), is(BlockRecord.of(block())));
  }

  @Test
  void aBlockThatIsCutOffIsRefused() throws Exception {
    byte[] encoded = CoderUtils.encodeToByteArray(BLOCKS, block());
    byte[] cut = Arrays.copyOf(encoded, encoded.length - 1);

    Exception thrown =
        assertThrows(Exception.class, () -> CoderUtils.decodeFromByteArray(BLOCKS, cut));

    assertThat(rootCause(thrown).getClass(), is((Object) EOFException.class));
  }

  @Test
  void uniqueSamplesComeOutAsTheyWentIn() throws Exception {
    UniqueSamples unique = unique(List.of(block(), SPILLED));

    CoderProperties.structuralValueDecodeEncodeEqual(UNIQUE, unique);
    UniqueSamples decoded = CoderUtils.clone(UNIQUE, unique);

    assertThat(decoded.bucket(), is(unique.bucket()));
    assertThat(decoded.samples(), is(unique.samples()));
    assertThat(decoded.deadLetters(), is(unique.deadLetters()));
    assertThat(decoded.counts(), is(unique.counts()));
    assertThat(decoded.rangeDigests(), is(unique.rangeDigests()));
    assertThat(BlockRecord.of(decoded.blocks().get(0)), is(BlockRecord.of(block())));
    assertThat(decoded.blocks().get(1), is(SPILLED));
  }

  @Test
  void uniqueSamplesWithNothingInThemComeOutEmpty() throws Exception {
    UniqueSamples nothing =
        new UniqueSamples(
            0, List.of(), new LineList(0), new LineList(0), new EntryCounts(0), new byte[0]);

    UniqueSamples decoded = CoderUtils.clone(UNIQUE, nothing);

    assertThat(decoded.samples().size(), is(0));
    assertThat(decoded.blocks(), is(List.of()));
  }

  private static UniqueSamples unique(List<SampleBlock> blocks) {
    LineList samples = new LineList(4);
    samples.add(-1, 5, 0, 0, 4);
    samples.add(Long.MIN_VALUE, -6, 70_000, Integer.MAX_VALUE, 1 << 29);
    LineList letters = new LineList(1);
    letters.add(7, 0, 0, 4, 7);
    EntryCounts counts = new EntryCounts(2);
    counts.addUnique(0, 10);
    counts.addDuplicates(1, 1);
    counts.addFailed(1);
    return new UniqueSamples(4095, blocks, samples, letters, counts, new byte[] {1, -1, 0});
  }

  private static SampleBlock block() {
    return new BlockBuilder()
        .sample(1, 2, 3, 0, "one\n")
        .letter(4, 5, 1, "letter\n")
        .build()
        .get(0);
  }

  private static Throwable rootCause(Throwable thrown) {
    return thrown.getCause() == null ? thrown : rootCause(thrown.getCause());
  }
}
