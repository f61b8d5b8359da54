package io.seedmill.transforms.raw;

import io.seedmill.generators.InvalidSampleException;
import io.seedmill.transforms.blocks.Packing;
import io.seedmill.transforms.blocks.PackingFn;
import io.seedmill.transforms.blocks.PlanPlaces;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.blocks.SerializedOnce;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads the files of a published dataset as if their samples were generated now. Each file is
 * checked against its digest before the first of its lines is used; one that differs ends the run.
 *
 * <pre>{@code
 * PCollection<KV<Integer, SampleBlock>> blocks =
 *     parts.apply(ReadPublishedParts.of(plan, "s3://bucket/datasets").withBuckets(16));
 * }</pre>
 */
public final class ReadPublishedParts
    extends PTransform<PCollection<RawPiece>, PCollection<KV<Integer, SampleBlock>>> {

  private static final long serialVersionUID = 1L;

  private final GenerationPlan plan;
  private final String root;
  private final Packing packing;

  private ReadPublishedParts(GenerationPlan plan, String root, Packing packing) {
    this.plan = plan;
    this.root = root;
    this.packing = packing;
  }

  /**
   * Reads whole files, whose records are of entries of {@code plan}, into one bucket.
   *
   * @param root the root of the storage
   */
  public static ReadPublishedParts of(GenerationPlan plan, String root) {
    return new ReadPublishedParts(plan, root, Packing.by(plan.keyFields()));
  }

  /**
   * Splits the samples by the top bits of their keys.
   *
   * @param newBuckets a power of two, at most 4,096
   */
  public ReadPublishedParts withBuckets(int newBuckets) {
    return new ReadPublishedParts(plan, root, packing.into(newBuckets));
  }

  /** Writes the blocks to temporary files, as {@link GenerateSamples#withSpillTo} does. */
  public ReadPublishedParts withSpillTo(String newRoot, DatasetLayout layout) {
    return new ReadPublishedParts(plan, root, packing.spilledTo(newRoot, layout));
  }

  @Override
  public PCollection<KV<Integer, SampleBlock>> expand(PCollection<RawPiece> parts) {
    return parts
        .apply("Read published parts", ParDo.of(new ReadFn(plan, root, packing)))
        .setCoder(PackingFn.CODER);
  }

  private static final class ReadFn extends PackingFn<RawPiece> {

    private static final long serialVersionUID = 1L;

    private final SerializedOnce<GenerationPlan> plan;
    private final String root;
    private transient RawFileReader reader;

    ReadFn(GenerationPlan plan, String root, Packing packing) {
      super(packing);
      this.plan = SerializedOnce.of(plan);
      this.root = root;
    }

    @Override
    protected void open(OpenStorages storages, PipelineOptions options) {
      reader = new RawFileReader(storages.at(root));
    }

    @ProcessElement
    public void process(@Element RawPiece part, OutputReceiver<KV<Integer, SampleBlock>> receiver)
        throws IOException {
      Optional<String> damage = reader.damage(part);
      if (damage.isPresent()) {
        throw new IOException(damage.get() + "; restore it from a copy, or run the dataset again");
      }
      List<GenerationPlan.Entry> entries = plan.get().entries();
      PublishedLines lines =
          new PublishedLines(
              entries.stream().map(GenerationPlan.Entry::name).toList(),
              new PlanPlaces(entries.stream().map(GenerationPlan.Entry::ranges).toList()),
              packInto(receiver).sink());
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
  }
}
