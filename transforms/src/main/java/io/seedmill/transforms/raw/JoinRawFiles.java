package io.seedmill.transforms.raw;

import io.seedmill.transforms.blocks.KnownKeys;
import io.seedmill.transforms.blocks.KnownKeysReader;
import io.seedmill.transforms.blocks.SerializedOnce;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Joins the raw files of a batch's tasks to one, in the order of the plan, which is there whole or
 * not at all, and in place of one that was there before. The temporary files of the run, and those
 * kept until then, are removed.
 *
 * <pre>{@code
 * PCollection<String> note =
 *     pipeline
 *         .apply(TaskPacks.of(plan))
 *         .apply(WriteRawFiles.toBeJoined(plan, place))
 *         .apply(JoinRawFiles.of(plan, place, batch));
 * }</pre>
 *
 * <p>Every index that the plan asks for must be in exactly one of them. The result is the note
 * beside the file, as JSON.
 */
public final class JoinRawFiles extends PTransform<PCollection<RawPiece>, PCollection<String>> {

  private static final long serialVersionUID = 1L;

  private final GenerationPlan plan;
  private final RawPlace place;
  private final RawNote.Batch batch;
  private final boolean unique;
  private final List<KnownKeys> known;

  private JoinRawFiles(
      GenerationPlan plan,
      RawPlace place,
      RawNote.Batch batch,
      boolean unique,
      List<KnownKeys> known) {
    this.plan = plan;
    this.place = place;
    this.batch = batch;
    this.unique = unique;
    this.known = List.copyOf(known);
  }

  /**
   * Joins what {@link WriteRawFiles#toBeJoined} wrote.
   *
   * @param plan the batch's part of the plan
   * @param place where the file goes
   * @param batch which batch it is
   */
  public static JoinRawFiles of(GenerationPlan plan, RawPlace place, RawNote.Batch batch) {
    return new JoinRawFiles(plan, place, batch, false, List.of());
  }

  /**
   * Leaves out records that lose to an equal one of the batch. They would lose in the dataset too,
   * because the same rule decides there. The note says how many they are.
   *
   * @param keys the keys of earlier runs: records that have one are counted as known
   */
  public JoinRawFiles withoutDuplicates(List<KnownKeys> keys) {
    return new JoinRawFiles(plan, place, batch, true, keys);
  }

  @Override
  public PCollection<String> expand(PCollection<RawPiece> pieces) {
    return pieces
        .apply("As one group", WithKeys.of((Void) null))
        .setCoder(KvCoder.of(VoidCoder.of(), SerializableCoder.of(RawPiece.class)))
        .apply("Wait for all", GroupByKey.create())
        .apply("Join", ParDo.of(new JoinFn(plan, place, batch, unique, known)))
        .setCoder(StringUtf8Coder.of());
  }

  private static final class JoinFn extends DoFn<KV<Void, Iterable<RawPiece>>, String> {

    private static final long serialVersionUID = 1L;

    private final SerializedOnce<GenerationPlan> plan;
    private final RawPlace place;
    private final RawNote.Batch batch;
    private final boolean unique;
    private final List<KnownKeys> known;

    JoinFn(
        GenerationPlan plan,
        RawPlace place,
        RawNote.Batch batch,
        boolean unique,
        List<KnownKeys> known) {
      this.unique = unique;
      this.known = known;
      this.plan = SerializedOnce.of(plan);
      this.place = place;
      this.batch = batch;
    }

    @ProcessElement
    public void process(
        @Element KV<Void, Iterable<RawPiece>> all,
        OutputReceiver<String> notes,
        PipelineOptions options)
        throws IOException {
      List<RawPiece> pieces = new ArrayList<>();
      all.getValue().forEach(pieces::add);
      pieces.sort(
          Comparator.comparingInt(RawPiece::entry)
              .thenComparingLong(piece -> piece.range().first()));
      requireAll(pieces);
      try (OpenStorages storages = new OpenStorages(options)) {
        RawNote note =
            place
                .writer(storages)
                .join(
                    Long.toString(batch.index()),
                    batch,
                    pieces,
                    piece -> WriteRawFiles.describe(plan.get(), piece),
                    unique ? new LostRecords(plan.get()) : null,
                    new KnownKeysReader(storages, known));
        Storage output = storages.at(place.output());
        for (String path : new TreeSet<>(pieces.stream().map(RawPiece::path).toList())) {
          if (path.startsWith(DatasetLayout.RAW + "/")) {
            output.delete(path.replaceFirst("l$", "")); // the note first
            output.delete(path);
          }
        }
        output.delete(place.layout().temporaryFolder());
        notes.output(note.toJson());
      }
    }

    private void requireAll(List<RawPiece> pieces) {
      long indices = 0;
      for (int i = 0; i < pieces.size(); i++) {
        RawPiece piece = pieces.get(i);
        indices +=
            plan.get().entries().get(piece.entry()).givesSeveralSamples()
                ? piece.range().size()
                : piece.samples() + piece.failed();
        if (i > 0
            && pieces.get(i - 1).entry() == piece.entry()
            && pieces.get(i - 1).range().end() > piece.range().first()) {
          throw new IllegalStateException("a task's samples are there twice: " + piece);
        }
      }
      if (indices != plan.get().samples()) {
        throw new IllegalStateException(
            "the account of the batch does not add up: %d indices asked for, %d accounted for"
                .formatted(plan.get().samples(), indices));
      }
    }
  }
}
