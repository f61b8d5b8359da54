package io.seedmill.transforms.blocks;

import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;

/**
 * Where blocks wait until they are deduplicated: in temporary files, of which only the places
 * travel, or with the runner.
 *
 * @param root the root of the storage; null for the runner
 * @param layout the names of the run's files
 */
public record Spill(String root, DatasetLayout layout) implements Serializable {

  public static final Spill NONE = new Spill(null, null);

  private static final int MEMORY = 16 << 20;

  /** Each block is two requests to a store when it is read, so larger ones are better there. */
  private static final int MEMORY_FOR_A_STORE = 64 << 20;

  /** The bytes that blocks under construction may take. */
  int memory() {
    return root == null || Storage.isLocal(root) ? MEMORY : MEMORY_FOR_A_STORE;
  }

  /** The files of one bundle. */
  Bundle open(OpenStorages storages) {
    return new Bundle(
        root == null
            ? null
            : new SpillFiles(
                storages.at(root), root, () -> layout.temporary("spill-" + UUID.randomUUID())));
  }

  /** The blocks of one bundle. */
  static final class Bundle implements AutoCloseable {

    private final SpillFiles files;

    private Bundle(SpillFiles files) {
      this.files = files;
    }

    /** The block in the form that travels. */
    SampleBlock travelling(SampleBlock.InMemory block) throws IOException {
      return files == null ? block.copy() : files.append(block);
    }

    /** Makes all blocks readable. */
    void commit() throws IOException {
      if (files != null) {
        files.commit();
      }
    }

    @Override
    public void close() throws IOException {
      if (files != null) {
        files.close();
      }
    }
  }
}
