package io.seedmill.generators;

import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/** The services that a worker offers to a source. */
public interface GeneratorContext {

  /** Returns the name of the generator's entry, for messages. */
  String entry();

  /**
   * Returns the type of sample that a program is asked for: the generator's name in the spec, the
   * same for all cells of a matrix.
   */
  String type();

  /** Returns the number of workers of the run, by which a limit of the whole run is divided. */
  int workers();

  /** Returns the worker's environment variables. */
  Map<String, String> environment();

  /**
   * Returns additional variables for programs, with which 'seedmill check' tests if a program
   * depends on them.
   */
  default Map<String, String> extraEnvironment() {
    return Map.of();
  }

  /** Returns access to files. */
  InputFiles inputs();

  /** Returns the store for images, sound and video. */
  AssetStore assets();

  /** Returns the place of the cache for API responses. */
  CacheSettings cache();

  /**
   * Opens a file for what a program of the entry says on standard error; empty if logs are not
   * kept. The file is there once it is closed.
   */
  default Optional<OutputStream> openLog() {
    return Optional.empty();
  }
}
