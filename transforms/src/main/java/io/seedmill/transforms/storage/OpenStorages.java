package io.seedmill.transforms.storage;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;

/** The storages that a worker has opened: each root once, all closed together. */
public final class OpenStorages implements AutoCloseable {

  private final PipelineOptions options;
  private final Map<String, Storage> open = new HashMap<>();

  /**
   * @param options how S3 is reached
   */
  public OpenStorages(PipelineOptions options) {
    this.options = options;
  }

  /** The storage with a root, opened if it is not yet. */
  public Storage at(String root) {
    return open.computeIfAbsent(root, place -> Storage.of(place, options));
  }

  /** Tells if one of them is on S3. */
  public boolean useS3() {
    return !open.keySet().stream().allMatch(Storage::isLocal);
  }

  @Override
  public void close() {
    open.values().forEach(Storage::close);
    open.clear();
  }
}
