package io.seedmill.transforms.dedupe;

import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.KnownKeysReader;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.testing.Storages;
import java.io.IOException;
import java.util.List;

/** Deduplicates a bucket without a pipeline, for tests of the steps behind. */
public final class Deduplicated {

  private Deduplicated() {}

  /** Returns the unique samples of the only bucket. */
  public static UniqueSamples of(List<SampleBlock> blocks, int entries) throws IOException {
    return new BucketDeduplicator(
            0,
            blocks,
            1,
            entries,
            new BlockReader(Storages.folders()),
            new KnownKeysReader(Storages.folders(), List.of()),
            Preference.INDEX)
        .deduplicate();
  }
}
