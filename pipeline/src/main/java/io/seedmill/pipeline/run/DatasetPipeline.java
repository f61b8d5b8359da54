package io.seedmill.pipeline.run;

import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.DeduplicateSamples;
import io.seedmill.transforms.GenerateSamples;
import io.seedmill.transforms.PublishDataset;
import io.seedmill.transforms.RunDescription;
import io.seedmill.transforms.TaskShards;
import io.seedmill.transforms.WriteJsonl;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/**
 * The graph: from a plan to a published dataset.
 *
 * @param plan what is generated
 * @param output the root of the storage
 * @param layout the names of the run's files
 * @param run what the manifest says besides
 * @param parts how many files the dataset has
 */
public record DatasetPipeline(
    Plan plan, String output, DatasetLayout layout, RunDescription run, int parts) {

  /** Adds the graph to {@code pipeline}; its result is the manifest, as JSON. */
  public PCollection<String> build(Pipeline pipeline) {
    GenerateSamples generate = GenerateSamples.of(plan.generation()).withBuckets(plan.buckets());
    if (Storage.of(output).isFolder()) {
      generate = generate.withSpillTo(output, layout);
    }
    return pipeline
        .apply("Create task shards", TaskShards.of(plan.generation()))
        .apply("Generate", generate)
        .apply("Deduplicate", DeduplicateSamples.of(plan.generation(), plan.buckets()))
        .apply("Write", WriteJsonl.to(output, layout).withParts(parts))
        .apply(
            "Publish",
            PublishDataset.to(output, layout, plan.generation(), run, plan.buckets(), parts));
  }
}
