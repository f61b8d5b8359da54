package io.seedmill.transforms.near;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.SerializedOnce;
import io.seedmill.transforms.dedupe.UniqueSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Leaves out the samples that are near to a kept one before them, in the order in which samples win
 * over equal ones. Every sample that is left out is near to a kept one, which the list of them
 * names, and is counted.
 *
 * <pre>{@code
 * PCollection<UniqueSamples> apart =
 *     unique.apply(
 *         RemoveNearDuplicates.by(new NearRule("prompt", 0.85, 5), plan, 16, place));
 * }</pre>
 *
 * <p>Samples that earlier runs have published may be given: they count as kept ones before all
 * others.
 *
 * <p>All workers sign samples and write what is compared to files. One worker compares them, since
 * each decision depends on those before it; only the places of the files come to it. Its memory is
 * bounded. Then all workers leave out what it found.
 */
public final class RemoveNearDuplicates
    extends PTransform<PCollection<UniqueSamples>, PCollection<UniqueSamples>> {

  private static final long serialVersionUID = 1L;

  /** The name of the temporary file that says what was found. */
  private static final String REPORT = "near-report";

  private static final KvCoder<Void, SignedBlock> SIGNED =
      KvCoder.of(VoidCoder.of(), SerializableCoder.of(SignedBlock.class));

  private static final long LEAST_MEMORY = 32L << 20;
  private static final long MOST_MEMORY = 1L << 30;

  private final Setting setting;

  /**
   * The place of the files.
   *
   * @param spill the root of the storage in which samples wait, which all workers share
   * @param output the root of the storage of the dataset
   * @param layout the names of the run's files
   */
  public record Place(String spill, String output, DatasetLayout layout) implements Serializable {}

  private record Setting(
      NearRule rule, Sections sections, int buckets, Place place, EarlierSamples earlier)
      implements Serializable {

    String temporary(String name) {
      return place.layout().temporary(name + "-" + UUID.randomUUID());
    }
  }

  private RemoveNearDuplicates(Setting setting) {
    this.setting = setting;
  }

  /**
   * Leaves out near duplicates.
   *
   * @param plan what was generated
   * @param buckets the number of buckets that it was split into
   */
  public static RemoveNearDuplicates by(
      NearRule rule, GenerationPlan plan, int buckets, Place place) {
    return new RemoveNearDuplicates(
        new Setting(rule, Sections.of(plan), buckets, place, EarlierSamples.NONE));
  }

  /** Leaves out, too, what is near to a sample that an earlier run has published. */
  public RemoveNearDuplicates butFor(EarlierSamples earlier) {
    return new RemoveNearDuplicates(
        new Setting(
            setting.rule(), setting.sections(), setting.buckets(), setting.place(), earlier));
  }

  /**
   * Returns what a run has found; nothing where no sample has a text that is compared.
   *
   * @param spill the storage in which samples waited
   */
  public static NearReport report(Storage spill, DatasetLayout layout) throws IOException {
    try {
      return new ObjectMapper().readValue(spill.read(layout.temporary(REPORT)), NearReport.class);
    } catch (NoSuchFileException e) {
      return new NearReport(0, 0, List.of(), 0, List.of());
    }
  }

  @Override
  public PCollection<UniqueSamples> expand(PCollection<UniqueSamples> unique) {
    SerializedOnce<Setting> shared = SerializedOnce.of(setting);
    PCollection<KV<Void, SignedBlock>> signed =
        unique.apply("Sign", ParDo.of(new SignFn(shared))).setCoder(SIGNED);
    PCollectionView<Iterable<DroppedBlock>> dropped =
        withEarlier(signed, shared)
            .apply("Wait for all", GroupByKey.create())
            .apply("Compare", ParDo.of(new CompareFn(shared)))
            .setCoder(SerializableCoder.of(DroppedBlock.class))
            .apply("Near duplicates", View.asIterable());
    return unique
        .apply("Leave out", ParDo.of(new CleanFn(shared, dropped)).withSideInputs(dropped))
        .setCoder(unique.getCoder());
  }

  private PCollection<KV<Void, SignedBlock>> withEarlier(
      PCollection<KV<Void, SignedBlock>> signed, SerializedOnce<Setting> shared) {
    List<EarlierSamples.Placed> parts = setting.earlier().placed();
    if (parts.isEmpty()) {
      return signed;
    }
    PCollection<KV<Void, SignedBlock>> earlier =
        signed
            .getPipeline()
            .apply(
                "Earlier runs",
                Create.of(parts).withCoder(SerializableCoder.of(EarlierSamples.Placed.class)))
            .apply("Sign earlier samples", ParDo.of(new SignEarlierFn(shared)))
            .setCoder(SIGNED);
    return PCollectionList.of(signed).and(earlier).apply("Both", Flatten.pCollections());
  }

  private static final class SignEarlierFn
      extends DoFn<EarlierSamples.Placed, KV<Void, SignedBlock>> {

    private static final long serialVersionUID = 1L;

    private final SerializedOnce<Setting> setting;

    SignEarlierFn(SerializedOnce<Setting> setting) {
      this.setting = setting;
    }

    @ProcessElement
    public void process(
        @Element EarlierSamples.Placed part,
        OutputReceiver<KV<Void, SignedBlock>> blocks,
        PipelineOptions options)
        throws IOException {
      Setting given = setting.get();
      try (OpenStorages storages = new OpenStorages(options)) {
        new EarlierSigner(given.rule(), storages)
            .sign(part, given.place().spill(), given.temporary("signed"))
            .forEach(block -> blocks.output(KV.of(null, block)));
      }
    }
  }

  private static final class SignFn extends DoFn<UniqueSamples, KV<Void, SignedBlock>> {

    private static final long serialVersionUID = 1L;

    private final SerializedOnce<Setting> setting;
    private transient OpenStorages storages;
    private transient BucketSigner signer;

    SignFn(SerializedOnce<Setting> setting) {
      this.setting = setting;
    }

    @Setup
    public void setup(PipelineOptions options) {
      storages = new OpenStorages(options);
      Setting all = setting.get();
      signer = new BucketSigner(all.rule(), all.sections(), new BlockReader(storages));
    }

    @Teardown
    public void teardown() {
      storages.close();
    }

    @ProcessElement
    public void process(@Element UniqueSamples unique, OutputReceiver<KV<Void, SignedBlock>> blocks)
        throws IOException {
      String root = setting.get().place().spill();
      signer
          .sign(unique, root, storages.at(root), setting.get().temporary("signed"))
          .forEach(block -> blocks.output(KV.of(null, block)));
    }
  }

  private static final class CompareFn extends DoFn<KV<Void, Iterable<SignedBlock>>, DroppedBlock> {

    private static final long serialVersionUID = 1L;

    private final SerializedOnce<Setting> setting;

    CompareFn(SerializedOnce<Setting> setting) {
      this.setting = setting;
    }

    @ProcessElement
    public void process(
        @Element KV<Void, Iterable<SignedBlock>> all,
        OutputReceiver<DroppedBlock> dropped,
        PipelineOptions options)
        throws IOException {
      Setting given = setting.get();
      long heap = Runtime.getRuntime().maxMemory();
      long memory = Math.max(LEAST_MEMORY, Math.min(MOST_MEMORY, heap / 5));
      try (OpenStorages storages = new OpenStorages(options)) {
        NearReport report =
            new Comparison(
                    given.rule(),
                    given.sections(),
                    given.earlier().unread(),
                    storages,
                    memory,
                    given.place().spill(),
                    () -> given.temporary("dropped"),
                    dropped::output)
                .run(all.getValue());
        write(report, given, storages);
      }
    }

    private static void write(NearReport report, Setting given, OpenStorages storages)
        throws IOException {
      byte[] bytes = new ObjectMapper().writeValueAsBytes(report);
      String path = given.place().layout().temporary(REPORT);
      try (PendingFile file =
          storages.at(given.place().spill()).createReplacing(given.temporary(REPORT), path)) {
        file.write(bytes, 0, bytes.length);
        file.commit();
      }
    }
  }

  private static final class CleanFn extends DoFn<UniqueSamples, UniqueSamples> {

    private static final long serialVersionUID = 1L;

    private final SerializedOnce<Setting> setting;
    private final PCollectionView<Iterable<DroppedBlock>> dropped;
    private transient OpenStorages storages;
    private transient BucketCleaner cleaner;

    CleanFn(SerializedOnce<Setting> setting, PCollectionView<Iterable<DroppedBlock>> dropped) {
      this.setting = setting;
      this.dropped = dropped;
    }

    @Setup
    public void setup(PipelineOptions options) {
      storages = new OpenStorages(options);
      Setting all = setting.get();
      cleaner =
          new BucketCleaner(all.buckets(), storages, all.place().output(), all.place().layout());
    }

    @Teardown
    public void teardown() {
      storages.close();
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      UniqueSamples unique = context.element();
      List<DroppedBlock> ofBucket = new ArrayList<>();
      for (DroppedBlock block : context.sideInput(dropped)) {
        if (block.bucket() == unique.bucket()) {
          ofBucket.add(block);
        }
      }
      context.output(cleaner.clean(unique, ofBucket));
    }
  }
}
