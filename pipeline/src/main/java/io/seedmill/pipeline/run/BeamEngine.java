package io.seedmill.pipeline.run;

import io.seedmill.generators.input.Counted;
import io.seedmill.transforms.generate.GenerationPlan;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;

/**
 * Runs a pipeline wherever its options say, in this program. How far it is comes from Beam's
 * metrics.
 *
 * @param indices how many indices there are to do
 * @param unit what an index is: a sample, or a query that may have any number of them
 */
public record BeamEngine(long indices, String unit, Function<Pipeline, PipelineResult> runner)
    implements Engine {

  private static final String SAMPLES = "samples";

  /** Runs what {@code plan} says. */
  public static BeamEngine of(GenerationPlan plan) {
    return of(plan, Pipeline::run);
  }

  /** Runs what {@code plan} says by a runner. */
  public static BeamEngine of(GenerationPlan plan, Function<Pipeline, PipelineResult> runner) {
    return new BeamEngine(plan.samples(), unit(plan), runner);
  }

  /** Says what is counted; a batch has nothing of many entries. */
  static String unit(GenerationPlan plan) {
    Set<Boolean> several =
        plan.entries().stream()
            .filter(entry -> entry.samples() > 0)
            .map(GenerationPlan.Entry::givesSeveralSamples)
            .collect(Collectors.toSet());
    if (!several.contains(true)) {
      return SAMPLES;
    }
    return several.contains(false) ? "samples and queries" : "queries";
  }

  @Override
  public RunningJob start(Pipeline pipeline) {
    return new Job(runner.apply(pipeline), indices, unit);
  }

  private record Job(PipelineResult result, long indices, String unit) implements RunningJob {

    @Override
    public Advance advance() {
      SampleCounts counts = SampleCounts.of(result);
      String failed = String.format(Locale.ROOT, "%,d failed", counts.failures());
      return Advance.ofRun(
          counts.indices(),
          indices,
          unit,
          unit.equals(SAMPLES) ? failed : Counted.of(counts.samples(), "sample") + ", " + failed);
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
