package io.seedmill.transforms;

import io.seedmill.transforms.blocks.UniqueSamples;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.BigEndianIntegerCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Writes unique samples as JSON Lines in ascending order of their keys, in N parts under temporary
 * names. Part i begins at key floor(i · 2<sup>64</sup> / N), so that the parts joined together are
 * the same bytes whatever N is. Dead letters go to a file of their own.
 *
 * <p>Each bucket is written once, as a segment of the parts it falls into; then a part's segments
 * are joined. The checksum of every segment is taken in memory and compared when it is read again.
 * A part without records is not in the result.
 */
public final class WriteJsonl extends PTransform<PCollection<UniqueSamples>, WriteJsonl.Result> {

  private static final long serialVersionUID = 1L;

  private static final TupleTag<KV<Integer, Segment>> SEGMENTS = new TupleTag<>("segments") {};
  private static final TupleTag<BucketSummary> SUMMARIES = new TupleTag<>("summaries") {};

  private final String output;
  private final DatasetLayout layout;
  private final int buckets;
  private final int parts;

  private WriteJsonl(String output, DatasetLayout layout, int buckets, int parts) {
    this.output = output;
    this.layout = layout;
    this.buckets = buckets;
    this.parts = parts;
  }

  /**
   * Writes one part.
   *
   * @param output the root of the storage
   * @param layout the names of the run's files
   * @param buckets the number of buckets that the samples were split into
   */
  public static WriteJsonl to(String output, DatasetLayout layout, int buckets) {
    return new WriteJsonl(output, layout, Buckets.check(buckets), 1);
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
    return new WriteJsonl(output, layout, buckets, newParts);
  }

  @Override
  public Result expand(PCollection<UniqueSamples> unique) {
    PCollectionTuple written =
        unique.apply(
            "Write segments",
            ParDo.of(new WriteSegmentsFn(output, layout, buckets, parts))
                .withOutputTags(SEGMENTS, TupleTagList.of(SUMMARIES)));
    PCollection<WrittenPart> joined =
        written
            .get(SEGMENTS)
            .setCoder(KvCoder.of(BigEndianIntegerCoder.of(), SerializableCoder.of(Segment.class)))
            .apply("Group by part", GroupByKey.create())
            .apply("Join segments", ParDo.of(new JoinSegmentsFn(output, layout)))
            .setCoder(SerializableCoder.of(WrittenPart.class));
    PCollection<BucketSummary> summaries =
        written.get(SUMMARIES).setCoder(SerializableCoder.of(BucketSummary.class));
    return new Result(unique.getPipeline(), joined, summaries);
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

    /** The parts that have records, and the dead letters. */
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
      return Map.of(new TupleTag<WrittenPart>("parts"), parts, SUMMARIES, summaries);
    }

    @Override
    public void finishSpecifyingOutput(
        String transformName, PInput input, PTransform<?, ?> transform) {}
  }

  private static final class WriteSegmentsFn extends DoFn<UniqueSamples, KV<Integer, Segment>> {

    private static final long serialVersionUID = 1L;

    private final String output;
    private final DatasetLayout layout;
    private final int buckets;
    private final int parts;

    WriteSegmentsFn(String output, DatasetLayout layout, int buckets, int parts) {
      this.output = output;
      this.layout = layout;
      this.buckets = buckets;
      this.parts = parts;
    }

    @ProcessElement
    public void process(@Element UniqueSamples unique, MultiOutputReceiver outputs)
        throws IOException {
      SegmentWriter writer =
          new SegmentWriter(Storage.of(output), layout, unique.bucket(), new PartBounds(parts));
      DatasetId.RangeDigests digests = new DatasetId.RangeDigests(unique.bucket(), buckets);
      List<KV<Integer, Segment>> segments = new ArrayList<>();
      segments.addAll(writer.writeSamples(unique.samples(), digests));
      segments.addAll(writer.writeDeadLetters(unique.deadLetters()));
      segments.forEach(outputs.get(SEGMENTS)::output);
      outputs
          .get(SUMMARIES)
          .output(new BucketSummary(unique.bucket(), unique.counts(), digests.finish()));
    }
  }

  private static final class JoinSegmentsFn
      extends DoFn<KV<Integer, Iterable<Segment>>, WrittenPart> {

    private static final long serialVersionUID = 1L;

    private final String output;
    private final DatasetLayout layout;

    JoinSegmentsFn(String output, DatasetLayout layout) {
      this.output = output;
      this.layout = layout;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<Segment>> part, OutputReceiver<WrittenPart> written)
        throws IOException {
      List<Segment> segments = new ArrayList<>();
      part.getValue().forEach(segments::add);
      segments.sort(Comparator.comparingInt(Segment::bucket));
      written.output(new SegmentJoiner(Storage.of(output), layout).join(part.getKey(), segments));
    }
  }
}
