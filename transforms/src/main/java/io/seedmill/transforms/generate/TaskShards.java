package io.seedmill.transforms.generate;

import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Creates the task shards of a plan: every index of every entry is in exactly one of them.
 *
 * <pre>{@code
 * PCollection<TaskShard> shards = pipeline.apply(TaskShards.of(plan));
 * }</pre>
 *
 * <p>The work is dealt out to as many pieces as the runner asks for, a shard to each in turn, so
 * that slow and fast generators are spread evenly.
 */
public final class TaskShards extends PTransform<PBegin, PCollection<TaskShard>> {

  private static final long serialVersionUID = 1L;

  private final GenerationPlan plan;

  private TaskShards(GenerationPlan plan) {
    this.plan = plan;
  }

  /** The shards of {@code plan}. */
  public static TaskShards of(GenerationPlan plan) {
    return new TaskShards(plan);
  }

  @Override
  public PCollection<TaskShard> expand(PBegin input) {
    return input.apply("Read plan", Read.from(NumberedSource.of(plan.shardTable())));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(DisplayData.item("shards", plan.shards()));
    builder.add(DisplayData.item("samples", plan.samples()));
  }
}
