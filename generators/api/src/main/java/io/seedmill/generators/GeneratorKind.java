package io.seedmill.generators;

import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * A generator as a dataset spec can ask for it: by name, with parameters.
 *
 * <p>A {@link GeneratorFactory} computes its samples from the seed alone. A {@link SourceFactory}
 * takes them from a program, an API or files.
 */
public sealed interface GeneratorKind permits GeneratorFactory, SourceFactory {

  /** Returns the unique name that a dataset spec uses: lower-case letters, digits and dashes. */
  String name();

  /**
   * Returns the version, at least 1. It is raised whenever the same parameters and seed give other
   * bytes than before.
   */
  int version();

  /** Returns one line for the catalogue: what a sample asks and what its answer is. */
  String summary();

  /** Declares what a user can choose, with defaults and ranges. */
  ParameterSchema parameters();

  /** Returns what the rest of the system must know about the samples. */
  GeneratorTraits traits();

  /**
   * Returns the names of the fields that samples have besides {@code metadata}; empty where that is
   * not known before they are made. A dataset that compares samples by another field is refused.
   *
   * @param parameters values that {@link #parameters()} has accepted
   * @param prepared what {@link SourceFactory#prepare} found
   */
  default Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
    return Optional.empty();
  }

  /**
   * Opens a generator for one worker.
   *
   * @param parameters values that {@link #parameters()} has accepted
   * @param prepared what {@link SourceFactory#prepare} found; {@link Prepared#nothing} where there
   *     was nothing to prepare
   * @param context what the worker offers
   */
  Generator open(Parameters parameters, Prepared prepared, GeneratorContext context)
      throws IOException;
}
