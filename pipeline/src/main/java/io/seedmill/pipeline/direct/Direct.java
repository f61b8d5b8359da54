package io.seedmill.pipeline.direct;

import com.google.auto.service.AutoService;
import io.seedmill.pipeline.run.BeamEngine;
import io.seedmill.pipeline.run.Engine;
import io.seedmill.pipeline.runner.Runner;
import io.seedmill.pipeline.runner.UnusableOptionException;
import io.seedmill.transforms.generate.GenerationPlan;
import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** The DirectRunner. */
@AutoService(Runner.class)
public final class Direct implements Runner {

  @Override
  public String name() {
    return "DirectRunner";
  }

  /**
   * The DirectRunner checks every element by default, which is for tests; it blocks, so that no
   * progress can be shown; and it uses three threads even on a machine with two cores.
   */
  @Override
  public List<String> suitableOptions() {
    return List.of(
        "--enforceImmutability=false",
        "--enforceEncodability=false",
        "--blockOnRun=false",
        "--targetParallelism=" + Runtime.getRuntime().availableProcessors());
  }

  @Override
  public void check(PipelineOptions options) throws UnusableOptionException {
    if (workers(options) < 1) {
      throw new UnusableOptionException(
          "--targetParallelism: found %d; allowed: a whole number of at least 1"
              .formatted(workers(options)));
    }
  }

  @Override
  public boolean keepsElementsInHeap() {
    return true;
  }

  @Override
  public int workers(PipelineOptions options) {
    return options.as(DirectOptions.class).getTargetParallelism();
  }

  @Override
  public Engine engine(PipelineOptions options, GenerationPlan plan, long tasks) {
    DirectRunner runner = DirectRunner.fromOptions(options);
    PausingClock.install(runner);
    return BeamEngine.of(plan, runner::run);
  }
}
