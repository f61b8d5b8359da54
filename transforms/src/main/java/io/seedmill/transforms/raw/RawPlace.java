package io.seedmill.transforms.raw;

import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import java.io.Serializable;

/**
 * The destination of raw files.
 *
 * @param output the root of the storage, which all workers share
 * @param layout the names of the run's files
 * @param planDigest the fingerprint of the run's plan, which every file's note says
 */
public record RawPlace(String output, DatasetLayout layout, String planDigest)
    implements Serializable {

  RawBatchWriter writer(OpenStorages storages) {
    return new RawBatchWriter(storages.at(output), layout, planDigest);
  }
}
