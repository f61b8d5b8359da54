package io.seedmill.transforms.raw;

import io.seedmill.generators.IndexRange;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.transforms.blocks.BlockSink;
import io.seedmill.transforms.blocks.Packing;
import io.seedmill.transforms.blocks.PackingFn;
import io.seedmill.transforms.blocks.PlanPlaces;
import io.seedmill.transforms.blocks.RecordLines;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.blocks.SerializedOnce;
import io.seedmill.transforms.blocks.WrittenLine;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import java.io.IOException;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptions;
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
 * Reads raw files as if their samples were generated now. Every index that is wanted of a piece
 * ends in exactly one block, or the whole piece is damaged: its bytes are checked against their
 * digest before the first of them is used, and nothing of a damaged piece is.
 *
 * <pre>{@code
 * ReadRawFiles.Result read =
 *     pieces.apply(ReadRawFiles.of(plan, "s3://bucket/datasets").withBuckets(16));
 * PCollection<KV<Integer, SampleBlock>> blocks = read.getBlocks();
 * }</pre>
 */
public final class ReadRawFiles extends PTransform<PCollection<RawPiece>, ReadRawFiles.Result> {

  private static final long serialVersionUID = 1L;

  private static final TupleTag<KV<Integer, SampleBlock>> BLOCKS = new TupleTag<>() {};
  private static final TupleTag<RawPiece> DAMAGED = new TupleTag<>() {};

  private final GenerationPlan plan;
  private final String root;
  private final Packing packing;

  private ReadRawFiles(GenerationPlan plan, String root, Packing packing) {
    this.plan = plan;
    this.root = root;
    this.packing = packing;
  }

  /**
   * Reads pieces whose entries are those of {@code plan}, into one bucket.
   *
   * @param root the root of the storage
   */
  public static ReadRawFiles of(GenerationPlan plan, String root) {
    return new ReadRawFiles(plan, root, Packing.by(plan.keyFields()));
  }

  /**
   * Splits the samples by the top bits of their keys.
   *
   * @param newBuckets a power of two, at most 4,096
   */
  public ReadRawFiles withBuckets(int newBuckets) {
    return new ReadRawFiles(plan, root, packing.into(newBuckets));
  }

  /** Writes the blocks to temporary files, as {@link GenerateSamples#withSpillTo} does. */
  public ReadRawFiles withSpillTo(String newRoot, DatasetLayout layout) {
    return new ReadRawFiles(plan, root, packing.spilledTo(newRoot, layout));
  }

  @Override
  public Result expand(PCollection<RawPiece> pieces) {
    PCollectionTuple read =
        pieces.apply(
            "Read raw files",
            ParDo.of(new ReadFn(plan, root, packing))
                .withOutputTags(BLOCKS, TupleTagList.of(DAMAGED)));
    read.get(BLOCKS).setCoder(PackingFn.CODER);
    read.get(DAMAGED).setCoder(SerializableCoder.of(RawPiece.class));
    return new Result(read);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(DisplayData.item("root", root));
    builder.add(DisplayData.item("buckets", packing.buckets()));
  }

  /** The samples that were read, and the pieces that could not be. */
  public static final class Result implements POutput {

    private final PCollectionTuple read;

    private Result(PCollectionTuple read) {
      this.read = read;
    }

    /** The samples, packed as {@link GenerateSamples} packs them. */
    public PCollection<KV<Integer, SampleBlock>> getBlocks() {
      return read.get(BLOCKS);
    }

    /** The pieces whose bytes are not there, or not those that were written. */
    public PCollection<RawPiece> getDamaged() {
      return read.get(DAMAGED);
    }

    @Override
    public Pipeline getPipeline() {
      return read.getPipeline();
    }

    @Override
    public Map<TupleTag<?>, PValue> expand() {
      return read.expand();
    }

    @Override
    public void finishSpecifyingOutput(
        String transformName, PInput input, PTransform<?, ?> transform) {}
  }

  private static final class ReadFn extends PackingFn<RawPiece> {

    private static final long serialVersionUID = 1L;

    private final SerializedOnce<GenerationPlan> plan;
    private final String root;
    private transient PlanPlaces places;
    private transient RawFileReader reader;

    ReadFn(GenerationPlan plan, String root, Packing packing) {
      super(packing);
      this.plan = SerializedOnce.of(plan);
      this.root = root;
    }

    @Override
    protected void open(OpenStorages storages, PipelineOptions options) {
      places =
          new PlanPlaces(plan.get().entries().stream().map(GenerationPlan.Entry::ranges).toList());
      reader = new RawFileReader(storages.at(root));
    }

    @ProcessElement
    public void process(@Element RawPiece piece, MultiOutputReceiver receivers) throws IOException {
      if (!reader.isWhole(piece)) {
        receivers.get(DAMAGED).output(piece);
        return;
      }
      read(piece, packInto(receivers.get(BLOCKS)).sink());
    }

    private void read(RawPiece piece, BlockSink sink) throws IOException {
      GenerationPlan.Entry entry = plan.get().entries().get(piece.entry());
      String name = entry.name();
      IndexRange wanted = piece.wanted();
      sink.startEntry(
          new BlockSink.Entry(
              piece.entry(), new RecordLines(name), places, entry.givesSeveralSamples()),
          wanted);
      sink.addNumbersAsText(piece.wantedNumbersAsText());
      sink.nearTimeLimit(piece.wantedNearTimeLimit());
      sink.expectEnds(piece.fetched());
      WrittenLine line = new WrittenLine(name);
      boolean isReduced = piece.leftOut().samples() > 0 && !entry.givesSeveralSamples();
      long[] skipped = new long[1];
      RawPiece.LeftOut leftOut = piece.leftOut();
      sink.addDuplicates(leftOut.samples(), leftOut.known(), leftOut.lacking());
      reader.lines(
          piece,
          (bytes, from, length) -> {
            line.read(bytes, from, length);
            if (line.index() >= wanted.first() && line.index() < wanted.end()) {
              if (isReduced) {
                skipped[0] += sink.skipTo(line.index());
              }
              accept(sink, line, bytes, from);
            }
          });
      if (entry.givesSeveralSamples()) {
        sink.endBefore(wanted.end() - 1);
        if (sink.nextIndex() < wanted.end()) {
          sink.endLast(piece.fetched());
        } else {
          sink.addAnswersOfFailed(piece.fetched());
        }
      }
      if (isReduced) {
        skipped[0] += sink.skipTo(wanted.end());
      }
      if (piece.earlier()) {
        sink.endEarlierShard(piece.wantedNanos());
      } else {
        sink.endShard(piece.nanos());
      }
      if (isReduced && skipped[0] != piece.leftOut().samples()) {
        throw new IllegalStateException(
            "%s lacks %d samples of '%s' instead of %d"
                .formatted(piece.path(), skipped[0], name, piece.leftOut().samples()));
      }
      if (sink.nextIndex() != wanted.end()) {
        throw new IllegalStateException(
            "%s lacks index %d of '%s'".formatted(piece.path(), sink.nextIndex(), name));
      }
    }

    private static void accept(BlockSink sink, WrittenLine line, byte[] bytes, int from)
        throws IOException {
      try {
        sink.acceptLine(line, bytes, from);
      } catch (InvalidSampleException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }
}
