package io.seedmill.transforms.blocks;

import io.seedmill.transforms.storage.OpenStorages;
import java.io.IOException;
import java.util.UUID;
import org.apache.beam.sdk.coders.BigEndianIntegerCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

/**
 * A step that packs samples into blocks by hash bucket. Blocks leave when they are full and at the
 * end of a bundle. If they wait in temporary files, these are readable before the bundle ends, and
 * those of a bundle that fails are discarded.
 */
public abstract class PackingFn<InputT> extends DoFn<InputT, KV<Integer, SampleBlock>> {

  private static final long serialVersionUID = 1L;

  /** The coder of the step's output. */
  public static final KvCoder<Integer, SampleBlock> CODER =
      KvCoder.of(BigEndianIntegerCoder.of(), SampleBlockCoder.INSTANCE);

  private final Packing packing;
  private transient OpenStorages storages;
  private transient BlockOutput output;
  private transient SpillFiles files;

  protected PackingFn(Packing packing) {
    this.packing = packing;
  }

  /** Opens what the step needs besides. */
  protected abstract void open(OpenStorages opened, PipelineOptions options);

  /** Closes what {@link #open} opened, if it did. */
  protected void shut() throws Exception {}

  /** Returns the output of this bundle, whose full blocks now go to {@code receiver}. */
  protected BlockOutput packInto(OutputReceiver<KV<Integer, SampleBlock>> receiver) {
    output.to((bucket, block) -> receiver.output(KV.of(bucket, travelling(block))));
    return output;
  }

  private SampleBlock travelling(SampleBlock.InMemory block) throws IOException {
    return files == null ? block.copy() : files.append(block);
  }

  @Setup
  public void setup(PipelineOptions options) {
    storages = new OpenStorages(options);
    open(storages, options);
  }

  @StartBundle
  public void startBundle() {
    output = new BlockOutput(packing.buckets(), packing.keyFields(), packing.memory());
    if (packing.root() != null) {
      files =
          new SpillFiles(
              storages.at(packing.root()),
              packing.root(),
              () -> packing.layout().temporary("spill-" + UUID.randomUUID()),
              packing.compresses());
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws IOException {
    output.to(
        (bucket, block) ->
            context.output(
                KV.of(bucket, travelling(block)),
                BoundedWindow.TIMESTAMP_MIN_VALUE,
                GlobalWindow.INSTANCE));
    output.sink().flush();
    if (files != null) {
      files.commit();
    }
    closeBundle();
  }

  private void closeBundle() throws IOException {
    if (output != null) {
      output.close();
      output = null;
    }
    if (files != null) {
      files.close();
      files = null;
    }
  }

  @Teardown
  public void teardown() throws Exception {
    closeBundle();
    try (OpenStorages closing = storages) {
      shut();
    }
  }
}
