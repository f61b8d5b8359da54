package io.seedmill.transforms.publish;

import io.seedmill.transforms.blocks.Buckets;
import io.seedmill.transforms.blocks.SerializedOnce;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.TaskShard;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.write.BucketSummary;
import io.seedmill.transforms.write.WriteParts;
import io.seedmill.transforms.write.WrittenFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.coders.KvCoder;
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
 * Publishes a run, once everything adds up: parts first, then the manifest, then its line in {@code
 * registry.json}, then {@code latest-run.json}. Nothing is visible half done, nothing published is
 * overwritten, and a second attempt that finds the work of the first adopts it.
 *
 * <pre>{@code
 * PCollection<String> manifest =
 *     written.apply(
 *         "Publish", PublishDataset.to("s3://bucket/datasets", layout, plan, description, 16));
 * }</pre>
 *
 * <p>The account is computed from the data: for every entry requested = unique + duplicates + known
 * + failed + missing. A difference fails the run. Where more failed than is allowed, the manifest
 * says so and {@code latest-run.json} stays.
 *
 * <p>The result is the manifest, as JSON.
 */
public final class PublishDataset extends PTransform<WriteParts.Result, PCollection<String>> {

  private static final long serialVersionUID = 1L;

  private static final KvCoder<String, SerializedOnce<Finding>> FINDING_CODER =
      KvCoder.of(StringUtf8Coder.of(), SerializedOnce.coder());

  private final String output;
  private final DatasetLayout layout;
  private final GenerationPlan plan;
  private final RunDescription run;
  private final int buckets;
  private final String spill;
  private final transient PCollection<TaskShard> missing;

  private PublishDataset(
      String output,
      DatasetLayout layout,
      GenerationPlan plan,
      RunDescription run,
      int buckets,
      String spill,
      PCollection<TaskShard> missing) {
    this.output = output;
    this.layout = layout;
    this.plan = plan;
    this.run = run;
    this.buckets = buckets;
    this.spill = spill;
    this.missing = missing;
  }

  /**
   * Publishes what {@link WriteParts} wrote.
   *
   * @param output the root of the storage
   * @param layout the names of the run's files
   * @param plan what was generated
   * @param run what the manifest says besides
   * @param buckets the number of buckets that the samples were split into
   */
  public static PublishDataset to(
      String output, DatasetLayout layout, GenerationPlan plan, RunDescription run, int buckets) {
    return new PublishDataset(output, layout, plan, run, Buckets.check(buckets), output, null);
  }

  /**
   * Names the storage in which {@link GenerateSamples} left its temporary files, where that is not
   * the output; they are removed at the end.
   *
   * @param newSpill the root of that storage
   */
  public PublishDataset withSpillIn(String newSpill) {
    return new PublishDataset(output, layout, plan, run, buckets, newSpill, missing);
  }

  /**
   * Goes on without some tasks of the plan, and says so in the manifest. Nothing may have been
   * heard of their indices, and {@code latest-run.json} stays.
   *
   * @param newMissing the tasks; none is the usual case
   */
  public PublishDataset withMissing(PCollection<TaskShard> newMissing) {
    return new PublishDataset(output, layout, plan, run, buckets, spill, newMissing);
  }

  /**
   * Makes {@code latest-run.json} point at a run that is published, which is the last step of a
   * run, and the links to the newest parts follow it.
   *
   * @param layout where the pointer may lie until it is whole
   * @return false if it pointed there before
   */
  public static boolean pointAt(Storage storage, DatasetLayout layout, Manifest manifest)
      throws IOException {
    String path = new DatasetLayout(manifest.run(), "").manifest();
    String pointer = SignedJson.write(new LatestRun(manifest.run(), path, manifest.datasetId()));
    boolean isNew = !pointer.equals(pointer(storage));
    if (isNew) {
      try {
        writePointer(storage, layout, pointer);
      } catch (IOException e) {
        if (!pointer.equals(pointer(storage))) {
          throw e;
        } // else it is written, and the answer was lost
      }
    }
    LatestLinks.mend(storage, layout);
    return isNew;
  }

  private static void writePointer(Storage storage, DatasetLayout layout, String pointer)
      throws IOException {
    byte[] bytes = pointer.getBytes(StandardCharsets.UTF_8);
    String temporary = layout.temporary("publish-" + UUID.randomUUID());
    try (PendingFile file = storage.createReplacing(temporary, DatasetLayout.LATEST_RUN)) {
      file.write(bytes, 0, bytes.length);
      file.commit();
    }
  }

  private static String pointer(Storage storage) {
    try {
      return storage.read(DatasetLayout.LATEST_RUN);
    } catch (IOException e) {
      return ""; // if it cannot be used, writing tells why
    }
  }

  @Override
  public PCollection<String> expand(WriteParts.Result written) {
    PCollection<KV<String, SerializedOnce<Finding>>> filesFound =
        written.getFiles().apply("File found", ParDo.of(new FileFoundFn()));
    PCollection<KV<String, SerializedOnce<Finding>>> bucketsFound =
        written.getSummaries().apply("Bucket found", ParDo.of(new BucketFoundFn()));
    PCollection<KV<String, SerializedOnce<Finding>>> even =
        written
            .getPipeline()
            .apply(
                "Even where nothing is found",
                Create.of(Finding.NOTHING.keyed()).withCoder(FINDING_CODER));
    PCollectionList<KV<String, SerializedOnce<Finding>>> found =
        PCollectionList.of(filesFound.setCoder(FINDING_CODER))
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
                new PublishFn(
                    new Publication(
                        output, layout, plan, run, buckets, written.getDatasetFiles(), spill))));
  }

  /** Either a file, a bucket's summary or a task that is missing: what publishing waits for. */
  record Finding(WrittenFile file, BucketSummary summary, TaskShard missing)
      implements Serializable {
    static final String RUN = "run";
    static final Finding NOTHING = new Finding(null, null, null);

    KV<String, SerializedOnce<Finding>> keyed() {
      return KV.of(RUN, SerializedOnce.of(this));
    }
  }

  private static final class MissingFn
      extends DoFn<TaskShard, KV<String, SerializedOnce<Finding>>> {

    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element TaskShard shard, OutputReceiver<KV<String, SerializedOnce<Finding>>> found) {
      found.output(new Finding(null, null, shard).keyed());
    }
  }

  private static final class FileFoundFn
      extends DoFn<WrittenFile, KV<String, SerializedOnce<Finding>>> {

    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element WrittenFile file, OutputReceiver<KV<String, SerializedOnce<Finding>>> found) {
      found.output(new Finding(file, null, null).keyed());
    }
  }

  private static final class BucketFoundFn
      extends DoFn<BucketSummary, KV<String, SerializedOnce<Finding>>> {

    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element BucketSummary summary, OutputReceiver<KV<String, SerializedOnce<Finding>>> found) {
      found.output(new Finding(null, summary, null).keyed());
    }
  }

  private static final class PublishFn
      extends DoFn<KV<String, Iterable<SerializedOnce<Finding>>>, String> {

    private static final long serialVersionUID = 1L;

    private final SerializedOnce<Publication> publication;

    PublishFn(Publication publication) {
      this.publication = SerializedOnce.of(publication);
    }

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<SerializedOnce<Finding>>> all,
        OutputReceiver<String> manifest,
        PipelineOptions options)
        throws IOException {
      List<WrittenFile> files = new ArrayList<>();
      List<BucketSummary> summaries = new ArrayList<>();
      List<TaskShard> missing = new ArrayList<>();
      for (SerializedOnce<Finding> found : all.getValue()) {
        Finding finding = found.get();
        if (finding.file() != null) {
          files.add(finding.file());
        }
        if (finding.summary() != null) {
          summaries.add(finding.summary());
        }
        if (finding.missing() != null) {
          missing.add(finding.missing());
        }
      }
      manifest.output(publication.get().publish(files, summaries, missing, options).toJson());
    }
  }
}
