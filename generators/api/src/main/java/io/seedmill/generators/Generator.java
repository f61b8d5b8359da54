package io.seedmill.generators;

import io.seedmill.generators.input.Parameters;

/**
 * Makes samples for ranges of indices.
 *
 * <p>What it writes for an index depends on nothing but its parameters, the index and the seed of
 * that index: not on the range it was asked for, on what it made before, on the clock or on the
 * machine. One instance is used by one thread at a time and may be asked for many ranges.
 *
 * <p>It is told to stop by an interrupt of its thread.
 */
public interface Generator extends AutoCloseable {

  /**
   * Accounts for every index of the task's range, in ascending order: each ends in samples or in a
   * failure handed to the sink.
   *
   * @throws Exception if the range cannot be completed; the indices that were not accounted for are
   *     then failures with this cause
   */
  void generate(GenerationTask task, SampleSink sink) throws Exception;

  /** Releases what the generator holds; called once, possibly from another thread. */
  @Override
  default void close() throws Exception {}

  /**
   * Returns a generator that makes exactly one sample for each index, tries an index that fails
   * again with the same seed, as often as the task's failure policy says, and adds the parameters
   * to every sample's metadata.
   */
  static Generator perSample(Parameters parameters, SampleGenerator generator) {
    return new PerSampleGenerator(parameters, generator);
  }
}
