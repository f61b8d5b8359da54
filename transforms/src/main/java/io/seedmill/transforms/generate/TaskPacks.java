package io.seedmill.transforms.generate;

import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Creates the task shards of a plan, as {@link TaskShards} does, in packs: the shards of small
 * cells are together where each would cost more to keep than to make. A pack is at most 1,000
 * indices, or a single shard.
 *
 * <pre>{@code
 * PCollection<List<TaskShard>> packs = pipeline.apply(TaskPacks.of(plan));
 * }</pre>
 */
public final class TaskPacks extends PTransform<PBegin, PCollection<List<TaskShard>>> {

  private static final long serialVersionUID = 1L;

  private final GenerationPlan plan;

  private TaskPacks(GenerationPlan plan) {
    this.plan = plan;
  }

  /** The packs of {@code plan}. */
  public static TaskPacks of(GenerationPlan plan) {
    return new TaskPacks(plan);
  }

  @Override
  public PCollection<List<TaskShard>> expand(PBegin input) {
    return input.apply("Read plan", Read.from(NumberedSource.of(PackTable.of(plan))));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(DisplayData.item("packs", plan.packs()));
    builder.add(DisplayData.item("shards", plan.shards()));
    builder.add(DisplayData.item("samples", plan.samples()));
  }
}
