package io.seedmill.generators;

import io.seedmill.generators.input.Parameters;
import java.io.IOException;
import java.util.Optional;

/**
 * An entry of the catalogue: a generator that computes each sample from its parameters, the index
 * and the randomness it is handed.
 *
 * <p>Implementations are public, have a public constructor without arguments and are found by
 * {@link java.util.ServiceLoader}; {@code @AutoService(GeneratorFactory.class)} writes the service
 * file.
 */
public non-sealed interface GeneratorFactory extends GeneratorKind {

  /**
   * Creates a generator for one worker.
   *
   * @param parameters values that {@link #parameters()} has accepted
   */
  Generator create(Parameters parameters);

  /** Returns a new scorer of answers to its samples; empty if it has no rule for them. */
  default Optional<Scorer> scorer() {
    return Optional.empty();
  }

  @Override
  default GeneratorTraits traits() {
    return GeneratorTraits.COMPUTED;
  }

  @Override
  default Generator open(Parameters parameters, Prepared prepared, GeneratorContext context)
      throws IOException {
    return create(parameters);
  }
}
