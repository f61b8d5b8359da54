package io.seedmill.transforms.generate;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.ranges;
import static io.seedmill.transforms.testing.Plans.scripted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.isA;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.testing.Pipelines;
import io.seedmill.transforms.testing.RangeGenerator;
import io.seedmill.transforms.testing.ScriptedGenerator.Act;
import io.seedmill.transforms.testing.ScriptedParameters;
import io.seedmill.transforms.testing.Storages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks in temporary files. */
class GenerateSamplesSpillTest {

  private static final DatasetLayout LAYOUT = new DatasetLayout("run", "attempt");

  /** A number of buckets whose blocks are compressed. */
  private static final int COMPRESSED = 64;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, COMPRESSED})
  void spilledAndInMemoryBlocksHoldTheSameRecords(int buckets) {
    GenerationPlan plan =
        plan(
            scripted("plain", 500, 50, ScriptedParameters.plain().at(77, Act.THROW)),
            ranges("long", 600, 300, ScriptedParameters.plain()));
    GenerateSamples generate = GenerateSamples.of(plan).withBuckets(buckets);

    GeneratedRecords inMemory = GeneratedRecords.of(plan, generate);
    GeneratedRecords spilled =
        GeneratedRecords.of(plan, generate.withSpillTo(folder.toString(), LAYOUT));

    assertThat(spilled.records(), is(inMemory.records()));
    assertThat(values(spilled), everyItem(isA(SampleBlock.Spilled.class)));
    assertThat(values(inMemory), everyItem(isA(SampleBlock.InMemory.class)));
  }

  @Test
  void spillFilesLieInTheTemporaryFolder() throws IOException {
    GenerationPlan plan = plan(scripted("plain", 50, 10, ScriptedParameters.plain()));

    GeneratedRecords made =
        GeneratedRecords.of(plan, GenerateSamples.of(plan).withSpillTo(folder.toString(), LAYOUT));

    long inBlocks = 0;
    for (SampleBlock block : values(made)) {
      inBlocks += block.headersLength() + block.linesLength();
    }
    long inFiles = 0;
    try (var files = Files.list(folder.resolve(LAYOUT.temporaryFolder()))) {
      for (Path file : files.toList()) {
        inFiles += Files.size(file);
      }
    }
    assertThat(inFiles, is(inBlocks));
  }

  @Test
  void blocksOfManyBucketsAreCompressed() throws IOException {
    GenerationPlan plan = plan(scripted("plain", 5_000, 5_000, ScriptedParameters.plain()));

    GeneratedRecords made =
        GeneratedRecords.of(
            plan,
            GenerateSamples.of(plan)
                .withBuckets(COMPRESSED)
                .withSpillTo(folder.toString(), LAYOUT));

    long inBlocks = 0;
    long stored = 0;
    for (SampleBlock block : values(made)) {
      SampleBlock.Spilled spilled = (SampleBlock.Spilled) block;
      inBlocks += spilled.headersLength() + spilled.linesLength();
      stored += spilled.storedHeaders() + spilled.storedLines();
    }
    assertThat(2 * stored, is(lessThan(inBlocks)));
  }

  @Test
  void aDamagedBlockIsRefused() throws IOException {
    GenerationPlan plan = plan(scripted("plain", 5_000, 5_000, ScriptedParameters.plain()));
    GenerateSamples generate =
        GenerateSamples.of(plan).withBuckets(COMPRESSED).withSpillTo(folder.toString(), LAYOUT);
    SampleBlock.Spilled first =
        (SampleBlock.Spilled) values(GeneratedRecords.of(plan, generate)).get(0);
    Path file = folder.resolve(first.path());
    byte[] bytes = Files.readAllBytes(file);
    int lines = (int) first.offset() + first.storedHeaders();
    Arrays.fill(bytes, lines, lines + first.storedLines(), (byte) 0);
    Files.write(file, bytes);

    BlockReader reader = new BlockReader(Storages.folders());
    IOException thrown =
        assertThrows(IOException.class, () -> reader.lines(List.<SampleBlock>of(first)));
    assertThat(thrown.getMessage(), containsString("is damaged"));
  }

  @ParameterizedTest
  @EnumSource(
      value = RangeGenerator.Act.class,
      names = {"REPEAT", "WRAP_FAILURES", "SWALLOW_FAILURES"})
  void aStorageThatFailsEndsThePipelineWhateverTheGeneratorMakesOfIt(RangeGenerator.Act act)
      throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    GenerationPlan plan = plan(ranges("long", 1000, 1000, ScriptedParameters.plain().at(0, act)));
    GenerateSamples generate = GenerateSamples.of(plan).withSpillTo(file.toString(), LAYOUT);

    Exception thrown =
        assertThrows(PipelineExecutionException.class, () -> GeneratedRecords.of(plan, generate));

    assertThat(Pipelines.rootCause(thrown), is(instanceOf(IOException.class)));
    assertThat(Files.readString(file), is("not a folder"));
  }

  @Test
  void aStorageThatFailsForAWhileEndsThePipelineToo() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve(DatasetLayout.TEMPORARY), "not a folder");
    RangeGenerator.HOOK.set(() -> delete(inTheWay));
    GenerationPlan plan =
        plan(
            ranges(
                "long",
                1000,
                1000,
                ScriptedParameters.plain()
                    .at(0, RangeGenerator.Act.SWALLOW_FAILURES)
                    .at(500, RangeGenerator.Act.RUN_HOOK)));
    GenerateSamples generate = GenerateSamples.of(plan).withSpillTo(folder.toString(), LAYOUT);

    Exception thrown =
        assertThrows(PipelineExecutionException.class, () -> GeneratedRecords.of(plan, generate));

    assertThat(Pipelines.rootCause(thrown), is(instanceOf(IOException.class)));
    assertThat("the generator went on to its hook", Files.exists(inTheWay), is(false));
  }

  @Test
  void aSpilledBlockWhoseFileIsGoneIsRefused() {
    SampleBlock gone = new SampleBlock.Spilled(folder.toString(), "gone", 0, 52, 10, 52, 10);

    BlockReader reader = new BlockReader(Storages.folders());
    assertThrows(NoSuchFileException.class, () -> reader.lines(List.of(gone)));
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<SampleBlock> values(GeneratedRecords made) {
    return made.blocks().stream().map(KV::getValue).toList();
  }
}
