package io.seedmill.transforms;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.planWithKey;
import static io.seedmill.transforms.testing.Plans.scripted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.transforms.testing.ScriptedParameters;
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

    assertThat(thrown.getMessage(), containsString("same name"));
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
}
