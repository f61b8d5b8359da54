package io.seedmill.generators;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Makes the one sample of an index: what a generator normally implements.
 *
 * <p>It must be a pure function of its parameters, the index and the randomness it is handed: no
 * clock, no static state, no default locale or charset, floating point by {@link StrictMath}.
 */
@FunctionalInterface
public interface SampleGenerator {

  /**
   * Writes the fields of one sample, in ascending order of their names, and its difficulty.
   *
   * @param index the sample's number in its entry, from 0
   * @param random randomness that belongs to this index alone
   * @param sample an empty sample
   * @throws Exception if the sample cannot be made; it is tried again, then it is a dead letter
   */
  void generate(long index, UniformRandomProvider random, Sample sample) throws Exception;
}
