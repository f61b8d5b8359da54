package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.BlockBuilder;
import io.seedmill.transforms.dedupe.Deduplicated;
import io.seedmill.transforms.dedupe.UniqueSamples;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.testing.Storages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.values.KV;

/**
 * A bucket that is deduplicated and written as a pipeline would, but without one.
 *
 * @param pieces the pieces by part
 * @param written the keys, the dead letters, the parts
 * @param summaries the bucket's account
 */
public record WrittenFiles(
    Map<Integer, List<PartPiece>> pieces,
    List<WrittenPart> written,
    List<BucketSummary> summaries) {

  public static final int ENTRIES = 2;

  public static WrittenFiles of(Path folder, DatasetLayout layout, int parts, BlockBuilder records)
      throws IOException {
    Storage storage = Storage.of(folder.toString());
    OpenStorages storages = Storages.folders();
    UniqueSamples unique = Deduplicated.of(records.build(), ENTRIES);
    Map<Integer, List<PartPiece>> pieces = new TreeMap<>();
    for (KV<Integer, PartPiece> piece :
        new BucketWriter(storages, folder.toString(), layout, new PartBounds(parts))
            .write(unique, Map.of())) {
      pieces.computeIfAbsent(piece.getKey(), part -> new ArrayList<>()).add(piece.getValue());
    }
    List<WrittenPart> written = new ArrayList<>();
    for (Map.Entry<Integer, List<PartPiece>> part : pieces.entrySet()) {
      written.add(new PartDigester(storage).digest(part.getKey(), part.getValue(), layout));
    }
    BucketSummary summary = BucketSummary.of(unique, new PartBounds(parts));
    return new WrittenFiles(pieces, written, List.of(summary));
  }

  public List<PartPiece> pieces(int part) {
    return pieces.get(part);
  }

  /** Returns the temporary file of a part. */
  public static String partFile(DatasetLayout layout, int part) {
    return BucketWriter.partFile(layout, part);
  }
}
