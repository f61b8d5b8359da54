package io.seedmill.pipeline.run;

import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.CheckStorage;
import io.seedmill.transforms.DeduplicateSamples;
import io.seedmill.transforms.GenerateSamples;
import io.seedmill.transforms.PublishDataset;
import io.seedmill.transforms.RunDescription;
import io.seedmill.transforms.TaskShards;
import io.seedmill.transforms.WriteJsonl;
import io.seedmill.transforms.blocks.KnownKeys;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/**
 * The graph: from a plan to a published dataset.
 *
 * @param plan what is generated
 * @param known the keys of what earlier runs published
 * @param files where the run's files lie
 * @param run what the manifest says besides
 * @param parts how many files the dataset has
 */
public record DatasetPipeline(
    Plan plan, List<KnownKeys> known, RunFiles files, RunDescription run, int parts) {

  /** Adds the graph to {@code pipeline}; its result is the manifest, as JSON. */
  public PCollection<String> build(Pipeline pipeline) {
    String output = files.output();
    PCollection<String> checked =
        pipeline.apply("Check storage", CheckStorage.of(output, files.layout()));
    return pipeline
        .apply("Create task shards", TaskShards.of(plan.generation()))
        .apply(
            "Generate",
            GenerateSamples.of(plan.generation())
                .after(checked)
                .withBuckets(plan.buckets())
                .withSpillTo(files.spill(), files.layout()))
        .apply(
            "Deduplicate",
            DeduplicateSamples.of(plan.generation(), plan.buckets()).withKnown(known))
        .apply("Write", WriteJsonl.to(output, files.layout()).withParts(parts))
        .apply(
            "Publish",
            PublishDataset.to(output, files.layout(), plan.generation(), run, plan.buckets(), parts)
                .withSpillIn(files.spill()));
  }
}
