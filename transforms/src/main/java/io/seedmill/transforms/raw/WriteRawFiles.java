package io.seedmill.transforms.raw;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.blocks.BlockOutput;
import io.seedmill.transforms.blocks.BlockSink;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.SerializedOnce;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.ShardGenerators;
import io.seedmill.transforms.generate.StopRequest;
import io.seedmill.transforms.generate.TaskShard;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
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
 * Generates the samples of task shards and keeps the lines of each pack of shards in a file, as
 * soon as it is done: the file is there whole or not at all. Every index of a shard is a record or
 * a dead letter in exactly one line, in the order of the indices, whatever its generator does.
 *
 * <pre>{@code
 * PCollection<RawPiece> pieces =
 *     pipeline.apply(TaskPacks.of(plan)).apply(WriteRawFiles.kept(plan, place));
 * }</pre>
 *
 * <p>A pack that takes long gets a file every two seconds, so that a crash costs no more. The
 * result says where the lines of each shard are; {@link ReadRawFiles} reads them.
 */
public final class WriteRawFiles
    extends PTransform<PCollection<List<TaskShard>>, PCollection<RawPiece>> {

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
   * Keeps the shards in raw files with notes, which outlive the run.
   *
   * @param place where the files go
   */
  public static WriteRawFiles kept(GenerationPlan plan, RawPlace place) {
    return new WriteRawFiles(plan, place, true, null, null, null);
  }

  /**
   * Keeps the shards of a batch in raw files with notes until {@link JoinRawFiles} has joined them,
   * so that a batch that was not finished goes on.
   *
   * @param place where the files go
   * @param batch which batch it is
   */
  public static WriteRawFiles keptUntilJoined(
      GenerationPlan plan, RawPlace place, RawNote.Batch batch) {
    return new WriteRawFiles(plan, place, true, batch, null, null);
  }

  /**
   * Keeps each shard in a raw file of its own with a note that says which task of a queue it is of.
   * Once {@link io.seedmill.transforms.generate.StopRequest} is made, a file ends with the sample
   * that was being made, and other shards are left out.
   *
   * @param place where the files go
   * @param lease the name of the lease on the tasks, which no other has: of a task that several
   *     processes make, each keeps files of its own
   */
  public static WriteRawFiles leased(GenerationPlan plan, RawPlace place, String lease) {
    return new WriteRawFiles(plan, place, true, null, lease, null);
  }

  /**
   * Keeps the shards in temporary files, for {@link JoinRawFiles}.
   *
   * @param place where the files go
   */
  public static WriteRawFiles toBeJoined(GenerationPlan plan, RawPlace place) {
    return new WriteRawFiles(plan, place, false, null, null, null);
  }

  /**
   * Makes the first sample once a condition holds.
   *
   * @param newCondition what must be there before, in the global window; null for nothing
   */
  public WriteRawFiles after(PCollection<?> newCondition) {
    return new WriteRawFiles(plan, place, kept, batch, lease, newCondition);
  }

  @Override
  public PCollection<RawPiece> expand(PCollection<List<TaskShard>> packs) {
    List<PCollectionView<?>> before =
        condition == null
            ? List.of()
            : List.of(condition.apply("Wait for the condition", View.asIterable()));
    return packs
        .apply(
            "Run generators",
            ParDo.of(new WriteFn(plan, place, kept, batch, lease)).withSideInputs(before))
        .setCoder(SerializableCoder.of(RawPiece.class));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(DisplayData.item("samples", plan.samples()));
  }

  private static final class WriteFn extends DoFn<List<TaskShard>, RawPiece> {

    private static final long serialVersionUID = 1L;

    private static final int MEMORY = 1 << 20;

    private static final Duration LONGEST = Duration.ofSeconds(2);

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
    public void process(@Element List<TaskShard> pack, OutputReceiver<RawPiece> pieces)
        throws Exception {
      int done = 0;
      while (done < pack.size() && !(lease != null && StopRequest.isMade())) {
        List<RawPiece> made = makeFile(pack.subList(done, pack.size()));
        made.forEach(pieces::output);
        done += Math.max(1, made.size());
      }
    }

    /**
     * Makes the first of some shards, and more of them until that has taken long enough.
     *
     * @return what is in the file; nothing where a stop left nothing to keep
     */
    private List<RawPiece> makeFile(List<TaskShard> shards) throws Exception {
      String id = id(shards);
      List<RawPiece> made = new ArrayList<>();
      long begin = System.nanoTime();
      try (BlockOutput output = new BlockOutput(1, List.of(), MEMORY);
          RawFileWriter file = kept ? writer.begin(id) : writer.beginPiece()) {
        output.to((bucket, block) -> file.write(block.lines(), block.linesLength()));
        do {
          TaskShard shard = shards.get(made.size());
          IndexRange range = generate(shard, output);
          if (range.size() == 0 && shard.range().size() > 0) {
            return List.of();
          }
          BlockSink sink = output.sink();
          sink.flush();
          made.add(file.endPiece(shard.entry(), range, sink));
          indices.inc(range.size());
          samples.inc(sink.samples());
          failures.inc(sink.failures());
        } while (lease == null
            && made.size() < shards.size()
            && System.nanoTime() - begin < LONGEST.toNanos());
        file.finish();
      }
      if (kept) {
        writer.note(id, batch, made, this::describe);
      }
      return made;
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
     * have a plan each. Of several shards all are named, by a digest: a run that goes on, and asks
     * for others of them, replaces no file that has some of these.
     */
    private String id(List<TaskShard> shards) {
      TaskShard first = shards.get(0);
      if (lease != null) {
        return WriteRawFiles.idOfLease(lease, plan.get(), first);
      }
      String id = id(first);
      if (shards.size() == 1) {
        return id;
      }
      MessageDigest names = ContentHash.sha256();
      shards.forEach(shard -> names.update((id(shard) + "\n").getBytes(US_ASCII)));
      return DatasetLayout.packed(names.digest());
    }

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
