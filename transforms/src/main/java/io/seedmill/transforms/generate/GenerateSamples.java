package io.seedmill.transforms.generate;

import io.seedmill.transforms.blocks.Buckets;
import io.seedmill.transforms.blocks.PackedBundle;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.blocks.SampleBlockCoder;
import io.seedmill.transforms.blocks.Spill;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.BigEndianIntegerCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Generates the samples of task shards. Every index of a shard ends as a sample or as a dead letter
 * in exactly one of the blocks, whatever its generator does.
 *
 * <p>The result is packed: records of one hash bucket lie together in blocks of some hundred
 * kilobytes, keyed by their bucket, because a runner's cost is by element. For bounded input in the
 * global window.
 */
public final class GenerateSamples
    extends PTransform<PCollection<TaskShard>, PCollection<KV<Integer, SampleBlock>>> {

  private static final long serialVersionUID = 1L;

  /** Counter of samples made; a bundle that is tried again counts twice. */
  public static final String SAMPLES = "samples";

  /** Counter of indices that failed; a bundle that is tried again counts twice. */
  public static final String FAILURES = "failures";

  private final GenerationPlan plan;
  private final int buckets;
  private final Spill spill;
  private final transient PCollection<?> condition;

  private GenerateSamples(GenerationPlan plan, int buckets, Spill spill, PCollection<?> condition) {
    this.plan = plan;
    this.buckets = buckets;
    this.spill = spill;
    this.condition = condition;
  }

  /** Generates what {@code plan} says, into one bucket. */
  public static GenerateSamples of(GenerationPlan plan) {
    return new GenerateSamples(plan, 1, Spill.NONE, null);
  }

  /**
   * Splits the samples by the top bits of their keys.
   *
   * @param newBuckets a power of two, at most 4,096
   */
  public GenerateSamples withBuckets(int newBuckets) {
    return new GenerateSamples(plan, Buckets.check(newBuckets), spill, condition);
  }

  /**
   * Writes the blocks to temporary files, of which only the places travel, in a storage that all
   * workers share. It spares a runner from copying the samples, or from holding them in memory.
   *
   * @param root the root of the storage
   * @param layout the names of the run's files
   */
  public GenerateSamples withSpillTo(String root, DatasetLayout layout) {
    return new GenerateSamples(plan, buckets, new Spill(root, layout), condition);
  }

  /**
   * Makes the first sample once a condition holds. {@link org.apache.beam.sdk.transforms.Wait}
   * would do, with twice the steps, each of which a runner takes milliseconds for.
   *
   * @param newCondition what must be there before, in the global window
   */
  public GenerateSamples after(PCollection<?> newCondition) {
    return new GenerateSamples(plan, buckets, spill, newCondition);
  }

  @Override
  public PCollection<KV<Integer, SampleBlock>> expand(PCollection<TaskShard> shards) {
    List<PCollectionView<?>> before =
        condition == null
            ? List.of()
            : List.of(condition.apply("Wait for the condition", View.asIterable()));
    return shards
        .apply(
            "Run generators", ParDo.of(new GenerateFn(plan, buckets, spill)).withSideInputs(before))
        .setCoder(KvCoder.of(BigEndianIntegerCoder.of(), SampleBlockCoder.INSTANCE));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(DisplayData.item("buckets", buckets));
    builder.add(DisplayData.item("samples", plan.samples()));
  }

  private static final class GenerateFn extends DoFn<TaskShard, KV<Integer, SampleBlock>> {

    private static final long serialVersionUID = 1L;

    private final GenerationPlan plan;
    private final int buckets;
    private final Spill spill;
    private final Counter samples = Metrics.counter(GenerateSamples.class, SAMPLES);
    private final Counter failures = Metrics.counter(GenerateSamples.class, FAILURES);
    private transient OpenStorages storages;
    private transient ShardGenerators generators;
    private transient PackedBundle bundle;

    GenerateFn(GenerationPlan plan, int buckets, Spill spill) {
      this.plan = plan;
      this.buckets = buckets;
      this.spill = spill;
    }

    @Setup
    public void setup(PipelineOptions options) {
      storages = new OpenStorages(options);
      generators = new ShardGenerators(plan, storages, options);
    }

    @StartBundle
    public void startBundle() {
      bundle = new PackedBundle(plan.keyFields(), buckets, spill, storages);
    }

    @ProcessElement
    public void process(@Element TaskShard shard, OutputReceiver<KV<Integer, SampleBlock>> receiver)
        throws Exception {
      bundle.to((bucket, block) -> receiver.output(KV.of(bucket, block)));
      generators.generate(shard, bundle.output());
      samples.inc(bundle.output().sink().samples());
      failures.inc(bundle.output().sink().failures());
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) throws IOException {
      bundle.finish(
          (bucket, block) ->
              context.output(
                  KV.of(bucket, block), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE));
      closeBundle();
    }

    private void closeBundle() throws IOException {
      if (bundle != null) {
        bundle.close();
        bundle = null;
      }
    }

    @Teardown
    public void teardown() throws Exception {
      closeBundle();
      try (OpenStorages closing = storages) {
        if (generators != null) {
          generators.close();
        }
      }
    }
  }
}
