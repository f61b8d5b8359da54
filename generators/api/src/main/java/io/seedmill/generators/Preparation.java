package io.seedmill.generators;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The surroundings in which a source is prepared.
 *
 * @param entry the name of its entry
 * @param folder the folder of the spec: where relative names of files and programs begin
 * @param environment the environment's variables
 * @param inputs reads files
 * @param generates whether samples are made afterwards; if not, the variables that they need may be
 *     unset
 */
public record Preparation(
    String entry,
    Path folder,
    Map<String, String> environment,
    InputFiles inputs,
    boolean generates) {

  /** The surroundings in which a source is prepared that makes samples afterwards. */
  public Preparation(
      String entry, Path folder, Map<String, String> environment, InputFiles inputs) {
    this(entry, folder, environment, inputs, true);
  }

  public Preparation {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(folder, "folder");
    environment = Map.copyOf(environment);
    Objects.requireNonNull(inputs, "inputs");
  }
}
