package io.seedmill.transforms.near;

import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.EntryCounts;
import io.seedmill.transforms.blocks.RangeDigests;
import io.seedmill.transforms.dedupe.LineList;
import io.seedmill.transforms.dedupe.RemovedList;
import io.seedmill.transforms.dedupe.RemovedSamples;
import io.seedmill.transforms.dedupe.RemovedSamples.Reason;
import io.seedmill.transforms.dedupe.UniqueSamples;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes the samples that are left out from a bucket, counts them and lists them. */
final class BucketCleaner {

  private static final int ID_AT = "{\"id\":\"".length();
  private static final int ID_LENGTH = 32;

  private final int buckets;
  private final OpenStorages storages;
  private final Storage output;
  private final DatasetLayout layout;
  private final BlockReader reader;

  BucketCleaner(int buckets, OpenStorages storages, String output, DatasetLayout layout) {
    this.buckets = buckets;
    this.storages = storages;
    this.output = storages.at(output);
    this.layout = layout;
    this.reader = new BlockReader(storages);
  }

  private record Loss(int entry, double similarity, String kept) {}

  UniqueSamples clean(UniqueSamples unique, List<DroppedBlock> dropped) throws IOException {
    if (dropped.isEmpty()) {
      return unique;
    }
    SortedMap<Integer, Loss> losses = read(dropped);
    byte[][] lines = reader.lines(unique.blocks());
    LineList samples = unique.samples();
    LineList kept = new LineList(samples.size());
    EntryCounts counts = new EntryCounts(unique.counts());
    RangeDigests digests = new RangeDigests(unique.bucket(), buckets);
    List<RemovedSamples> removed = new ArrayList<>(unique.removed());
    try (RemovedList list = new RemovedList(Reason.NEAR_DUPLICATE, output, layout)) {
      for (int line = 0; line < samples.size(); line++) {
        byte[] bytes = lines[samples.block(line)];
        int offset = samples.offset(line);
        Loss loss = losses.get(line);
        if (loss != null) {
          counts.addNearDuplicate(loss.entry(), samples.length(line));
          list.add(
              bytes,
              offset,
              samples.length(line),
              json -> {
                json.writeFieldName("kept");
                json.writeRawValue(loss.kept());
                json.writeNumberField("similarity", Math.rint(1e4 * loss.similarity()) / 1e4);
              });
          continue;
        }
        kept.add(
            samples.keyHigh(line),
            samples.keyLow(line),
            samples.block(line),
            offset,
            samples.length(line));
        String id = new String(bytes, offset + ID_AT, ID_LENGTH, StandardCharsets.US_ASCII);
        digests.add(samples.keyHigh(line), HexFormat.of().parseHex(id), 0);
      }
      list.commit().ifPresent(removed::add);
    }
    return new UniqueSamples(
        unique.bucket(),
        unique.blocks(),
        kept,
        unique.deadLetters(),
        counts,
        digests.finish(),
        removed);
  }

  private SortedMap<Integer, Loss> read(List<DroppedBlock> dropped) throws IOException {
    SortedMap<Integer, Loss> losses = new TreeMap<>();
    for (DroppedBlock block : dropped) {
      byte[] bytes = new byte[block.bytes()];
      storages
          .at(block.root())
          .read(List.of(new Storage.Slice(block.path(), block.offset(), bytes, bytes.length)));
      ByteBuffer in = ByteBuffer.wrap(bytes);
      while (in.hasRemaining()) {
        int line = in.getInt();
        int entry = in.getInt();
        double similarity = in.getDouble();
        byte[] kept = new byte[in.getInt()];
        in.get(kept);
        losses.put(line, new Loss(entry, similarity, new String(kept, StandardCharsets.UTF_8)));
      }
    }
    return losses;
  }
}
