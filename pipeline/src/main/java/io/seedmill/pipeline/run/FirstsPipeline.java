package io.seedmill.pipeline.run;

import io.seedmill.pipeline.dataset.DatasetSpec.Against;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.blocks.KnownKeys;
import io.seedmill.transforms.dedupe.FindFirsts;
import io.seedmill.transforms.evaluation.Contamination;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
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
 * @param against the evaluation texts that samples must not repeat; null for none
 */
public record FirstsPipeline(
    Plan plan,
    List<KnownKeys> known,
    Source source,
    RunFiles files,
    FindFirsts.Place place,
    Against against)
    implements Graph {

  @Override
  public void prepare(OpenStorages storages) throws IOException {
    if (against != null) {
      against.texts().write(storages.at(place.root()), texts().path());
    }
  }

  private Contamination texts() {
    return new Contamination(
        place.root(), place.layout().temporary(place.list() + "-evaluation-texts"));
  }

  @Override
  public PCollection<String> build(Pipeline pipeline) {
    FindFirsts firsts = FindFirsts.of(plan.generation(), plan.buckets(), known, place);
    return SampleSteps.build(pipeline, plan, files, source)
        .blocks()
        .apply("Firsts", against == null ? firsts : firsts.without(texts()));
  }

  @Override
  public Outcome outcome(Storage output) {
    return new Outcome.FirstsFound();
  }

  @Override
  public long tasks(GenerationPlan made) {
    return source.tasks(made);
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
