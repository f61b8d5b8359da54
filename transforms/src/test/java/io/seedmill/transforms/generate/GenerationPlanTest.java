package io.seedmill.transforms.generate;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.planWithKey;
import static io.seedmill.transforms.testing.Plans.scripted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.testing.ScriptedParameters;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationPlanTest {

  private static final ScriptedParameters PLAIN = ScriptedParameters.plain();

  @ParameterizedTest
  @CsvSource({
    "0, 5, 0",
    "1, 5, 1",
    "5, 5, 1",
    "6, 5, 2",
    "9223372036854775807, 1, 9223372036854775807",
    "9223372036854775807, 9223372036854775807, 1"
  })
  void shardsAreCountedWithTheLastOneThatIsNotFull(long samples, long shardSize, long shards) {
    assertThat(scripted("any", samples, shardSize, PLAIN).shards(), is(shards));
  }

  @Test
  void twoEntriesOfOneNameAreRefused() {
    Exception thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> plan(scripted("same", 1, 1, PLAIN), scripted("same", 2, 2, PLAIN)));

    assertThat(thrown.getMessage(), containsString("same name, seed and parameters"));
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "1, 0", "1, -5"})
  void sizesThatMakeNoSenseAreRefused(long samples, long shardSize) {
    assertThrows(IllegalArgumentException.class, () -> scripted("any", samples, shardSize, PLAIN));
  }

  @Test
  void theOrderOfKeyFieldsDoesNotMatter() {
    assertThat(
        planWithKey(List.of("b", "a"), scripted("any", 1, 1, PLAIN)),
        is(planWithKey(List.of("a", "b"), scripted("any", 1, 1, PLAIN))));
  }

  @Test
  void aPlanTravels() {
    GenerationPlan plan = planWithKey(List.of("a"), scripted("any", 7, 2, PLAIN.distinct(3)));

    assertThat(SerializableUtils.clone(plan), is(plan));
    assertThat(plan.samples(), is(7L));
    assertThat(plan.shards(), is(4L));
  }

  @Test
  void aTaskIsFoundByItsNumber() {
    GenerationPlan plan =
        plan(
            scripted("first", 7, 3, PLAIN),
            scripted("none", 0, 1, PLAIN),
            scripted("second", 100, 10, PLAIN)
                .withRanges(List.of(new IndexRange(5, 6), new IndexRange(20, 45))));

    List<String> found = new ArrayList<>();
    ShardTable table = plan.shardTable();
    for (long number = 0; number < table.size(); number++) {
      TaskShard shard = table.shard(number);
      found.add(shard.entry() + ":" + shard.range().first() + "-" + shard.range().end());
    }

    assertThat(
        found, is(List.of("0:0-3", "0:3-6", "0:6-7", "2:5-6", "2:20-30", "2:30-40", "2:40-45")));
    assertThat(plan.shards(), is(table.size()));
    assertThrows(IndexOutOfBoundsException.class, () -> table.shard(7));
    assertThrows(IndexOutOfBoundsException.class, () -> table.shard(-1));
  }

  @Test
  void aPlanOfSomeTasksHasTheirIndicesAlone() {
    GenerationPlan plan = plan(scripted("first", 10, 3, PLAIN), scripted("second", 4, 2, PLAIN));
    ShardTable table = plan.shardTable();

    GenerationPlan restricted =
        plan.restrictedTo(List.of(table.shard(1), table.shard(0), table.shard(3), table.shard(5)));

    assertThat(
        restricted.entries().get(0).ranges(),
        is(List.of(new IndexRange(0, 6), new IndexRange(9, 10))));
    assertThat(restricted.entries().get(1).ranges(), is(List.of(new IndexRange(2, 4))));
    assertThat(restricted.shards(), is(4L));
  }
}
