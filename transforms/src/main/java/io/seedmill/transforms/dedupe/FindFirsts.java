package io.seedmill.transforms.dedupe;

import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.Buckets;
import io.seedmill.transforms.blocks.KnownKeys;
import io.seedmill.transforms.blocks.KnownKeysReader;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.evaluation.Contamination;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Writes down at which index each entry has each key first, and publishes nothing. That is all one
 * must know of samples to tell how many of them are left, whichever index the entries end at.
 *
 * <pre>{@code
 * FindFirsts.Place place = new FindFirsts.Place("/tmp/out", layout, "firsts");
 * PCollection<String> list =
 *     blocks.apply(FindFirsts.of(plan, 16, List.of(), place));
 * }</pre>
 *
 * <p>There is a {@link FirstsFile} for each bucket that is not empty, and a list that names them, a
 * line each: the bucket and the path. The result is the list's path.
 */
public final class FindFirsts
    extends PTransform<PCollection<KV<Integer, SampleBlock>>, PCollection<String>> {

  private static final long serialVersionUID = 1L;

  private final int buckets;
  private final int entries;
  private final List<KnownKeys> known;
  private final Place place;
  private final Contamination texts;

  private FindFirsts(
      int buckets, int entries, List<KnownKeys> known, Place place, Contamination texts) {
    this.buckets = buckets;
    this.entries = entries;
    this.known = List.copyOf(known);
    this.place = place;
    this.texts = texts;
  }

  /**
   * The destination of the files.
   *
   * @param root the root of a storage that all workers share
   * @param layout whose temporary folder takes them
   * @param list the name of the list in that folder
   */
  public record Place(String root, DatasetLayout layout, String list) implements Serializable {

    String path() {
      return layout.temporary(list);
    }

    /** Reads the list. */
    public List<String> lines(Storage storage) throws IOException {
      return storage.read(path()).lines().toList();
    }
  }

  /**
   * Looks at what was generated.
   *
   * @param buckets the number of buckets that it was split into
   * @param known the keys of samples that count for nothing
   */
  public static FindFirsts of(
      GenerationPlan plan, int buckets, List<KnownKeys> known, Place place) {
    return new FindFirsts(Buckets.check(buckets), plan.entries().size(), known, place, null);
  }

  /** Passes over samples that repeat evaluation texts. */
  public FindFirsts without(Contamination evaluationTexts) {
    return new FindFirsts(buckets, entries, known, place, evaluationTexts);
  }

  @Override
  public PCollection<String> expand(PCollection<KV<Integer, SampleBlock>> blocks) {
    return blocks
        .apply("Group by bucket", GroupByKey.create())
        .apply("Find firsts", ParDo.of(new FindFirstsFn(buckets, entries, known, place, texts)))
        .setCoder(KvCoder.of(VarIntCoder.of(), StringUtf8Coder.of()))
        .apply("Gather files", GroupByKey.create())
        .apply("List files", ParDo.of(new ListFn(place)))
        .setCoder(StringUtf8Coder.of());
  }

  private static final class FindFirstsFn
      extends DoFn<KV<Integer, Iterable<SampleBlock>>, KV<Integer, String>> {

    private static final long serialVersionUID = 1L;

    private final int buckets;
    private final int entries;
    private final List<KnownKeys> known;
    private final Place place;
    private final Contamination texts;
    private transient OpenStorages storages;

    FindFirstsFn(
        int buckets, int entries, List<KnownKeys> known, Place place, Contamination texts) {
      this.texts = texts;
      this.buckets = buckets;
      this.entries = entries;
      this.known = known;
      this.place = place;
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
        @Element KV<Integer, Iterable<SampleBlock>> bucket,
        OutputReceiver<KV<Integer, String>> files)
        throws IOException {
      List<SampleBlock> blocks = new ArrayList<>();
      bucket.getValue().forEach(blocks::add);
      BucketDeduplicator deduplicator =
          new BucketDeduplicator(
              bucket.getKey(),
              blocks,
              buckets,
              entries,
              new BlockReader(storages),
              new KnownKeysReader(storages, known),
              Preference.INDEX);
      String path = place.layout().temporary("firsts-" + UUID.randomUUID());
      try (PendingFile file = storages.at(place.root()).create(path)) {
        FirstsFile.Writer writer = new FirstsFile.Writer(file);
        deduplicator.findFirsts(writer, texts == null ? null : texts.open(storages));
        writer.commit();
      }
      files.output(KV.of(0, bucket.getKey() + " " + path));
    }
  }

  private static final class ListFn extends DoFn<KV<Integer, Iterable<String>>, String> {

    private static final long serialVersionUID = 1L;

    private final Place place;
    private transient OpenStorages storages;

    ListFn(Place place) {
      this.place = place;
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
    public void process(@Element KV<Integer, Iterable<String>> files, OutputReceiver<String> lists)
        throws IOException {
      List<String> lines = new ArrayList<>();
      files.getValue().forEach(lines::add);
      lines.sort(Comparator.naturalOrder());
      byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      String temporary = place.layout().temporary("list-" + UUID.randomUUID());
      try (PendingFile list = storages.at(place.root()).createReplacing(temporary, place.path())) {
        list.write(text, 0, text.length);
        list.commit();
      }
      lists.output(place.path());
    }
  }
}
