package io.seedmill.generators.sources.program;

import io.seedmill.generators.AssetStore;
import io.seedmill.generators.CacheSettings;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.InlineAssets;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.sources.files.LocalInputs;
import java.util.Map;

/** A worker with an environment of its own, which keeps assets in their samples. */
record WorkerOf(String entry, Map<String, String> environment) implements GeneratorContext {

  @Override
  public String type() {
    return "riddles";
  }

  @Override
  public int workers() {
    return 1;
  }

  @Override
  public InputFiles inputs() {
    return new LocalInputs();
  }

  @Override
  public AssetStore assets() {
    return new InlineAssets();
  }

  @Override
  public CacheSettings cache() {
    return new CacheSettings("", "", false);
  }
}
