package io.seedmill.transforms.raw;

import io.seedmill.generators.InvalidSampleException;
import io.seedmill.transforms.blocks.Buckets;
import io.seedmill.transforms.blocks.PackedBundle;
import io.seedmill.transforms.blocks.PlanPlaces;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.blocks.SampleBlockCoder;
import io.seedmill.transforms.blocks.Spill;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.BigEndianIntegerCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads the files of a published dataset as if their samples were generated now. Each file is
 * checked against its digest before the first of its lines is used; one that differs ends the run.
 */
public final class ReadPublishedParts
    extends PTransform<PCollection<RawPiece>, PCollection<KV<Integer, SampleBlock>>> {

  private static final long serialVersionUID = 1L;

  private final GenerationPlan plan;
  private final String root;
  private final int buckets;
  private final Spill spill;

  private ReadPublishedParts(GenerationPlan plan, String root, int buckets, Spill spill) {
    this.plan = plan;
    this.root = root;
    this.buckets = buckets;
    this.spill = spill;
  }

  /**
   * Reads whole files, whose records are of entries of {@code plan}, into one bucket.
   *
   * @param root the root of the storage
   */
  public static ReadPublishedParts of(GenerationPlan plan, String root) {
    return new ReadPublishedParts(plan, root, 1, Spill.NONE);
  }

  /**
   * Splits the samples by the top bits of their keys.
   *
   * @param newBuckets a power of two, at most 4,096
   */
  public ReadPublishedParts withBuckets(int newBuckets) {
    return new ReadPublishedParts(plan, root, Buckets.check(newBuckets), spill);
  }

  /** Writes the blocks to temporary files, as {@link GenerateSamples#withSpillTo} does. */
  public ReadPublishedParts withSpillTo(String newRoot, DatasetLayout layout) {
    return new ReadPublishedParts(plan, root, buckets, new Spill(newRoot, layout));
  }

  @Override
  public PCollection<KV<Integer, SampleBlock>> expand(PCollection<RawPiece> parts) {
    return parts
        .apply("Read published parts", ParDo.of(new ReadFn(plan, root, buckets, spill)))
        .setCoder(KvCoder.of(BigEndianIntegerCoder.of(), SampleBlockCoder.INSTANCE));
  }

  private static final class ReadFn extends DoFn<RawPiece, KV<Integer, SampleBlock>> {

    private static final long serialVersionUID = 1L;

    private final GenerationPlan plan;
    private final String root;
    private final int buckets;
    private final Spill spill;
    private transient OpenStorages storages;
    private transient RawFileReader reader;
    private transient PackedBundle bundle;

    ReadFn(GenerationPlan plan, String root, int buckets, Spill spill) {
      this.plan = plan;
      this.root = root;
      this.buckets = buckets;
      this.spill = spill;
    }

    @Setup
    public void setup(PipelineOptions options) {
      storages = new OpenStorages(options);
      reader = new RawFileReader(storages.at(root));
    }

    @StartBundle
    public void startBundle() {
      bundle = new PackedBundle(plan.keyFields(), buckets, spill, storages);
    }

    @ProcessElement
    public void process(@Element RawPiece part, OutputReceiver<KV<Integer, SampleBlock>> receiver)
        throws IOException {
      if (!reader.isWhole(part)) {
        throw new IOException(
            "%s is damaged: its bytes are not those that were published".formatted(part.path()));
      }
      bundle.to((bucket, block) -> receiver.output(KV.of(bucket, block)));
      List<GenerationPlan.Entry> entries = plan.entries();
      PublishedLines lines =
          new PublishedLines(
              entries.stream().map(GenerationPlan.Entry::name).toList(),
              new PlanPlaces(entries.stream().map(GenerationPlan.Entry::ranges).toList()),
              bundle.output().sink());
      reader.lines(part, (bytes, from, length) -> accept(lines, bytes, from, length));
    }

    private static void accept(PublishedLines lines, byte[] bytes, int from, int length)
        throws IOException {
      try {
        lines.accept(bytes, from, length);
      } catch (InvalidSampleException e) {
        throw new IOException(e.getMessage(), e);
      }
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
    public void teardown() throws IOException {
      closeBundle();
      storages.close();
    }
  }
}
