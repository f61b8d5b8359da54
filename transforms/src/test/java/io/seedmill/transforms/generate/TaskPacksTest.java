package io.seedmill.transforms.generate;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.scripted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.testing.Pipelines;
import io.seedmill.transforms.testing.ScriptedParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskPacksTest {

  @ParameterizedTest
  @CsvSource({"0, 3, 25", "1, 3, 25", "127, 3, 25", "128, 3, 25", "6400, 3, 25", "700, 50, 7"})
  void everyShardIsInOnePackInTheOrderOfThePlan(int cells, long samples, long shardSize) {
    GenerationPlan plan = cells(cells, samples, shardSize);

    assertThat(packs(plan).stream().flatMap(List::stream).toList(), is(shards(plan)));
  }

  @ParameterizedTest
  @CsvSource({"127, 3, 127", "128, 3, 64", "6400, 3, 64", "6400, 24, 157", "128000, 3, 385"})
  void smallCellsArePackedWhereThereAreMany(int cells, long samples, int packs) {
    GenerationPlan plan = cells(cells, samples, 25);

    assertThat(plan.packs(), is((long) packs));
    for (List<TaskShard> pack : packs(plan)) {
      assertThat(
          pack.stream().mapToLong(shard -> shard.range().size()).sum(),
          is(lessThanOrEqualTo(1000L)));
    }
  }

  @Test
  void whatIsAsLargeAsAShardIsAPackOfItsOwn() {
    List<GenerationPlan.Entry> entries = new ArrayList<>(cells(200, 3, 3).entries());
    entries.add(scripted("large", 1000, 10, ScriptedParameters.plain()));

    GenerationPlan plan = plan(entries.toArray(GenerationPlan.Entry[]::new));

    assertThat(plan.packs(), is(plan.shards()));
  }

  @Test
  void sourcesFromOutsideAreNotPacked() {
    GenerationPlan plan = cells(1000, 3, 25);
    GenerationPlan.Entry.Outside outside =
        new GenerationPlan.Entry.Outside("program", "{}", "{}", "{}", "", false, true, false);
    GenerationPlan programs =
        plan.withEntries(plan.entries().stream().map(entry -> entry.withOutside(outside)).toList());

    assertThat(programs.packs(), is(1000L));
  }

  @Test
  void aLargeEntryEndsAPack() {
    List<GenerationPlan.Entry> entries = new ArrayList<>(cells(640, 3, 25).entries());
    entries.add(5, scripted("large", 100, 50, ScriptedParameters.plain()));

    List<List<TaskShard>> packs = packs(plan(entries.toArray(GenerationPlan.Entry[]::new)));

    assertThat(packs.get(0), hasSize(5));
    assertThat(packs.get(1), is(List.of(new TaskShard(5, new IndexRange(0, 50)))));
    assertThat(packs.get(2), is(List.of(new TaskShard(5, new IndexRange(50, 100)))));
    assertThat(packs.get(3), hasSize(10));
  }

  @Test
  void aPackHasANumber() throws Exception {
    PackTable table = PackTable.of(cells(640, 3, 25));

    assertThrows(IndexOutOfBoundsException.class, () -> table.get(64));
    assertThrows(IndexOutOfBoundsException.class, () -> table.get(-1));
    CoderProperties.coderDecodeEncodeEqual(table.coder(), table.get(63));
  }

  @Test
  void aPipelineGetsAllOfThem() {
    GenerationPlan plan = cells(640, 3, 25);
    TestPipeline pipeline = Pipelines.create();

    PAssert.that(pipeline.apply(TaskPacks.of(plan)))
        .satisfies(
            packs -> {
              assertThat(StreamSupport.stream(packs.spliterator(), false).toList(), hasSize(64));
              return null;
            });

    Pipelines.run(pipeline);
  }

  private static GenerationPlan cells(int cells, long samples, long shardSize) {
    List<GenerationPlan.Entry> entries = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      entries.add(scripted("cell" + cell, samples, shardSize, ScriptedParameters.plain()));
    }
    return plan(entries.toArray(GenerationPlan.Entry[]::new));
  }

  private static List<TaskShard> shards(GenerationPlan plan) {
    ShardTable table = plan.shardTable();
    return LongStream.range(0, table.size()).mapToObj(table::shard).toList();
  }

  private static List<List<TaskShard>> packs(GenerationPlan plan) {
    PackTable table = PackTable.of(plan);
    return LongStream.range(0, table.size()).mapToObj(table::get).toList();
  }
}
