package io.seedmill.transforms.generate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.transforms.blocks.BlockRecord;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.testing.Captured;
import io.seedmill.transforms.testing.Pipelines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.KV;

/**
 * The records that {@link GenerateSamples} made of a plan.
 *
 * @param blocks the blocks with their buckets
 * @param records the records of all blocks, by entry and index
 */
record GeneratedRecords(
    List<KV<Integer, SampleBlock>> blocks, List<BlockRecord> records, PipelineResult result) {

  private static final Comparator<BlockRecord> ORDER =
      Comparator.comparing(BlockRecord::entry).thenComparing(BlockRecord::index);

  static GeneratedRecords of(GenerationPlan plan) {
    return of(plan, GenerateSamples.of(plan));
  }

  static GeneratedRecords of(GenerationPlan plan, GenerateSamples generate) {
    TestPipeline pipeline = Pipelines.create();
    Captured<KV<Integer, SampleBlock>> captured =
        Captured.of(pipeline.apply(TaskShards.of(plan)).apply("Generate", generate));
    PipelineResult result = Pipelines.run(pipeline);
    List<BlockRecord> records = new ArrayList<>();
    captured.elements().forEach(block -> records.addAll(BlockRecord.of(block.getValue())));
    records.sort(ORDER);
    return new GeneratedRecords(captured.elements(), List.copyOf(records), result);
  }

  List<BlockRecord> letters() {
    return records.stream().filter(BlockRecord::isFailure).toList();
  }

  List<BlockRecord> samples() {
    return records.stream().filter(record -> !record.isFailure()).toList();
  }

  List<Long> failedIndices() {
    return letters().stream().map(BlockRecord::index).toList();
  }

  long counter(String name) {
    return Pipelines.counter(result, GenerateSamples.class, name);
  }

  /** Every index of every entry is there once, as a sample or as a dead letter. */
  void assertEveryIndexOnce(GenerationPlan plan) {
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      int position = entry;
      List<Long> found =
          records.stream()
              .filter(record -> record.entry() == position)
              .map(BlockRecord::index)
              .toList();
      long samples = plan.entries().get(entry).samples();
      assertThat(found, is(LongStream.range(0, samples).boxed().toList()));
    }
  }
}
