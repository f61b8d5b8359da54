package io.seedmill.pipeline.run;

import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.dedupe.DeduplicateSamples;
import io.seedmill.transforms.dedupe.KnownKeys;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.PublishDataset;
import io.seedmill.transforms.publish.RunDescription;
import io.seedmill.transforms.storage.CheckStorage;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.write.WriteJsonl;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.PCollection;

/**
 * The graph: from a plan to a published dataset.
 *
 * @param plan what is generated
 * @param source where the samples come from
 * @param known the keys of what earlier runs published
 * @param files where the run's files lie
 * @param run what the manifest says besides
 * @param parts how many files the dataset has
 */
public record DatasetPipeline(
    Plan plan, List<KnownKeys> known, Source source, RunFiles files, RunDescription run, int parts)
    implements Graph {

  /**
   * Describes a run for its manifest.
   *
   * @param planDigest the fingerprint of the plan, the baseline's part in it included
   * @param baseline the runs that it continues
   * @param options the options that the run is started with
   */
  public static RunDescription describe(
      DatasetSpec spec, String planDigest, Baseline baseline, PipelineOptions options) {
    return new RunDescription(
        spec.name(),
        planDigest,
        options.getRunner().getSimpleName(),
        CanonicalJson.write(spec.toJson()),
        spec.filters().isEmpty() ? null : CanonicalJson.write(spec.filters()),
        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
        spec.maxFailureRate(),
        baseline.reports());
  }

  /** Adds the graph to {@code pipeline}; its result is the manifest, as JSON. */
  @Override
  public PCollection<String> build(Pipeline pipeline) {
    String output = files.output();
    PCollection<String> checked =
        pipeline.apply("Check storage", CheckStorage.of(output, files.layout()));
    SampleSteps samples = SampleSteps.build(pipeline, plan, files, source, checked);
    return samples
        .blocks()
        .apply(
            "Deduplicate",
            DeduplicateSamples.of(plan.generation(), plan.buckets()).withKnown(known))
        .apply("Write", WriteJsonl.to(output, files.layout()).withParts(parts))
        .apply(
            "Publish",
            PublishDataset.to(output, files.layout(), plan.generation(), run, plan.buckets(), parts)
                .withSpillIn(files.spill())
                .withMissing(samples.missing()));
  }

  @Override
  public Outcome outcome(Storage output) throws IOException {
    return new Outcome.Published(Manifest.parse(output.read(files.layout().manifest())));
  }

  @Override
  public List<String> results() {
    List<String> paths = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      paths.add(files.layout().part(part, parts));
    }
    paths.add(files.layout().failures());
    paths.add(files.layout().keys());
    return paths;
  }
}
