package io.seedmill.transforms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.parameters.InvalidParametersException;
import io.seedmill.transforms.blocks.BlockSink;
import io.seedmill.transforms.blocks.PlanPlaces;
import io.seedmill.transforms.blocks.RecordLines;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.blocks.SampleBlockCoder;
import io.seedmill.transforms.blocks.SpillFiles;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
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
    return new GenerateSamples(plan, 1, null, null);
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

  /** Where blocks are written to. */
  private record Spill(String root, DatasetLayout layout) implements Serializable {
    SpillFiles newFiles(OpenStorages storages) {
      return new SpillFiles(
          storages.at(root), root, () -> layout.temporary("spill-" + UUID.randomUUID()));
    }
  }

  private static final class GenerateFn extends DoFn<TaskShard, KV<Integer, SampleBlock>> {

    private static final long serialVersionUID = 1L;

    /** More would be open at the same time than anyone uses: the others are closed. */
    private static final int MOST_OPEN = 256;

    private static final int MEMORY = 16 << 20;

    /** Each block is two requests to a store when it is read, so larger ones are better there. */
    private static final int MEMORY_FOR_A_STORE = 64 << 20;

    private final GenerationPlan plan;
    private final int buckets;
    private final Spill spill;
    private final Counter samples = Metrics.counter(GenerateSamples.class, SAMPLES);
    private final Counter failures = Metrics.counter(GenerateSamples.class, FAILURES);
    private transient Catalogue catalogue;
    private transient PlanPlaces places;
    private transient Map<Integer, Worker> workers;
    private transient BlockSink sink;
    private transient HangWatch watch;
    private transient OpenStorages storages;
    private transient SpillFiles spillFiles;
    private transient BiConsumer<Integer, SampleBlock> output;
    private transient UndeliveredException undelivered;

    GenerateFn(GenerationPlan plan, int buckets, Spill spill) {
      this.plan = plan;
      this.buckets = buckets;
      this.spill = spill;
    }

    @Setup
    public void setup(PipelineOptions options) {
      storages = new OpenStorages(options);
      catalogue = Catalogue.load();
      places = new PlanPlaces(plan.entries().stream().map(GenerationPlan.Entry::ranges).toList());
      workers = new LinkedHashMap<>(16, 0.75f, true);
    }

    @StartBundle
    public void startBundle() {
      watch = HangWatch.start();
      sink = new BlockSink(buckets, plan.keyFields(), memory(), this::receive, watch::begin);
      spillFiles = spill == null ? null : spill.newFiles(storages);
      undelivered = null;
    }

    private int memory() {
      return spill == null || Storage.isLocal(spill.root()) ? MEMORY : MEMORY_FOR_A_STORE;
    }

    @ProcessElement
    public void process(@Element TaskShard shard, OutputReceiver<KV<Integer, SampleBlock>> receiver)
        throws Exception {
      output = (bucket, block) -> receiver.output(KV.of(bucket, block));
      Worker worker = worker(shard.entry());
      sink.startEntry(worker.entry(), shard.range());
      watch.startEntry(plan.entries().get(shard.entry()).name());
      GenerationTask task =
          new GenerationTask(shard.range(), worker.seeds(), plan.maxSampleBytes());
      Throwable end = new IllegalStateException("no sample was made");
      try {
        worker.generator().generate(task, sink);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception | AssertionError | StackOverflowError e) {
        end = e;
      }
      watch.rest();
      if (undelivered != null) {
        throw undelivered;
      }
      failRest(shard.range(), worker.seeds(), end);
      samples.inc(sink.samples());
      failures.inc(sink.failures());
    }

    private Worker worker(int position) throws Exception {
      Worker worker = workers.get(position);
      if (worker == null) {
        if (workers.size() == MOST_OPEN) {
          Iterator<Worker> leastRecentlyUsed = workers.values().iterator();
          leastRecentlyUsed.next().generator().close();
          leastRecentlyUsed.remove();
        }
        GenerationPlan.Entry entry = plan.entries().get(position);
        worker =
            new Worker(
                generator(catalogue, entry),
                SampleSeeds.of(entry.seed(), entry.name()),
                new BlockSink.Entry(position, new RecordLines(entry.name()), places));
        workers.put(position, worker);
      }
      return worker;
    }

    /** Kept as well as thrown, because a generator may do with what its sink throws as it likes. */
    private void receive(int bucket, SampleBlock.InMemory block) {
      try {
        output.accept(bucket, spillFiles == null ? block.copy() : spillFiles.append(block));
      } catch (IOException | RuntimeException | AssertionError | StackOverflowError e) {
        undelivered = new UndeliveredException(e);
        throw undelivered;
      }
    }

    private void failRest(IndexRange range, SampleSeeds seeds, Throwable cause) {
      for (long i = sink.nextIndex(); i < range.end(); i++) {
        sink.fail(SampleFailure.of(i, seeds.seedOf(i), 1, cause));
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) throws IOException {
      output =
          (bucket, block) ->
              context.output(
                  KV.of(bucket, block), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
      sink.flush();
      if (spillFiles != null) {
        spillFiles.commit();
      }
      closeBundle();
    }

    private void closeBundle() throws IOException {
      if (watch != null) {
        watch.close();
      }
      if (spillFiles != null) {
        spillFiles.close();
        spillFiles = null;
      }
      sink = null;
    }

    @Teardown
    public void teardown() throws Exception {
      closeBundle();
      Exception failure = null;
      for (Worker worker : workers == null ? List.<Worker>of() : workers.values()) {
        try {
          worker.generator().close();
        } catch (Exception e) {
          failure = e;
        }
      }
      storages.close();
      if (failure != null) {
        throw failure;
      }
    }

    private static Generator generator(Catalogue catalogue, GenerationPlan.Entry entry)
        throws IOException, InvalidParametersException {
      GeneratorFactory factory =
          catalogue
              .find(entry.generator())
              .filter(found -> found.version() == entry.version())
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "this worker has no generator '%s' of version %d, as the plan wants"
                              .formatted(entry.generator(), entry.version())));
      ObjectNode parameters =
          (ObjectNode) CanonicalJson.parse(entry.parameters().getBytes(StandardCharsets.UTF_8));
      return factory.create(factory.parameters().read(parameters));
    }

    /** A storage or a runner that fails is no fault of a sample: it ends the bundle. */
    private static final class UndeliveredException extends RuntimeException {
      private static final long serialVersionUID = 1L;

      UndeliveredException(Throwable cause) {
        super("a block of samples could not be handed on", cause);
      }
    }

    private record Worker(Generator generator, SampleSeeds seeds, BlockSink.Entry entry) {}
  }
}
