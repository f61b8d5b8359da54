package io.seedmill.transforms.publish;

import io.seedmill.transforms.blocks.Buckets;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.TaskShard;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.write.BucketSummary;
import io.seedmill.transforms.write.WriteJsonl;
import io.seedmill.transforms.write.WrittenPart;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Publishes a run, once everything adds up: parts first, then the manifest, then {@code
 * latest-run.json}. Nothing is visible half done, nothing published is overwritten, and a second
 * attempt that finds the work of the first adopts it.
 *
 * <p>The account is computed from the data: for every entry requested = unique + duplicates + known
 * + failed + missing. A difference fails the run. Where more failed than is allowed, the manifest
 * says so and {@code latest-run.json} stays.
 *
 * <p>The result is the manifest, as JSON.
 */
public final class PublishDataset extends PTransform<WriteJsonl.Result, PCollection<String>> {

  private static final long serialVersionUID = 1L;

  private static final KvCoder<String, Finding> FINDING_CODER =
      KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(Finding.class));

  private final String output;
  private final DatasetLayout layout;
  private final GenerationPlan plan;
  private final RunDescription run;
  private final int buckets;
  private final int parts;
  private final String spill;
  private final transient PCollection<TaskShard> missing;

  private PublishDataset(
      String output,
      DatasetLayout layout,
      GenerationPlan plan,
      RunDescription run,
      int buckets,
      int parts,
      String spill,
      PCollection<TaskShard> missing) {
    this.output = output;
    this.layout = layout;
    this.plan = plan;
    this.run = run;
    this.buckets = buckets;
    this.parts = parts;
    this.spill = spill;
    this.missing = missing;
  }

  /**
   * Publishes what {@link WriteJsonl} wrote.
   *
   * @param output the root of the storage
   * @param layout the names of the run's files
   * @param plan what was generated
   * @param run what the manifest says besides
   * @param buckets the number of buckets that the samples were split into
   * @param parts the number of parts
   */
  public static PublishDataset to(
      String output,
      DatasetLayout layout,
      GenerationPlan plan,
      RunDescription run,
      int buckets,
      int parts) {
    return new PublishDataset(
        output, layout, plan, run, Buckets.check(buckets), parts, output, null);
  }

  /**
   * Names the storage in which {@link GenerateSamples} left its temporary files, where that is not
   * the output; they are removed at the end.
   *
   * @param newSpill the root of that storage
   */
  public PublishDataset withSpillIn(String newSpill) {
    return new PublishDataset(output, layout, plan, run, buckets, parts, newSpill, missing);
  }

  /**
   * Goes on without some tasks of the plan, and says so in the manifest. Nothing may have been
   * heard of their indices, and {@code latest-run.json} stays.
   *
   * @param newMissing the tasks; none is the usual case
   */
  public PublishDataset withMissing(PCollection<TaskShard> newMissing) {
    return new PublishDataset(output, layout, plan, run, buckets, parts, spill, newMissing);
  }

  @Override
  public PCollection<String> expand(WriteJsonl.Result written) {
    PCollection<KV<String, Finding>> partsFound =
        written.getParts().apply("Part found", ParDo.of(new PartFoundFn()));
    PCollection<KV<String, Finding>> bucketsFound =
        written.getSummaries().apply("Bucket found", ParDo.of(new BucketFoundFn()));
    PCollection<KV<String, Finding>> even =
        written
            .getPipeline()
            .apply(
                "Even where nothing is found",
                Create.of(KV.of(Finding.RUN, Finding.NOTHING)).withCoder(FINDING_CODER));
    PCollectionList<KV<String, Finding>> found =
        PCollectionList.of(partsFound.setCoder(FINDING_CODER))
            .and(bucketsFound.setCoder(FINDING_CODER))
            .and(even);
    if (missing != null) {
      found =
          found.and(missing.apply("Missing", ParDo.of(new MissingFn())).setCoder(FINDING_CODER));
    }
    return found
        .apply("All findings", Flatten.pCollections())
        .apply("Wait for all", GroupByKey.create())
        .apply(
            "Publish",
            ParDo.of(
                new PublishFn(new Publication(output, layout, plan, run, buckets, parts, spill))));
  }

  /** Either a part, a bucket's summary or a task that is missing: what publishing waits for. */
  record Finding(WrittenPart part, BucketSummary summary, TaskShard missing)
      implements Serializable {
    static final String RUN = "run";
    static final Finding NOTHING = new Finding(null, null, null);
  }

  private static final class MissingFn extends DoFn<TaskShard, KV<String, Finding>> {

    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element TaskShard shard, OutputReceiver<KV<String, Finding>> found) {
      found.output(KV.of(Finding.RUN, new Finding(null, null, shard)));
    }
  }

  private static final class PartFoundFn extends DoFn<WrittenPart, KV<String, Finding>> {

    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element WrittenPart part, OutputReceiver<KV<String, Finding>> found) {
      found.output(KV.of(Finding.RUN, new Finding(part, null, null)));
    }
  }

  private static final class BucketFoundFn extends DoFn<BucketSummary, KV<String, Finding>> {

    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element BucketSummary summary, OutputReceiver<KV<String, Finding>> found) {
      found.output(KV.of(Finding.RUN, new Finding(null, summary, null)));
    }
  }

  private static final class PublishFn extends DoFn<KV<String, Iterable<Finding>>, String> {

    private static final long serialVersionUID = 1L;

    private final Publication publication;

    PublishFn(Publication publication) {
      this.publication = publication;
    }

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<Finding>> all,
        OutputReceiver<String> manifest,
        PipelineOptions options)
        throws IOException {
      List<WrittenPart> parts = new ArrayList<>();
      List<BucketSummary> summaries = new ArrayList<>();
      List<TaskShard> missing = new ArrayList<>();
      for (Finding finding : all.getValue()) {
        if (finding.part() != null) {
          parts.add(finding.part());
        }
        if (finding.summary() != null) {
          summaries.add(finding.summary());
        }
        if (finding.missing() != null) {
          missing.add(finding.missing());
        }
      }
      manifest.output(publication.publish(parts, summaries, missing, options).toJson());
    }
  }
}
