package io.seedmill.transforms.publish;

import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StoredAssets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Compares the files of a published run with what its manifest says of them. */
final class PublishedFiles {

  private PublishedFiles() {}

  /** Returns the first file that is not as its run left it; empty if all are. */
  static Optional<String> damaged(Storage storage, Manifest manifest) throws IOException {
    List<FileReport> files = new ArrayList<>(manifest.parts());
    files.addAll(manifest.others());
    for (FileReport file : files) {
      if (!storage.size(file.path()).equals(OptionalLong.of(file.bytes()))
          || !storage.sha256(file.path()).equals(file.sha256())) {
        return Optional.of(file.path());
      }
    }
    boolean lacksAssets =
        manifest.assets() != null
            && manifest.assets().files() > storage.find(StoredAssets.FOLDER).size();
    return lacksAssets ? Optional.of(StoredAssets.FOLDER) : Optional.empty();
  }
}
