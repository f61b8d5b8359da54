package io.seedmill.generators;

import java.util.Map;

/** What a worker offers a generator from outside. */
public interface GeneratorContext {

  /** The name of the generator's entry, for messages. */
  String entry();

  /**
   * The word by which a program knows what is asked of it: the generator's name in the spec, the
   * same for all cells of a matrix.
   */
  String type();

  /** How many workers the run has in all: what a limit of the whole run is divided by. */
  int workers();

  /** The worker's environment variables. */
  Map<String, String> environment();

  /** Variables that a program sees besides its own, to find out whether it depends on them. */
  default Map<String, String> elsewhere() {
    return Map.of();
  }

  /** Reads files. */
  InputFiles inputs();

  /** Keeps images, sound and video. */
  AssetStore assets();

  /** Where answers are kept. */
  CacheSettings cache();
}
