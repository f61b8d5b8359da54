package io.seedmill.transforms.generate;

import io.seedmill.generators.Fetched;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSink;

/**
 * Ends a shard before its next sample once {@link StopRequest} is made. A failure after that may
 * come from the end of the program, so it is none of the sample.
 */
final class StopSink implements SampleSink {

  private final SampleSink sink;
  private boolean isStopped;

  private static final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppedException() {
      super("the program ends");
    }
  }

  StopSink(SampleSink sink) {
    this.sink = sink;
  }

  /** Returns true if the shard was ended early. */
  boolean isStopped() {
    return isStopped;
  }

  private void stopIfRequested() {
    if (StopRequest.isMade()) {
      isStopped = true;
      throw new StoppedException();
    }
  }

  @Override
  public void begin(long index) {
    stopIfRequested();
    sink.begin(index);
  }

  @Override
  public void accept(long index, Sample sample) throws InvalidSampleException {
    sink.accept(index, sample);
  }

  @Override
  public void nearTimeLimit(long answers) {
    sink.nearTimeLimit(answers);
  }

  @Override
  public void end(long index, Fetched fetched) {
    sink.end(index, fetched);
  }

  @Override
  public void fail(SampleFailure failure) {
    stopIfRequested();
    sink.fail(failure);
  }

  @Override
  public void fail(SampleFailure failure, Fetched answers) {
    stopIfRequested();
    sink.fail(failure, answers);
  }
}
