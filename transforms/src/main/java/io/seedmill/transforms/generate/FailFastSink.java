package io.seedmill.transforms.generate;

import io.seedmill.generators.Fetched;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSink;

/** Ends the run at the first failure, even if a generator swallows what its sink throws. */
final class FailFastSink implements SampleSink {

  private final SampleSink sink;
  private final String entry;
  private FailedFastException failed;

  /** A sample failed, and the failure policy wants the run to end. */
  static final class FailedFastException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FailedFastException(String entry, SampleFailure failure) {
      super(
          "sample %d of '%s' failed, and failFast is on: %s: %s"
              .formatted(failure.index(), entry, failure.error(), failure.message()));
    }
  }

  FailFastSink(SampleSink sink, String entry) {
    this.sink = sink;
    this.entry = entry;
  }

  /** Throws what ended the run, if anything did. */
  void requireNone() {
    if (failed != null) {
      throw failed;
    }
  }

  @Override
  public void begin(long index) {
    sink.begin(index);
  }

  @Override
  public void accept(long index, Sample sample) throws InvalidSampleException {
    requireNone();
    sink.accept(index, sample);
  }

  @Override
  public void nearTimeLimit(long answers) {
    sink.nearTimeLimit(answers);
  }

  @Override
  public void end(long index, Fetched fetched) {
    requireNone();
    sink.end(index, fetched);
  }

  @Override
  public void fail(SampleFailure failure) {
    failed = new FailedFastException(entry, failure);
    throw failed;
  }
}
