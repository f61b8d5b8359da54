package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.RangeDigests;
import io.seedmill.transforms.blocks.SerializedOnce;
import io.seedmill.transforms.dedupe.UniqueSamples;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
 * Writes unique samples to the files of a dataset, in ascending order of their keys, under
 * temporary names. Several sets of files may divide them, see {@link FileSets}. Part i of N of a
 * set begins at key floor(i · 2<sup>64</sup> / N), so that the samples of all parts together are
 * the same in the same order for every N. The bytes of a part depend on the samples, their number
 * of parts and the format alone. Dead letters go to a file of their own as JSON Lines, and so do
 * the samples' keys: 16 bytes each, ascending, by which later runs know what was published.
 *
 * <pre>{@code
 * WriteParts.Result written =
 *     uniqueSamples.apply(
 *         WriteParts.to("s3://bucket/datasets", layout)
 *             .withFiles(new DatasetFiles(4, PartFormats.JSON_LINES)));
 * PCollection<WrittenFile> files = written.getFiles();
 * }</pre>
 *
 * <p>First all buckets are measured, and surveyed if the format needs that. Then each writes its
 * samples at the same time as the others. A format that copies records knows the place of every
 * piece beforehand: in a folder, all pieces lie in the file itself. All other pieces are temporary
 * files that publishing joins. A frame that reaches over several buckets is written by one worker.
 * Last, every file is read back for its digest, and every piece of it compared with the checksum
 * that it had in memory. A file without pieces is not in the result.
 */
public final class WriteParts extends PTransform<PCollection<UniqueSamples>, WriteParts.Result> {

  private static final long serialVersionUID = 1L;

  /**
   * The largest number of keys that files have: the DirectRunner's time grows with its square. A
   * prime spreads names that differ in their last digits.
   */
  private static final int FILE_GROUPS = 61;

  private final String output;
  private final DatasetLayout layout;
  private final DatasetFiles files;

  private WriteParts(String output, DatasetLayout layout, DatasetFiles files) {
    this.output = output;
    this.layout = layout;
    this.files = files;
  }

  /**
   * Writes one part of JSON Lines.
   *
   * @param output the root of the storage, which all workers share
   * @param layout the names of the run's files
   */
  public static WriteParts to(String output, DatasetLayout layout) {
    return new WriteParts(output, layout, new DatasetFiles(1, PartFormats.JSON_LINES));
  }

  /** Writes other files. */
  public WriteParts withFiles(DatasetFiles newFiles) {
    return new WriteParts(output, layout, newFiles);
  }

  @Override
  public Result expand(PCollection<UniqueSamples> unique) {
    PCollection<BucketSummary> summaries =
        unique
            .apply("Measure buckets", ParDo.of(new MeasureFn(SerializedOnce.of(files))))
            .setCoder(SerializableCoder.of(BucketSummary.class));
    PCollectionView<Iterable<BucketSummary>> all =
        summaries.apply("All buckets", View.asIterable());
    SerializedOnce<Setting> setting = SerializedOnce.of(new Setting(output, layout, files, all));
    PCollection<WrittenFile> written =
        pieces(unique, all, setting)
            .setCoder(KvCoder.of(BigEndianIntegerCoder.of(), SerializedOnce.coder()))
            .apply("Group files", GroupByKey.create())
            .apply("Digest files", ParDo.of(new DigestFn(setting)).withSideInputs(all))
            .setCoder(SerializableCoder.of(WrittenFile.class));
    return new Result(files, written, summaries);
  }

  private PCollection<KV<Integer, SerializedOnce<FilePiece>>> pieces(
      PCollection<UniqueSamples> unique,
      PCollectionView<Iterable<BucketSummary>> all,
      SerializedOnce<Setting> setting) {
    if (files.format().frameBytes() == 0) {
      return unique.apply(
          "Write buckets", ParDo.of(new WriteBucketFn(setting)).withSideInputs(all));
    }
    return unique
        .apply("Find frames", ParDo.of(new FirstFrameFn(setting)).withSideInputs(all))
        .setCoder(KvCoder.of(BigEndianIntegerCoder.of(), unique.getCoder()))
        .apply("Group by frame", GroupByKey.create())
        .apply("Write frames", ParDo.of(new WriteFrameFn(setting)).withSideInputs(all));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(DisplayData.item("output", output));
    builder.add(DisplayData.item("parts", files.parts()));
    builder.add(DisplayData.item("sets", files.sets().size()));
    builder.add(DisplayData.item("format", files.format().name()));
  }

  /** The files that were written, and what they add up to. */
  public static final class Result implements PInput, POutput {

    private final DatasetFiles datasetFiles;
    private final PCollection<WrittenFile> files;
    private final PCollection<BucketSummary> summaries;

    private Result(
        DatasetFiles datasetFiles,
        PCollection<WrittenFile> files,
        PCollection<BucketSummary> summaries) {
      this.datasetFiles = datasetFiles;
      this.files = files;
      this.summaries = summaries;
    }

    /** Returns the files that the dataset has, those without samples included. */
    public DatasetFiles getDatasetFiles() {
      return datasetFiles;
    }

    /** Returns the parts that have samples, the dead letters and the keys. */
    public PCollection<WrittenFile> getFiles() {
      return files;
    }

    /** Returns the account of every bucket that has records. */
    public PCollection<BucketSummary> getSummaries() {
      return summaries;
    }

    /** Applies a transform that takes all of it. */
    public <OutputT extends POutput> OutputT apply(
        String name, PTransform<? super Result, OutputT> transform) {
      return Pipeline.applyTransform(name, this, transform);
    }

    @Override
    public Pipeline getPipeline() {
      return files.getPipeline();
    }

    @Override
    public Map<TupleTag<?>, PValue> expand() {
      return Map.of(
          new TupleTag<WrittenFile>("files"),
          files,
          new TupleTag<BucketSummary>("summaries"),
          summaries);
    }

    @Override
    public void finishSpecifyingOutput(
        String transformName, PInput input, PTransform<?, ?> transform) {}
  }

  private static final class MeasureFn extends DoFn<UniqueSamples, BucketSummary> {

    private static final long serialVersionUID = 1L;

    private final SerializedOnce<DatasetFiles> files;
    private transient OpenStorages storages;
    private transient BucketMeter meter;

    MeasureFn(SerializedOnce<DatasetFiles> files) {
      this.files = files;
    }

    @Setup
    public void setup(PipelineOptions options) {
      storages = new OpenStorages(options);
      meter = new BucketMeter(files.get(), new BlockReader(storages));
    }

    @Teardown
    public void teardown() {
      storages.close();
    }

    @ProcessElement
    public void process(@Element UniqueSamples unique, OutputReceiver<BucketSummary> summaries)
        throws IOException {
      summaries.output(meter.measure(unique));
    }
  }

  /**
   * The settings of the steps that write: the place of the files, and the summaries of all buckets.
   */
  private record Setting(
      String output,
      DatasetLayout layout,
      DatasetFiles files,
      PCollectionView<Iterable<BucketSummary>> buckets)
      implements Serializable {}

  /** A step that knows all buckets. */
  private abstract static class KnowingFn<InputT, OutputT> extends DoFn<InputT, OutputT> {

    private static final long serialVersionUID = 1L;

    private final SerializedOnce<Setting> setting;
    private transient AllBuckets all;

    KnowingFn(SerializedOnce<Setting> setting) {
      this.setting = setting;
    }

    Setting setting() {
      return setting.get();
    }

    /** Returns all buckets; there is one window, so they are the same for every element. */
    AllBuckets all(ProcessContext context) {
      if (all == null) {
        all = new AllBuckets(setting().files(), context.sideInput(setting().buckets()));
      }
      return all;
    }

    /** Returns the survey of all records, for which most formats need to know nothing. */
    PartFormat.Survey survey(ProcessContext context) {
      PartFormat.Survey none = setting().files().format().newSurvey();
      return none.equals(PartFormat.Survey.NONE) ? none : all(context).survey();
    }
  }

  /** A step that knows all buckets and the storage. */
  private abstract static class StorageFn<InputT, OutputT> extends KnowingFn<InputT, OutputT> {

    private static final long serialVersionUID = 1L;

    private transient OpenStorages storages;

    StorageFn(SerializedOnce<Setting> setting) {
      super(setting);
    }

    abstract void open(OpenStorages opened);

    @Setup
    public void setup(PipelineOptions options) {
      storages = new OpenStorages(options);
      open(storages);
    }

    @Teardown
    public void teardown() {
      storages.close();
    }
  }

  private abstract static class WriteFn<InputT>
      extends StorageFn<InputT, KV<Integer, SerializedOnce<FilePiece>>> {

    private static final long serialVersionUID = 1L;

    private transient BucketWriter writer;

    WriteFn(SerializedOnce<Setting> setting) {
      super(setting);
    }

    @Override
    void open(OpenStorages opened) {
      writer = new BucketWriter(opened, setting().output(), setting().layout(), setting().files());
    }

    void write(List<UniqueSamples> buckets, ProcessContext context) throws IOException {
      for (FilePiece piece : writer.write(buckets, all(context))) {
        int group = Math.floorMod(piece.file().name().hashCode(), FILE_GROUPS);
        context.output(KV.of(group, SerializedOnce.of(piece)));
      }
    }
  }

  private static final class WriteBucketFn extends WriteFn<UniqueSamples> {

    private static final long serialVersionUID = 1L;

    WriteBucketFn(SerializedOnce<Setting> setting) {
      super(setting);
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      write(List.of(context.element()), context);
    }
  }

  private static final class WriteFrameFn extends WriteFn<KV<Integer, Iterable<UniqueSamples>>> {

    private static final long serialVersionUID = 1L;

    WriteFrameFn(SerializedOnce<Setting> setting) {
      super(setting);
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      List<UniqueSamples> buckets = new ArrayList<>();
      context.element().getValue().forEach(buckets::add);
      buckets.sort(Comparator.comparingInt(UniqueSamples::bucket));
      write(buckets, context);
    }
  }

  /** Names the range of keys of a bucket, so that buckets in one frame go to one worker. */
  private static final class FirstFrameFn
      extends KnowingFn<UniqueSamples, KV<Integer, UniqueSamples>> {

    private static final long serialVersionUID = 1L;

    FirstFrameFn(SerializedOnce<Setting> setting) {
      super(setting);
    }

    @ProcessElement
    public void process(ProcessContext context) {
      UniqueSamples unique = context.element();
      int rangesInAGroup = RangeDigests.RANGES / all(context).groupRanges();
      context.output(KV.of(unique.firstRange() / rangesInAGroup, unique));
    }
  }

  private static final class DigestFn
      extends StorageFn<KV<Integer, Iterable<SerializedOnce<FilePiece>>>, WrittenFile> {

    private static final long serialVersionUID = 1L;

    private transient FileDigester digester;

    DigestFn(SerializedOnce<Setting> setting) {
      super(setting);
    }

    @Override
    void open(OpenStorages opened) {
      digester =
          new FileDigester(
              opened.at(setting().output()), setting().layout(), setting().files().format());
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      Map<OutputFile, List<FilePiece>> files = new HashMap<>();
      for (SerializedOnce<FilePiece> found : context.element().getValue()) {
        FilePiece piece = found.get();
        files.computeIfAbsent(piece.file(), file -> new ArrayList<>()).add(piece);
      }
      for (Map.Entry<OutputFile, List<FilePiece>> file : files.entrySet()) {
        file.getValue().sort(Comparator.comparingInt(FilePiece::bucket));
        context.output(digester.digest(file.getKey(), file.getValue(), survey(context)));
      }
    }
  }
}
