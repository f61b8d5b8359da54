package io.seedmill.transforms.blocks;

import io.seedmill.transforms.storage.OpenStorages;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/** The packed samples of one bundle, in the form in which they travel to deduplication. */
public final class PackedBundle implements AutoCloseable {

  private final BlockOutput output;
  private final Spill.Bundle spilled;

  public PackedBundle(List<String> keyFields, int buckets, Spill spill, OpenStorages storages) {
    output = new BlockOutput(buckets, keyFields, spill.memory());
    spilled = spill.open(storages);
  }

  public BlockOutput output() {
    return output;
  }

  /** Where blocks that fill up from now on go. */
  public void to(BiConsumer<Integer, SampleBlock> receiver) {
    output.to((bucket, block) -> receiver.accept(bucket, spilled.travelling(block)));
  }

  /** Hands on every block that holds a record, and makes all that were handed on readable. */
  public void finish(BiConsumer<Integer, SampleBlock> receiver) throws IOException {
    to(receiver);
    output.flush();
    spilled.commit();
  }

  @Override
  public void close() throws IOException {
    output.close();
    spilled.close();
  }
}
