package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.dedupe.LineList;
import io.seedmill.transforms.dedupe.RemovedSamples;
import io.seedmill.transforms.dedupe.UniqueSamples;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.write.OutputFile.AssetList;
import io.seedmill.transforms.write.OutputFile.DatasetPart;
import io.seedmill.transforms.write.OutputFile.DeadLetters;
import io.seedmill.transforms.write.OutputFile.Keys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Writes the samples, keys and dead letters of buckets. Its buffers are kept for the next bucket. A
 * second attempt at the same bucket writes the same bytes.
 */
final class BucketWriter {

  private static final int BUFFER_BYTES = 1 << 20;

  private final OpenStorages storages;
  private final Storage storage;
  private final DatasetLayout layout;
  private final DatasetFiles files;
  private final PartBounds bounds;
  private final BlockReader reader;
  private final RecordSets sets;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] lineBuffer = new byte[BUFFER_BYTES];

  BucketWriter(OpenStorages storages, String output, DatasetLayout layout, DatasetFiles files) {
    this.storages = storages;
    this.storage = storages.at(output);
    this.reader = new BlockReader(storages);
    this.layout = layout;
    this.files = files;
    this.bounds = new PartBounds(files.parts());
    this.sets = new RecordSets(files.sets());
  }

  /**
   * Writes all that some buckets hold.
   *
   * @param buckets in ascending order; more than one only if a frame may reach over all of them
   */
  List<FilePiece> write(List<UniqueSamples> buckets, AllBuckets all) throws IOException {
    List<FilePiece> pieces = new ArrayList<>();
    List<SetLines> held = new ArrayList<>();
    boolean isOne = files.sets().isOne();
    try (SampleWriter samples = new SampleWriter(all, pieces)) {
      for (UniqueSamples unique : buckets) {
        BlockReader blockReader = isOne || buckets.size() == 1 ? reader : new BlockReader(storages);
        byte[][] blocks = blockReader.lines(unique.blocks());
        if (isOne) {
          samples.write(0, SetLines.ofOne(unique, blocks));
        } else {
          held.add(SetLines.of(unique, blocks, files.sets().size(), sets, new SplitCounts()));
        }
        if (unique.deadLetters().size() > 0) {
          pieces.add(writeLetters(unique, blocks, all));
        }
        if (unique.samples().size() > 0) {
          pieces.add(writeKeys(unique, all));
        }
        unique.removed().forEach(removed -> pieces.add(piece(removed, unique.bucket())));
      }
      for (int set = 0; set < files.sets().size(); set++) {
        for (SetLines lines : held) {
          samples.write(set, lines);
        }
      }
      samples.finishPart();
      if (samples.assets.size() > 0) {
        pieces.add(writeAssets(samples.assets, buckets.get(0).bucket()));
      }
    }
    return pieces;
  }

  private static FilePiece piece(RemovedSamples removed, int bucket) {
    return new FilePiece(
        new OutputFile.RemovedFile(removed.reason()),
        bucket,
        removed.path(),
        FilePiece.UNKNOWN,
        removed.records(),
        removed.bytes(),
        removed.crc32c(),
        List.of());
  }

  private FilePiece writeAssets(AssetPaths assets, int bucket) throws IOException {
    OutputFile file = new AssetList();
    String path = file.temporary(layout) + "-" + UUID.randomUUID();
    try (PieceWriter out = new PieceWriter(storage.create(path), lineBuffer)) {
      byte[] lines = assets.lines();
      out.write(lines, 0, lines.length);
      return out.commit(file, bucket, FilePiece.UNKNOWN, assets.size(), List.of());
    }
  }

  private FilePiece writeLetters(UniqueSamples unique, byte[][] blocks, AllBuckets all)
      throws IOException {
    OutputFile file = new DeadLetters();
    LineList letters = unique.deadLetters();
    long offset = all.offset(unique.bucket(), file);
    try (PieceWriter out = new PieceWriter(createPiece(file, offset), lineBuffer)) {
      for (int line = 0; line < letters.size(); line++) {
        out.write(blocks[letters.block(line)], letters.offset(line), letters.length(line));
      }
      return out.commit(file, unique.bucket(), offset, letters.size(), List.of());
    }
  }

  private FilePiece writeKeys(UniqueSamples unique, AllBuckets all) throws IOException {
    OutputFile file = new Keys();
    LineList samples = unique.samples();
    long offset = all.offset(unique.bucket(), file);
    ByteBuffer key = ByteBuffer.allocate(ContentHash.BYTES);
    try (PieceWriter out = new PieceWriter(createPiece(file, offset), lineBuffer)) {
      for (int line = 0; line < samples.size(); line++) {
        key.putLong(0, samples.keyHigh(line)).putLong(Long.BYTES, samples.keyLow(line));
        out.write(key.array(), 0, ContentHash.BYTES);
      }
      return out.commit(file, unique.bucket(), offset, samples.size(), List.of());
    }
  }

  private PendingFile createPiece(OutputFile file, long offset) throws IOException {
    return storage.createPiece(file.temporary(layout), offset);
  }

  /** The samples of consecutive buckets on their way into the parts, one part after the other. */
  private final class SampleWriter implements AutoCloseable {

    private final AllBuckets all;
    private final List<FilePiece> pieces;
    private final AssetPaths assets = new AssetPaths();
    private final List<PartFormat.Frame> frames = new ArrayList<>();
    private int set;
    private int part;
    private int bucket;
    private int frameShift;
    private PieceWriter out;
    private PartFormat.RecordEncoder encoder;
    private long frame;
    private long frameStart;
    private long frameRecords;
    private long records;

    SampleWriter(AllBuckets all, List<FilePiece> pieces) {
      this.all = all;
      this.pieces = pieces;
    }

    void write(int newSet, SetLines lines) throws IOException {
      for (int place = lines.start(newSet); place < lines.end(newSet); place++) {
        int next = bounds.partOf(lines.keyHigh(place), newSet == set ? part : 0);
        if (out == null || newSet != set || next != part) {
          finishPart();
          set = newSet;
          part = next;
          bucket = lines.bucket();
          int ranges = all.frameRanges(files.sets().set(set));
          frameShift = Long.SIZE - Integer.numberOfTrailingZeros(ranges);
          out = new PieceWriter(create(), buffer);
        }
        encode(lines, place);
      }
    }

    private void encode(SetLines lines, int place) throws IOException {
      long next = frameShift == Long.SIZE ? 0 : lines.keyHigh(place) >>> frameShift;
      if (encoder == null || next != frame) {
        finishFrame();
        frame = next;
        encoder = files.format().encoder(all.survey(), out);
      }
      byte[] block = lines.block(place);
      if (files.withAssets()) {
        assets.add(block, lines.offset(place), lines.length(place));
      }
      encoder.add(block, lines.offset(place), lines.length(place));
      frameRecords++;
    }

    /** Returns a place for a piece: in the part itself, if the sizes of all pieces are known. */
    private PendingFile create() throws IOException {
      DatasetPart file = files.part(set, part);
      return files.format().copiesRecords()
          ? createPiece(file, all.offset(bucket, file))
          : storage.create(
              String.format(
                  Locale.ROOT, "%s-%04x-%s", file.temporary(layout), bucket, UUID.randomUUID()));
    }

    private void finishFrame() throws IOException {
      if (encoder != null) {
        byte[] note = encoder.finish();
        if (files.format().frameBytes() > 0) {
          frames.add(new PartFormat.Frame(frameRecords, out.size() - frameStart, note));
        }
        records += frameRecords;
        frameRecords = 0;
        frameStart = out.size();
        encoder = null;
      }
    }

    void finishPart() throws IOException {
      if (out != null) {
        finishFrame();
        DatasetPart file = files.part(set, part);
        long offset = files.format().copiesRecords() ? all.offset(bucket, file) : FilePiece.UNKNOWN;
        pieces.add(out.commit(file, bucket, offset, records, frames));
        close();
      }
    }

    @Override
    public void close() throws IOException {
      if (out != null) {
        PieceWriter ended = out;
        out = null;
        frames.clear();
        records = 0;
        frameStart = 0;
        ended.close();
      }
    }
  }
}
