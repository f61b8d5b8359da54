package io.seedmill.generators;

/**
 * Takes what a generator makes.
 *
 * <p>For each index, in ascending order, a generator calls {@link #begin} and then either {@link
 * #accept} or {@link #fail}.
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
}
