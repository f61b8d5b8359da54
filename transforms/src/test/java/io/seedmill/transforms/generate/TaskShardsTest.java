package io.seedmill.transforms.generate;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.scripted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.testing.Pipelines;
import io.seedmill.transforms.testing.ScriptedParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.SourceTestUtils;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskShardsTest {

  private static final PipelineOptions OPTIONS = PipelineOptionsFactory.create();
  private static final long SHARD_BYTES = 1L << 20;

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 1000})
  void everyIndexIsInExactlyOneShard(long shardSize) {
    GenerationPlan plan = threeEntries(shardSize);
    TestPipeline pipeline = Pipelines.create();

    PAssert.that(pipeline.apply(TaskShards.of(plan)))
        .satisfies(
            shards -> {
              assertThat(indices(shards), containsInAnyOrder(allOf(plan).toArray()));
              return null;
            });

    Pipelines.run(pipeline);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 100", "7, 1", "7, 3", "7, 1000", "1000, 1", "7, 0", "1, 9223372036854"})
  void splittingLosesAndRepeatsNothing(long shardSize, long shardsPerBundle) throws Exception {
    BoundedSource<TaskShard> source = sourceOf(threeEntries(shardSize));

    List<? extends BoundedSource<TaskShard>> split =
        source.split(shardsPerBundle * SHARD_BYTES, OPTIONS);

    SourceTestUtils.assertSourcesEqualReferenceSource(source, split, OPTIONS);
    assertThat(split.size(), is(greaterThan(0)));
  }

  @Test
  void aPieceCanBeSplitAgain() throws Exception {
    BoundedSource<TaskShard> source = sourceOf(threeEntries(1));

    List<BoundedSource<TaskShard>> pieces = new ArrayList<>();
    for (BoundedSource<TaskShard> piece : source.split(10 * SHARD_BYTES, OPTIONS)) {
      pieces.addAll(piece.split(SHARD_BYTES, OPTIONS));
    }

    SourceTestUtils.assertSourcesEqualReferenceSource(source, pieces, OPTIONS);
  }

  @Test
  void slowAndFastEntriesAreSpreadOverThePieces() throws Exception {
    GenerationPlan plan =
        plan(
            scripted("slow", 100, 1, ScriptedParameters.plain()),
            scripted("fast", 100, 1, ScriptedParameters.plain()));

    for (BoundedSource<TaskShard> piece : sourceOf(plan).split(50 * SHARD_BYTES, OPTIONS)) {
      List<TaskShard> shards = SourceTestUtils.readFromSource(piece, OPTIONS);
      long slow = shards.stream().filter(shard -> shard.entry() == 0).count();
      assertThat(Math.abs(2 * slow - shards.size()), is(lessThan(3L)));
    }
  }

  @Test
  void sizesOfThePiecesAddUp() throws Exception {
    BoundedSource<TaskShard> source = sourceOf(threeEntries(7));

    long sum = 0;
    for (BoundedSource<TaskShard> piece : source.split(SHARD_BYTES, OPTIONS)) {
      sum += piece.getEstimatedSizeBytes(OPTIONS);
    }

    assertThat(sum, is(source.getEstimatedSizeBytes(OPTIONS)));
    assertThat(sum, is(threeEntries(7).shards() * SHARD_BYTES));
  }

  @Test
  void aPlanWithoutSamplesHasNoShards() throws Exception {
    BoundedSource<TaskShard> source =
        sourceOf(plan(scripted("none", 0, 5, ScriptedParameters.plain())));

    assertThat(SourceTestUtils.readFromSource(source, OPTIONS), is(empty()));
    assertThat(source.split(SHARD_BYTES, OPTIONS), hasSize(1));
    try (BoundedSource.BoundedReader<TaskShard> reader = source.createReader(OPTIONS)) {
      assertThat(reader.start(), is(false));
      assertThrows(NoSuchElementException.class, reader::getCurrent);
    }
  }

  @Test
  void theLastShardOfAHugeEntryEndsWithIt() throws Exception {
    long samples = Long.MAX_VALUE;
    long shardSize = Long.MAX_VALUE / 2;
    BoundedSource<TaskShard> source =
        sourceOf(plan(scripted("huge", samples, shardSize, ScriptedParameters.plain())));

    List<TaskShard> shards = SourceTestUtils.readFromSource(source, OPTIONS);

    assertThat(
        shards,
        is(
            List.of(
                new TaskShard(0, new IndexRange(0, shardSize)),
                new TaskShard(0, new IndexRange(shardSize, 2 * shardSize)),
                new TaskShard(0, new IndexRange(2 * shardSize, samples)))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "0, 0, 1",
    "3, 7, 1000",
    "2147483647, 9223372036854775806, 9223372036854775807"
  })
  void aShardComesOutOfItsCoderAsItWentIn(int entry, long first, long end) throws Exception {
    TaskShard shard = new TaskShard(entry, new IndexRange(first, end));

    CoderProperties.coderDecodeEncodeEqual(TaskShard.ShardCoder.INSTANCE, shard);
    CoderProperties.coderSerializable(TaskShard.ShardCoder.INSTANCE);
  }

  private static GenerationPlan threeEntries(long shardSize) {
    ScriptedParameters plain = ScriptedParameters.plain();
    return plan(
        scripted("first", 50, shardSize, plain),
        scripted("none", 0, shardSize, plain),
        scripted("last", 29, shardSize, plain));
  }

  private static List<String> allOf(GenerationPlan plan) {
    List<String> indices = new ArrayList<>();
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      for (long index = 0; index < plan.entries().get(entry).samples(); index++) {
        indices.add(entry + "/" + index);
      }
    }
    return indices;
  }

  private static List<String> indices(Iterable<TaskShard> shards) {
    List<String> indices = new ArrayList<>();
    for (TaskShard shard : shards) {
      for (long index = shard.range().first(); index < shard.range().end(); index++) {
        indices.add(shard.entry() + "/" + index);
      }
    }
    return indices;
  }

  /** The source that the transform reads from, as a runner finds it. */
  @SuppressWarnings("unchecked")
  private static BoundedSource<TaskShard> sourceOf(GenerationPlan plan) {
    TestPipeline pipeline = Pipelines.create();
    pipeline.apply(TaskShards.of(plan));
    List<BoundedSource<TaskShard>> found = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            if (node.getTransform() instanceof Read.Bounded<?> read) {
              found.add((BoundedSource<TaskShard>) read.getSource());
            }
            return CompositeBehavior.ENTER_TRANSFORM;
          }
        });
    assertThat(found, hasSize(1));
    return found.get(0);
  }
}
