package io.seedmill.transforms.dedupe;

import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.Buckets;
import io.seedmill.transforms.blocks.KnownKeys;
import io.seedmill.transforms.blocks.KnownKeysReader;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.evaluation.Contamination;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Keeps one of the samples that have the same key, whichever was generated first: the one with the
 * smallest index, and of those the one whose entry comes first in the plan, or the other way round
 * where the plan's {@link Preference} says so.
 *
 * <pre>{@code
 * PCollection<UniqueSamples> unique =
 *     blocks.apply(DeduplicateSamples.of(plan, 16).withKnown(keysOfEarlierRuns));
 * }</pre>
 *
 * <p>Samples that earlier runs published are left out, all that have such a key, and counted apart.
 *
 * <p>The result is one element a bucket that is not empty, its samples in ascending order of the
 * key. A bucket's samples are in memory while it is worked on, so the number of buckets bounds the
 * memory of a worker.
 */
public final class DeduplicateSamples
    extends PTransform<PCollection<KV<Integer, SampleBlock>>, PCollection<UniqueSamples>> {

  private static final long serialVersionUID = 1L;

  private final int buckets;
  private final int entries;
  private final Preference preference;
  private final List<KnownKeys> known;
  private final Evaluation evaluation;

  /** The evaluation texts that samples must not repeat, and where lists of those that do go. */
  private record Evaluation(Contamination texts, String output, DatasetLayout layout)
      implements Serializable {}

  private DeduplicateSamples(
      int buckets,
      int entries,
      Preference preference,
      List<KnownKeys> known,
      Evaluation evaluation) {
    this.evaluation = evaluation;
    this.preference = preference;
    this.buckets = buckets;
    this.entries = entries;
    this.known = List.copyOf(known);
  }

  /**
   * Deduplicates what {@link GenerateSamples} made.
   *
   * @param plan what was generated
   * @param buckets the number of buckets that it was split into
   */
  public static DeduplicateSamples of(GenerationPlan plan, int buckets) {
    return new DeduplicateSamples(
        Buckets.check(buckets), plan.entries().size(), plan.preference(), List.of(), null);
  }

  /**
   * Leaves out what earlier runs published.
   *
   * @param newKnown the keys of each of them, which all workers reach
   */
  public DeduplicateSamples withKnown(List<KnownKeys> newKnown) {
    return new DeduplicateSamples(buckets, entries, preference, newKnown, evaluation);
  }

  /**
   * Leaves out samples that repeat evaluation texts, before winners are chosen, and lists them.
   *
   * @param output the root of the storage in which the lists wait until they are published
   * @param layout the names of the run's files
   */
  public DeduplicateSamples without(Contamination texts, String output, DatasetLayout layout) {
    return new DeduplicateSamples(
        buckets, entries, preference, known, new Evaluation(texts, output, layout));
  }

  @Override
  public PCollection<UniqueSamples> expand(PCollection<KV<Integer, SampleBlock>> blocks) {
    return blocks
        .apply("Group by bucket", GroupByKey.create())
        .apply(
            "Keep the smallest",
            ParDo.of(new KeepSmallestFn(buckets, entries, preference, known, evaluation)))
        .setCoder(UniqueSamplesCoder.INSTANCE);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(DisplayData.item("buckets", buckets));
    builder.add(DisplayData.item("earlierRuns", known.size()));
  }

  private static final class KeepSmallestFn
      extends DoFn<KV<Integer, Iterable<SampleBlock>>, UniqueSamples> {

    private static final long serialVersionUID = 1L;

    private final int buckets;
    private final int entries;
    private final Preference preference;
    private final List<KnownKeys> known;
    private final Evaluation evaluation;
    private transient OpenStorages storages;
    private transient BlockReader reader;
    private transient KnownKeysReader knownReader;

    KeepSmallestFn(
        int buckets,
        int entries,
        Preference preference,
        List<KnownKeys> known,
        Evaluation evaluation) {
      this.evaluation = evaluation;
      this.preference = preference;
      this.buckets = buckets;
      this.entries = entries;
      this.known = known;
    }

    @Setup
    public void setup(PipelineOptions options) {
      storages = new OpenStorages(options);
      reader = new BlockReader(storages);
      knownReader = new KnownKeysReader(storages, known);
    }

    @Teardown
    public void teardown() {
      storages.close();
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<SampleBlock>> bucket, OutputReceiver<UniqueSamples> output)
        throws IOException {
      List<SampleBlock> blocks = new ArrayList<>();
      bucket.getValue().forEach(blocks::add);
      output.output(
          new BucketDeduplicator(
                  bucket.getKey(), blocks, buckets, entries, reader, knownReader, preference)
              .without(contaminated())
              .deduplicate());
    }

    private ContaminatedSamples contaminated() throws IOException {
      return evaluation == null
          ? null
          : new ContaminatedSamples(
              evaluation.texts().open(storages),
              storages.at(evaluation.output()),
              evaluation.layout());
    }
  }
}
