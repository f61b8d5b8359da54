package io.seedmill.transforms.write;

import io.seedmill.transforms.dedupe.UniqueSamples;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.BigEndianIntegerCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Writes unique samples as JSON Lines in ascending order of their keys, in N parts under temporary
 * names. Part i begins at key floor(i · 2<sup>64</sup> / N), so that the parts joined together are
 * the same bytes whatever N is. Dead letters go to a file of their own, and so do the samples'
 * keys: 16 bytes each, ascending, by which later runs know what was published.
 *
 * <p>First all buckets say how many bytes they have, then each writes its lines to their place in
 * the parts, at the same time as the others: into the parts' files, where that is a folder, else
 * into files of their own that publishing joins. Then each part is read back for its digest, and
 * every bucket's piece of it compared with the checksum that it had in memory. A part without
 * records is not in the result.
 */
public final class WriteJsonl extends PTransform<PCollection<UniqueSamples>, WriteJsonl.Result> {

  private static final long serialVersionUID = 1L;

  private final String output;
  private final DatasetLayout layout;
  private final int parts;

  private WriteJsonl(String output, DatasetLayout layout, int parts) {
    this.output = output;
    this.layout = layout;
    this.parts = parts;
  }

  /**
   * Writes one part.
   *
   * @param output the root of the storage, which all workers share
   * @param layout the names of the run's files
   */
  public static WriteJsonl to(String output, DatasetLayout layout) {
    return new WriteJsonl(output, layout, 1);
  }

  /**
   * Writes several parts.
   *
   * @param newParts at least 1
   */
  public WriteJsonl withParts(int newParts) {
    if (newParts < 1) {
      throw new IllegalArgumentException("parts must be at least 1, found " + newParts);
    }
    return new WriteJsonl(output, layout, newParts);
  }

  @Override
  public Result expand(PCollection<UniqueSamples> unique) {
    PCollection<BucketSummary> summaries =
        unique
            .apply("Measure buckets", ParDo.of(new MeasureFn(parts)))
            .setCoder(SerializableCoder.of(BucketSummary.class));
    PCollectionView<Iterable<BucketSummary>> sizes =
        summaries.apply("Sizes of all buckets", View.asIterable());
    PCollection<WrittenPart> written =
        unique
            .apply(
                "Write buckets",
                ParDo.of(new WriteBucketFn(output, layout, parts, sizes)).withSideInputs(sizes))
            .setCoder(KvCoder.of(BigEndianIntegerCoder.of(), SerializableCoder.of(PartPiece.class)))
            .apply("Group by part", GroupByKey.create())
            .apply("Digest parts", ParDo.of(new DigestPartFn(output, layout)))
            .setCoder(SerializableCoder.of(WrittenPart.class));
    return new Result(unique.getPipeline(), written, summaries);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(DisplayData.item("output", output));
    builder.add(DisplayData.item("parts", parts));
  }

  /** What was written, and what it adds up to. */
  public static final class Result implements PInput, POutput {

    private final Pipeline pipeline;
    private final PCollection<WrittenPart> parts;
    private final PCollection<BucketSummary> summaries;

    private Result(
        Pipeline pipeline, PCollection<WrittenPart> parts, PCollection<BucketSummary> summaries) {
      this.pipeline = pipeline;
      this.parts = parts;
      this.summaries = summaries;
    }

    /** The parts that have records, the dead letters, and the keys. */
    public PCollection<WrittenPart> getParts() {
      return parts;
    }

    /** The account of every bucket that has records. */
    public PCollection<BucketSummary> getSummaries() {
      return summaries;
    }

    /** Applies a transform that takes both. */
    public <OutputT extends POutput> OutputT apply(
        String name, PTransform<? super Result, OutputT> transform) {
      return Pipeline.applyTransform(name, this, transform);
    }

    @Override
    public Pipeline getPipeline() {
      return pipeline;
    }

    @Override
    public Map<TupleTag<?>, PValue> expand() {
      return Map.of(
          new TupleTag<WrittenPart>("parts"),
          parts,
          new TupleTag<BucketSummary>("summaries"),
          summaries);
    }

    @Override
    public void finishSpecifyingOutput(
        String transformName, PInput input, PTransform<?, ?> transform) {}
  }

  private static final class MeasureFn extends DoFn<UniqueSamples, BucketSummary> {

    private static final long serialVersionUID = 1L;

    private final int parts;

    MeasureFn(int parts) {
      this.parts = parts;
    }

    @ProcessElement
    public void process(@Element UniqueSamples unique, OutputReceiver<BucketSummary> summaries) {
      summaries.output(BucketSummary.of(unique, new PartBounds(parts)));
    }
  }

  private static final class WriteBucketFn extends DoFn<UniqueSamples, KV<Integer, PartPiece>> {

    private static final long serialVersionUID = 1L;

    private final String output;
    private final DatasetLayout layout;
    private final int parts;
    private final PCollectionView<Iterable<BucketSummary>> sizes;
    private transient OpenStorages storages;
    private transient BucketWriter writer;

    WriteBucketFn(
        String output,
        DatasetLayout layout,
        int parts,
        PCollectionView<Iterable<BucketSummary>> sizes) {
      this.output = output;
      this.layout = layout;
      this.parts = parts;
      this.sizes = sizes;
    }

    @Setup
    public void setup(PipelineOptions options) {
      storages = new OpenStorages(options);
      writer = new BucketWriter(storages, output, layout, new PartBounds(parts));
    }

    @Teardown
    public void teardown() {
      storages.close();
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      UniqueSamples unique = context.element();
      Map<Integer, Long> offsets = BucketSummary.offsets(unique.bucket(), context.sideInput(sizes));
      writer.write(unique, offsets).forEach(context::output);
    }
  }

  private static final class DigestPartFn
      extends DoFn<KV<Integer, Iterable<PartPiece>>, WrittenPart> {

    private static final long serialVersionUID = 1L;

    private final String output;
    private final DatasetLayout layout;
    private transient OpenStorages storages;

    DigestPartFn(String output, DatasetLayout layout) {
      this.output = output;
      this.layout = layout;
    }

    @Setup
    public void setup(PipelineOptions options) {
      storages = new OpenStorages(options);
    }

    @Teardown
    public void teardown() {
      storages.close();
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<PartPiece>> part, OutputReceiver<WrittenPart> written)
        throws IOException {
      List<PartPiece> pieces = new ArrayList<>();
      part.getValue().forEach(pieces::add);
      pieces.sort(Comparator.comparingLong(PartPiece::offset));
      written.output(new PartDigester(storages.at(output)).digest(part.getKey(), pieces, layout));
    }
  }
}
