package io.seedmill.transforms.generate;

import io.seedmill.transforms.blocks.BlockOutput;
import io.seedmill.transforms.blocks.Packing;
import io.seedmill.transforms.blocks.PackingFn;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.blocks.SerializedOnce;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Generates the samples of task shards. Every index of a shard ends as a sample or as a dead letter
 * in exactly one of the blocks, whatever its generator does.
 *
 * <pre>{@code
 * PCollection<KV<Integer, SampleBlock>> blocks =
 *     pipeline
 *         .apply(TaskShards.of(plan))
 *         .apply(GenerateSamples.of(plan).withBuckets(16).withSpillTo("/tmp/spill", layout));
 * }</pre>
 *
 * <p>The result is packed: records of one hash bucket lie together in blocks of some hundred
 * kilobytes, keyed by their bucket, because a runner's cost is by element. For bounded input in the
 * global window.
 */
public final class GenerateSamples
    extends PTransform<PCollection<TaskShard>, PCollection<KV<Integer, SampleBlock>>> {

  private static final long serialVersionUID = 1L;

  /** Counter of indices that are done; a bundle that is tried again counts twice. */
  public static final String INDICES = "indices";

  /** Counter of samples made; a bundle that is tried again counts twice. */
  public static final String SAMPLES = "samples";

  /** Counter of indices that failed; a bundle that is tried again counts twice. */
  public static final String FAILURES = "failures";

  private final GenerationPlan plan;
  private final Packing packing;
  private final transient PCollection<?> condition;

  private GenerateSamples(GenerationPlan plan, Packing packing, PCollection<?> condition) {
    this.plan = plan;
    this.packing = packing;
    this.condition = condition;
  }

  /** Generates what {@code plan} says, into one bucket. */
  public static GenerateSamples of(GenerationPlan plan) {
    return new GenerateSamples(plan, Packing.by(plan.keyFields()), null);
  }

  /**
   * Splits the samples by the top bits of their keys.
   *
   * @param newBuckets a power of two, at most 4,096
   */
  public GenerateSamples withBuckets(int newBuckets) {
    return new GenerateSamples(plan, packing.into(newBuckets), condition);
  }

  /**
   * Writes the blocks to temporary files, of which only the places travel, in a storage that all
   * workers share. It spares a runner from copying the samples, or from holding them in memory.
   *
   * @param root the root of the storage
   * @param layout the names of the run's files
   */
  public GenerateSamples withSpillTo(String root, DatasetLayout layout) {
    return new GenerateSamples(plan, packing.spilledTo(root, layout), condition);
  }

  /**
   * Makes the first sample once a condition holds. {@link org.apache.beam.sdk.transforms.Wait}
   * would do, with twice the steps, each of which a runner takes milliseconds for.
   *
   * @param newCondition what must be there before, in the global window; null for nothing
   */
  public GenerateSamples after(PCollection<?> newCondition) {
    return new GenerateSamples(plan, packing, newCondition);
  }

  @Override
  public PCollection<KV<Integer, SampleBlock>> expand(PCollection<TaskShard> shards) {
    List<PCollectionView<?>> before =
        condition == null
            ? List.of()
            : List.of(condition.apply("Wait for the condition", View.asIterable()));
    return shards
        .apply("Run generators", ParDo.of(new GenerateFn(plan, packing)).withSideInputs(before))
        .setCoder(PackingFn.CODER);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(DisplayData.item("buckets", packing.buckets()));
    builder.add(DisplayData.item("samples", plan.samples()));
  }

  private static final class GenerateFn extends PackingFn<TaskShard> {

    private static final long serialVersionUID = 1L;

    private final SerializedOnce<GenerationPlan> plan;
    private final Counter indices = Metrics.counter(GenerateSamples.class, INDICES);
    private final Counter samples = Metrics.counter(GenerateSamples.class, SAMPLES);
    private final Counter failures = Metrics.counter(GenerateSamples.class, FAILURES);
    private transient ShardGenerators generators;

    GenerateFn(GenerationPlan plan, Packing packing) {
      super(packing);
      this.plan = SerializedOnce.of(plan);
    }

    @Override
    protected void open(OpenStorages storages, PipelineOptions options) {
      generators = new ShardGenerators(plan.get(), storages, options);
    }

    @ProcessElement
    public void process(@Element TaskShard shard, OutputReceiver<KV<Integer, SampleBlock>> receiver)
        throws Exception {
      BlockOutput output = packInto(receiver);
      generators.generate(shard, output);
      indices.inc(shard.range().size());
      samples.inc(output.sink().samples());
      failures.inc(output.sink().failures());
    }

    @Override
    protected void shut() throws Exception {
      if (generators != null) {
        generators.close();
      }
    }
  }
}
