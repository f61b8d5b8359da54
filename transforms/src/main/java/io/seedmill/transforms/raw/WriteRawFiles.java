package io.seedmill.transforms.raw;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.blocks.BlockOutput;
import io.seedmill.transforms.blocks.BlockSink;
import io.seedmill.transforms.blocks.SerializedOnce;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.ShardGenerators;
import io.seedmill.transforms.generate.StopRequest;
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
  private final String lease;
  private final transient PCollection<?> condition;

  private WriteRawFiles(
      GenerationPlan plan,
      RawPlace place,
      boolean kept,
      RawNote.Batch batch,
      String lease,
      PCollection<?> condition) {
    this.plan = plan;
    this.place = place;
    this.kept = kept;
    this.batch = batch;
    this.lease = lease;
    this.condition = condition;
  }

  /**
   * Keeps each shard in a raw file with a note, which outlive the run.
   *
   * @param place where the files go
   */
  public static WriteRawFiles kept(GenerationPlan plan, RawPlace place) {
    return new WriteRawFiles(plan, place, true, null, null, null);
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
    return new WriteRawFiles(plan, place, true, batch, null, null);
  }

  /**
   * Keeps each shard in a raw file with a note that says which task of a queue it is of. Once
   * {@link io.seedmill.transforms.generate.StopRequest} is made, a file ends with the sample that
   * was being made, and other shards are left out.
   *
   * @param place where the files go
   * @param lease the name of the lease on the tasks, which no other has: of a task that several
   *     processes make, each keeps files of its own
   */
  public static WriteRawFiles leased(GenerationPlan plan, RawPlace place, String lease) {
    return new WriteRawFiles(plan, place, true, null, lease, null);
  }

  /**
   * Keeps each shard in a temporary file, for {@link JoinRawFiles}.
   *
   * @param place where the files go
   */
  public static WriteRawFiles toBeJoined(GenerationPlan plan, RawPlace place) {
    return new WriteRawFiles(plan, place, false, null, null, null);
  }

  /**
   * Makes the first sample once a condition holds.
   *
   * @param newCondition what must be there before, in the global window
   */
  public WriteRawFiles after(PCollection<?> newCondition) {
    return new WriteRawFiles(plan, place, kept, batch, lease, newCondition);
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
            ParDo.of(new WriteFn(plan, place, kept, batch, lease)).withSideInputs(before))
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
    private final String lease;
    private final Counter indices = Metrics.counter(GenerateSamples.class, GenerateSamples.INDICES);
    private final Counter samples = Metrics.counter(GenerateSamples.class, GenerateSamples.SAMPLES);
    private final Counter failures =
        Metrics.counter(GenerateSamples.class, GenerateSamples.FAILURES);
    private transient OpenStorages storages;
    private transient ShardGenerators generators;
    private transient RawBatchWriter writer;

    WriteFn(GenerationPlan plan, RawPlace place, boolean kept, RawNote.Batch batch, String lease) {
      this.batch = batch;
      this.lease = lease;
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
      if (lease != null && StopRequest.isMade()) {
        return;
      }
      String id = id(shard);
      RawPiece piece;
      try (BlockOutput output = new BlockOutput(1, List.of(), MEMORY);
          RawFileWriter file = kept ? writer.begin(id) : writer.beginPiece()) {
        output.to((bucket, block) -> file.write(block.lines(), block.linesLength()));
        IndexRange made = generate(shard, output);
        if (made.size() == 0 && shard.range().size() > 0) {
          return;
        }
        output.sink().flush();
        BlockSink sink = output.sink();
        piece = file.finish(shard.entry(), made, sink);
        indices.inc(made.size());
        samples.inc(sink.samples());
        failures.inc(sink.failures());
      }
      if (kept) {
        writer.note(id, batch, List.of(piece), this::describe);
      }
      pieces.output(piece);
    }

    private IndexRange generate(TaskShard shard, BlockOutput output) throws Exception {
      if (lease != null) {
        return generators.generateUntilStopped(shard, output);
      }
      generators.generate(shard, output);
      return shard.range();
    }

    private RawNote.Piece describe(RawPiece written) {
      RawNote.Piece piece = WriteRawFiles.describe(plan.get(), written);
      GenerationPlan.Entry entry = plan.get().entries().get(written.entry());
      return lease == null ? piece : piece.ofTask(entry.seed(), entry.parameters());
    }

    /**
     * A run has one plan, so an entry's position and a range name a file in it. The leases of a run
     * have a plan each.
     */
    private String id(TaskShard shard) {
      if (lease != null) {
        return WriteRawFiles.idOfLease(lease, plan.get(), shard);
      }
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

  /** Returns the id of the file that {@link #leased} keeps a shard in. */
  public static String idOfLease(String lease, GenerationPlan plan, TaskShard shard) {
    return DatasetLayout.leased(
        lease, plan.fingerprint(shard.entry()), shard.range().first(), shard.range().end());
  }

  static RawNote.Piece describe(GenerationPlan plan, RawPiece piece) {
    return RawNote.Piece.of(
        plan.entries().get(piece.entry()).name(), plan.fingerprint(piece.entry()), piece);
  }
}
