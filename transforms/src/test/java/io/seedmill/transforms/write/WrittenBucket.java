package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.BlockBuilder;
import io.seedmill.transforms.blocks.BlockReader;
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

/**
 * A bucket that is deduplicated and written as a pipeline would, but without one.
 *
 * @param pieces the pieces by name of their file
 * @param written the files by name
 * @param summaries the bucket's account
 */
public record WrittenBucket(
    Map<String, List<FilePiece>> pieces, List<WrittenFile> written, List<BucketSummary> summaries) {

  public static final int ENTRIES = 2;

  public static WrittenBucket of(Path folder, DatasetLayout layout, int parts, BlockBuilder records)
      throws IOException {
    OpenStorages storages = Storages.folders();
    DatasetFiles files = new DatasetFiles(parts, PartFormats.JSON_LINES);
    UniqueSamples unique = Deduplicated.of(records.build(), ENTRIES);
    BucketSummary summary = new BucketMeter(files, new BlockReader(storages)).measure(unique);
    AllBuckets all = new AllBuckets(files, List.of(summary));
    Map<String, List<FilePiece>> pieces = new TreeMap<>();
    for (FilePiece piece :
        new BucketWriter(storages, folder.toString(), layout, files).write(List.of(unique), all)) {
      pieces.computeIfAbsent(piece.file().name(), name -> new ArrayList<>()).add(piece);
    }
    FileDigester digester = new FileDigester(Storage.of(folder.toString()), layout, files.format());
    List<WrittenFile> written = new ArrayList<>();
    for (List<FilePiece> ofFile : pieces.values()) {
      written.add(digester.digest(ofFile.get(0).file(), ofFile, all.survey()));
    }
    return new WrittenBucket(pieces, written, List.of(summary));
  }

  /** Returns the written file with a name. */
  WrittenFile file(String name) {
    return written.stream().filter(file -> file.file().name().equals(name)).findFirst().get();
  }
}
