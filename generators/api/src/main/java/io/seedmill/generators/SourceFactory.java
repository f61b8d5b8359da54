package io.seedmill.generators;

import io.seedmill.generators.input.Parameters;
import java.io.IOException;

/**
 * A kind of source: a program, an API or files that samples are taken from.
 *
 * <p>A spec asks for it by a key of the factory's name in place of {@code generator}; the
 * parameters' names are the keys beside it. Implementations are found by {@link
 * java.util.ServiceLoader}, as {@code @AutoService(SourceFactory.class)} arranges.
 */
public non-sealed interface SourceFactory extends GeneratorKind {

  /**
   * Inspects what the parameters name, once, before any work: finds files and programs, counts,
   * takes digests.
   *
   * @throws UnusableException if it cannot be used as it is
   * @throws IOException if something cannot be read
   */
  Prepared prepare(Parameters parameters, Preparation at)
      throws UnusableException, IOException, InterruptedException;
}
