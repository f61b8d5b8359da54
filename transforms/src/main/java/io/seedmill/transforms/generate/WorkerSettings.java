package io.seedmill.transforms.generate;

import io.seedmill.generators.CacheSettings;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.sources.plugins.PluginJar;
import io.seedmill.transforms.storage.DatasetLayout;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * The settings of workers.
 *
 * @param failures what is done about a sample that fails
 * @param workers how many of them there are in all; 1 or more
 * @param cache where answers of APIs are kept
 * @param assets how assets are kept
 * @param output the storage in which assets are kept as files; empty where there is none
 * @param layout the names of the run's files; null where there is no run
 * @param plugins jars with more generators
 * @param keepLogs what programs say on standard error is kept in the output
 */
@RecordBuilder
public record WorkerSettings(
    FailurePolicy failures,
    int workers,
    CacheSettings cache,
    Assets assets,
    String output,
    DatasetLayout layout,
    List<PluginJar> plugins,
    boolean keepLogs)
    implements Serializable, WorkerSettingsBuilder.With {

  /** The place of the assets of samples. */
  public enum Assets {
    /** In the sample. */
    INLINE,
    /** Each in a file of its own, named by its digest. */
    FILES;

    /** The word of a spec. */
    @Override
    public String toString() {
      return this == INLINE ? "inline" : "files";
    }
  }

  /** The usual failure policy, one worker, no place to keep anything. */
  public static final WorkerSettings DEFAULT =
      new WorkerSettings(
          FailurePolicy.DEFAULT,
          1,
          new CacheSettings("", "", false),
          Assets.INLINE,
          "",
          null,
          List.of(),
          false);

  public WorkerSettings {
    Objects.requireNonNull(failures, "failures");
    Objects.requireNonNull(cache, "cache");
    Objects.requireNonNull(assets, "assets");
    Objects.requireNonNull(output, "output");
    plugins = List.copyOf(plugins);
    if (workers < 1) {
      throw new IllegalArgumentException("there must be a worker, found " + workers);
    }
  }

  /** Returns a copy for a run. */
  public WorkerSettings of(int newWorkers, String newOutput, DatasetLayout newLayout) {
    return with(copy -> copy.workers(newWorkers).output(newOutput).layout(newLayout));
  }
}
