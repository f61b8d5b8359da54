package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.run.DatasetPipeline;
import io.seedmill.pipeline.run.Source;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.publish.Estimate;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.RunDescription;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A dataset with its plan.
 *
 * @param spec the dataset
 * @param plan the plan, for the indices after those of the baseline
 * @param baseline the runs that it continues
 * @param described the spec for the manifest
 * @param earlier the newest published run of the same plan; empty for none, or where it does not
 *     matter
 * @param isOncePerPlan nothing is published if a run of the plan has the same data
 * @param estimate the figures that are expected of the run; null for none
 */
record PlannedDataset(
    DatasetSpec spec,
    Plan plan,
    Baseline baseline,
    ObjectNode described,
    Optional<Manifest> earlier,
    boolean isOncePerPlan,
    Estimate estimate) {

  /** A dataset of which nothing is expected. */
  PlannedDataset(
      DatasetSpec spec,
      Plan plan,
      Baseline baseline,
      ObjectNode described,
      Optional<Manifest> earlier,
      boolean isOncePerPlan) {
    this(spec, plan, baseline, described, earlier, isOncePerPlan, null);
  }

  /** Returns the same with what is expected of the run; null for nothing. */
  PlannedDataset withEstimate(Estimate newEstimate) {
    return new PlannedDataset(spec, plan, baseline, described, earlier, isOncePerPlan, newEstimate);
  }

  /**
   * Makes the graph that publishes the dataset.
   *
   * @param source where its samples come from
   * @param made what is generated now
   * @param reused see {@link Work#reused}
   */
  Work published(DatasetJob job, Source source, GenerationPlan made, OptionalLong reused)
      throws IOException {
    RunDescription run =
        DatasetPipeline.describe(spec, plan.digest(), baseline, job.options(), job.begin())
            .withSpec(CanonicalJson.write(described))
            .withOncePerPlan(isOncePerPlan)
            .withEstimate(estimate);
    return new Work(
        job,
        spec.name(),
        new DatasetPipeline(
            job.forWorkers(plan),
            baseline.keys(),
            baseline.samples(),
            source,
            job.files(),
            run,
            spec.files(plan.generation().names()),
            spec.against()),
        made,
        reused);
  }
}
