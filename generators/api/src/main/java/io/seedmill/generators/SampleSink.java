package io.seedmill.generators;

/**
 * Takes what a generator makes.
 *
 * <p>For each index, in ascending order, a generator calls {@link #begin} and then either {@link
 * #accept} once or {@link #fail}. One that may give any number of samples an index, see {@link
 * GeneratorTraits#severalSamples}, calls {@link #accept} for each of them and then {@link #end}, or
 * else {@link #fail} alone.
 */
public interface SampleSink {

  /** Says that work on an index begins, so that a watchdog can name the index that hangs. */
  default void begin(long index) {}

  /**
   * Takes a sample. The sample is read before this returns and may be reused afterwards.
   *
   * @throws InvalidSampleException if the record made of it would be too large
   */
  void accept(long index, Sample sample) throws InvalidSampleException;

  /** Takes the news that an index has no sample. */
  void fail(SampleFailure failure);

  /** Takes the news that an index, of several samples or none, has all its samples. */
  default void end(long index, Fetched fetched) {
    throw new UnsupportedOperationException("this sink takes one sample an index");
  }
}
