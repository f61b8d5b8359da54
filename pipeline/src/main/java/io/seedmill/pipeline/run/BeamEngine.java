package io.seedmill.pipeline.run;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;

/**
 * Runs a pipeline wherever its options say, in this program. How far it is comes from Beam's
 * metrics.
 *
 * @param samples how many samples are to be made
 */
public record BeamEngine(long samples) implements Engine {

  @Override
  public RunningJob start(Pipeline pipeline) {
    return new Job(pipeline.run(), samples);
  }

  private record Job(PipelineResult result, long samples) implements RunningJob {

    @Override
    public Advance advance() {
      SampleCounts counts = SampleCounts.of(result);
      return new Advance(
          counts.done(),
          samples,
          "samples",
          String.format(Locale.ROOT, "%,d failed", counts.failures()));
    }

    @Override
    public boolean await(java.time.Duration longest) throws IOException {
      PipelineResult.State state = result.waitUntilFinish(Duration.millis(longest.toMillis()));
      if (state == null || !state.isTerminal()) {
        return false;
      }
      if (state != PipelineResult.State.DONE) {
        throw new IOException("the pipeline ended as " + state);
      }
      return true;
    }

    @Override
    public boolean isDetached() {
      return false;
    }

    @Override
    public Optional<String> notice() {
      return Optional.empty();
    }
  }
}
