package io.seedmill.generators.sources.cache;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The folder in which a user's processes on a machine share what can be made again. */
public final class CacheFolder {

  /** The environment variable that names another folder. */
  public static final String VARIABLE = "SEEDMILL_CACHE";

  private CacheFolder() {}

  /** Returns the folder, which need not exist, as an absolute path. */
  public static Path of(Map<String, String> environment) {
    Optional<Path> named = folder(environment, VARIABLE);
    return named
        .or(() -> folder(environment, "XDG_CACHE_HOME").map(cache -> cache.resolve("seedmill")))
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "seedmill"))
        .toAbsolutePath();
  }

  private static Optional<Path> folder(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(folder -> !folder.isBlank())
        .map(Path::of);
  }
}
