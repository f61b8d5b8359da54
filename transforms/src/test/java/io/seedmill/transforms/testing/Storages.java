package io.seedmill.transforms.testing;

import io.seedmill.transforms.storage.OpenStorages;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Storages that need no options: folders. */
public final class Storages {

  private Storages() {}

  public static OpenStorages folders() {
    return new OpenStorages(PipelineOptionsFactory.create());
  }
}
