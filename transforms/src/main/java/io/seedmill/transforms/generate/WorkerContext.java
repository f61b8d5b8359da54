package io.seedmill.transforms.generate;

import io.seedmill.generators.AssetStore;
import io.seedmill.generators.CacheSettings;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.InlineAssets;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.sources.plugins.PluginLoader;
import io.seedmill.generators.sources.plugins.UnusablePluginException;
import io.seedmill.transforms.storage.LogFile;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.StorageInputs;
import io.seedmill.transforms.storage.StoredAssets;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The services that a worker offers to sources.
 *
 * @param entry the name of the generator's entry
 * @param type the generator's name in the spec
 * @param extraEnvironment variables that a program sees besides its own
 * @param logs creates the log of a program of the entry
 */
@RecordBuilder
public record WorkerContext(
    String entry,
    String type,
    int workers,
    Map<String, String> environment,
    InputFiles inputs,
    AssetStore assets,
    CacheSettings cache,
    Map<String, String> extraEnvironment,
    Supplier<Optional<OutputStream>> logs)
    implements GeneratorContext, WorkerContextBuilder.With {

  private static final int LONGEST_NAME = 100;

  /**
   * Returns the context of a generator outside of a run: assets stay in the samples.
   *
   * @param inputs reads files
   */
  public static WorkerContext alone(String entry, String type, InputFiles inputs) {
    return new WorkerContext(
        entry,
        type,
        1,
        System.getenv(),
        inputs,
        new InlineAssets(),
        WorkerSettings.DEFAULT.cache(),
        Map.of(),
        Optional::empty);
  }

  @Override
  public Optional<OutputStream> openLog() {
    return logs.get();
  }

  /** The services that all generators of a worker share. */
  static final class Shared implements AutoCloseable {

    private final WorkerSettings settings;
    private final OpenStorages storages;
    private final StorageInputs inputs;
    private final AssetStore assets;

    /**
     * @param stage where assets lie until they are published
     */
    Shared(WorkerSettings settings, OpenStorages storages, PipelineOptions options, String stage) {
      this.settings = settings;
      this.storages = storages;
      this.inputs = new StorageInputs(options);
      this.assets =
          settings.assets() == WorkerSettings.Assets.FILES && settings.layout() != null
              ? new StoredAssets(storages.at(settings.output()), settings.layout(), stage)
              : new InlineAssets();
    }

    /** All generators, those of plugins among them. */
    Catalogue catalogue() {
      try {
        return PluginLoader.load(settings.plugins(), inputs);
      } catch (IOException | UnusablePluginException e) {
        throw new IllegalStateException("this worker has no plugins: " + e.getMessage(), e);
      }
    }

    WorkerContext of(GenerationPlan.Entry entry) {
      return new WorkerContext(
          entry.name(),
          entry.type(),
          settings.workers(),
          System.getenv(),
          inputs,
          assets,
          settings.cache(),
          Map.of(),
          () -> settings.keepLogs() ? Optional.of(log(entry)) : Optional.empty());
    }

    private LogFile log(GenerationPlan.Entry entry) {
      String name = entry.name().replaceAll("[^\\w.=-]+", "_");
      String start = name.substring(0, Math.min(name.length(), LONGEST_NAME));
      String unique = UUID.randomUUID().toString().substring(0, 8);
      return new LogFile(
          storages.at(settings.output()),
          settings.output(),
          "%s/%s-%s.log".formatted(settings.layout().logs(), start, unique));
    }

    /** Throws what went wrong with an asset, even if a generator took it for a sample's failure. */
    void requireKept() {
      if (assets instanceof StoredAssets stored) {
        stored.requireKept();
      }
    }

    @Override
    public void close() {
      inputs.close();
    }
  }
}
