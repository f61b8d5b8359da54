package io.seedmill.transforms.raw;

import io.seedmill.transforms.blocks.BlockOutput;
import io.seedmill.transforms.blocks.BlockSink;
import io.seedmill.transforms.blocks.SerializedOnce;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.ShardGenerators;
import io.seedmill.transforms.generate.TaskShard;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Generates the samples of task shards and keeps the lines of each shard in a file, as soon as it
 * is done: the file is there whole or not at all. Every index of a shard is a record or a dead
 * letter in exactly one line, in the order of the indices, whatever its generator does.
 *
 * <pre>{@code
 * PCollection<RawPiece> pieces =
 *     pipeline.apply(TaskShards.of(plan)).apply(WriteRawFiles.kept(plan, place));
 * }</pre>
 *
 * <p>The result says where the lines are; {@link ReadRawFiles} reads them.
 */
public final class WriteRawFiles extends PTransform<PCollection<TaskShard>, PCollection<RawPiece>> {

  private static final long serialVersionUID = 1L;

  private final GenerationPlan plan;
  private final RawPlace place;
  private final boolean kept;
  private final RawNote.Batch batch;
  private final transient PCollection<?> condition;

  private WriteRawFiles(
      GenerationPlan plan,
      RawPlace place,
      boolean kept,
      RawNote.Batch batch,
      PCollection<?> condition) {
    this.plan = plan;
    this.place = place;
    this.kept = kept;
    this.batch = batch;
    this.condition = condition;
  }

  /**
   * Keeps each shard in a raw file with a note, which outlive the run.
   *
   * @param place where the files go
   */
  public static WriteRawFiles kept(GenerationPlan plan, RawPlace place) {
    return new WriteRawFiles(plan, place, true, null, null);
  }

  /**
   * Keeps each shard of a batch in a raw file with a note until {@link JoinRawFiles} has joined it
   * with the others, so that a batch that was not finished goes on.
   *
   * @param place where the files go
   * @param batch which batch it is
   */
  public static WriteRawFiles keptUntilJoined(
      GenerationPlan plan, RawPlace place, RawNote.Batch batch) {
    return new WriteRawFiles(plan, place, true, batch, null);
  }

  /**
   * Keeps each shard in a temporary file, for {@link JoinRawFiles}.
   *
   * @param place where the files go
   */
  public static WriteRawFiles toBeJoined(GenerationPlan plan, RawPlace place) {
    return new WriteRawFiles(plan, place, false, null, null);
  }

  /**
   * Makes the first sample once a condition holds.
   *
   * @param newCondition what must be there before, in the global window
   */
  public WriteRawFiles after(PCollection<?> newCondition) {
    return new WriteRawFiles(plan, place, kept, batch, newCondition);
  }

  @Override
  public PCollection<RawPiece> expand(PCollection<TaskShard> shards) {
    List<PCollectionView<?>> before =
        condition == null
            ? List.of()
            : List.of(condition.apply("Wait for the condition", View.asIterable()));
    return shards
        .apply(
            "Run generators",
            ParDo.of(new WriteFn(plan, place, kept, batch)).withSideInputs(before))
        .setCoder(SerializableCoder.of(RawPiece.class));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(DisplayData.item("samples", plan.samples()));
  }

  private static final class WriteFn extends DoFn<TaskShard, RawPiece> {

    private static final long serialVersionUID = 1L;

    private static final int MEMORY = 1 << 20;

    private final SerializedOnce<GenerationPlan> plan;
    private final RawPlace place;
    private final boolean kept;
    private final RawNote.Batch batch;
    private final Counter indices = Metrics.counter(GenerateSamples.class, GenerateSamples.INDICES);
    private final Counter samples = Metrics.counter(GenerateSamples.class, GenerateSamples.SAMPLES);
    private final Counter failures =
        Metrics.counter(GenerateSamples.class, GenerateSamples.FAILURES);
    private transient OpenStorages storages;
    private transient ShardGenerators generators;
    private transient RawBatchWriter writer;

    WriteFn(GenerationPlan plan, RawPlace place, boolean kept, RawNote.Batch batch) {
      this.batch = batch;
      this.plan = SerializedOnce.of(plan);
      this.place = place;
      this.kept = kept;
    }

    @Setup
    public void setup(PipelineOptions options) {
      storages = new OpenStorages(options);
      generators = new ShardGenerators(plan.get(), storages, options, DatasetLayout.RAW);
      writer = place.writer(storages);
    }

    @ProcessElement
    public void process(@Element TaskShard shard, OutputReceiver<RawPiece> pieces)
        throws Exception {
      String id = id(shard);
      RawPiece piece;
      try (BlockOutput output = new BlockOutput(1, List.of(), MEMORY);
          RawFileWriter file = kept ? writer.begin(id) : writer.beginPiece()) {
        output.to((bucket, block) -> file.write(block.lines(), block.linesLength()));
        generators.generate(shard, output);
        output.sink().flush();
        BlockSink sink = output.sink();
        piece = file.finish(shard.entry(), shard.range(), sink);
        indices.inc(shard.range().size());
        samples.inc(sink.samples());
        failures.inc(sink.failures());
      }
      if (kept) {
        writer.note(id, batch, List.of(piece), written -> describe(plan.get(), written));
      }
      pieces.output(piece);
    }

    /** A run has one plan, so an entry's position and a range name a file in it. */
    private static String id(TaskShard shard) {
      return String.format(
          Locale.ROOT, "%d-%d-%d", shard.entry(), shard.range().first(), shard.range().end());
    }

    @Teardown
    public void teardown() throws Exception {
      try {
        if (generators != null) {
          generators.close();
        }
      } finally {
        storages.close();
      }
    }
  }

  static RawNote.Piece describe(GenerationPlan plan, RawPiece piece) {
    return RawNote.Piece.of(
        plan.entries().get(piece.entry()).name(), plan.fingerprint(piece.entry()), piece);
  }
}
