package io.seedmill.generators;

import io.seedmill.generators.input.Parameters;
import java.io.IOException;
import java.util.Set;

/**
 * A kind of generator whose samples come from outside: a program, an API, files.
 *
 * <p>A spec asks for it by a key of the factory's name in place of {@code generator}; the
 * parameters' names are the keys beside it.
 */
public interface OutsideFactory extends GeneratorFactory {

  /**
   * The parameters on which no sample depends, such as a time limit: they may change and samples
   * made before are still good.
   */
  Set<String> settings();

  /** Whether an index may have any number of samples, so that each index is ended by a call. */
  boolean givesSeveralSamples();

  /** Whether the same index has the same samples at any time. */
  boolean isReproducible();

  /** Whether samples are dear enough that a run keeps what it has finished. */
  boolean isDear();

  /** Whether it knows how many indices there are, so that a spec need not say. */
  boolean countsItself();

  /**
   * Looks at what the parameters name, once, before any work: finds files and programs, counts,
   * takes digests.
   *
   * @throws UnusableException if it cannot be used as it stands
   * @throws IOException if something cannot be read
   */
  Prepared prepare(Parameters parameters, Preparation at)
      throws UnusableException, IOException, InterruptedException;

  /**
   * Makes a generator for one worker.
   *
   * @param parameters values that {@link #parameters()} has accepted
   * @param prepared what was found before the run
   */
  Generator create(Parameters parameters, Prepared prepared, GeneratorContext context)
      throws IOException;

  @Override
  default Generator create(Parameters parameters) {
    throw new UnsupportedOperationException(name() + " needs a context");
  }
}
