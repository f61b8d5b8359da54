package io.seedmill.generators;

/**
 * Receives the samples of a generator.
 *
 * <p>For each index, in ascending order, a generator calls {@link #begin} and then either {@link
 * #accept} once or {@link #fail}. One that may give any number of samples an index, see {@link
 * GeneratorTraits#severalSamples}, calls {@link #accept} for each of them and then {@link #end}, or
 * else {@link #fail} if it lacks some or all of them.
 */
public interface SampleSink {

  /** Begins an index, so that a watchdog can name an index that hangs. */
  default void begin(long index) {}

  /**
   * Receives a sample. It is read before this returns, and may be reused afterwards.
   *
   * @throws InvalidSampleException if the record made of it would be too large
   */
  void accept(long index, Sample sample) throws InvalidSampleException;

  /**
   * Receives the failure of an index, and ends it. Samples that it has already are kept, where it
   * may have several.
   */
  void fail(SampleFailure failure);

  /**
   * Receives a count of answers that took more than half of a time limit, or were cut off by it: in
   * another run, samples may fail that are there now, or be there that failed.
   */
  default void nearTimeLimit(long answers) {}

  /** Receives the failure of an index of which some answers came. */
  default void fail(SampleFailure failure, Fetched fetched) {
    fail(failure);
  }

  /** Ends an index that may have any number of samples. */
  default void end(long index, Fetched fetched) {
    throw new UnsupportedOperationException("this sink takes one sample an index");
  }
}
