package io.seedmill.generators;

import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;

/**
 * An entry of the catalogue: what a generator is called, what it can be told, and how it is made.
 *
 * <p>Implementations are public, have a public constructor without arguments and are found by
 * {@link java.util.ServiceLoader}; {@code @AutoService(GeneratorFactory.class)} writes the service
 * file.
 */
public interface GeneratorFactory {

  /** The name that a dataset spec uses: lower-case letters, digits and dashes; unique. */
  String name();

  /** Raised whenever the same parameters and seed give other bytes than before; at least 1. */
  int version();

  /** One line for the catalogue: what a sample asks and what its answer is. */
  String summary();

  /** What a user can choose, with defaults and ranges. */
  ParameterSchema parameters();

  /**
   * Makes a generator for one worker.
   *
   * @param parameters values that {@link #parameters()} has accepted
   */
  Generator create(Parameters parameters);
}
