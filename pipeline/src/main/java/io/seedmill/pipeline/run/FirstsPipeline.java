package io.seedmill.pipeline.run;

import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.blocks.KnownKeys;
import io.seedmill.transforms.dedupe.FindFirsts;
import io.seedmill.transforms.storage.CheckStorage;
import io.seedmill.transforms.storage.Storage;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/**
 * The graph that finds out where each entry has each key first. It publishes nothing.
 *
 * @param plan what is generated
 * @param known the keys of what earlier runs published
 * @param source where the samples come from
 * @param files where the run's files lie
 * @param place where its result goes
 */
public record FirstsPipeline(
    Plan plan, List<KnownKeys> known, Source source, RunFiles files, FindFirsts.Place place)
    implements Graph {

  @Override
  public PCollection<String> build(Pipeline pipeline) {
    PCollection<String> checked =
        pipeline.apply("Check storage", CheckStorage.of(files.output(), files.layout()));
    return SampleSteps.build(pipeline, plan, files, source, checked)
        .blocks()
        .apply("Firsts", FindFirsts.of(plan.generation(), plan.buckets(), known, place));
  }

  @Override
  public Outcome outcome(Storage output) {
    return new Outcome.FirstsFound();
  }

  @Override
  public boolean goesOn() {
    return source instanceof Source.Checkpoints;
  }

  @Override
  public List<String> results() {
    return List.of();
  }
}
