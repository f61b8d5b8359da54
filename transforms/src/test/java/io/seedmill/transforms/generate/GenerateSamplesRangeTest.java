package io.seedmill.transforms.generate;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.ranges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.transforms.testing.Lines;
import io.seedmill.transforms.testing.RangeGenerator.Act;
import io.seedmill.transforms.testing.ScriptedParameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generators that work on whole ranges, and break off or lose count in the middle of one. */
class GenerateSamplesRangeTest {

  @Test
  void aRangeThatEndsWithAnExceptionLosesOnlyItsRest() {
    GenerationPlan plan = planWith(Act.THROW);

    GeneratedRecords made = GeneratedRecords.of(plan);

    assertThat(made.failedIndices(), is(List.of(13L, 14L, 15L, 16L, 17L, 18L, 19L)));
    made.assertEveryIndexOnce(plan);
    ObjectNode letter = Lines.parse(made.letters().get(6).line());
    assertThat(letter.get("error").textValue(), is("generator-error"));
    assertThat(
        letter.get("message").textValue(), is("IOException: scripted end of the range at 13"));
    assertThat(letter.get("attempts").intValue(), is(1));
  }

  @Test
  void anErrorOfTheGeneratorHarmsNoOtherRange() {
    GenerationPlan plan = planWith(Act.ASSERT);

    GeneratedRecords made = GeneratedRecords.of(plan);

    assertThat(made.failedIndices(), is(List.of(13L, 14L, 15L, 16L, 17L, 18L, 19L)));
    made.assertEveryIndexOnce(plan);
    ObjectNode letter = Lines.parse(made.letters().get(0).line());
    assertThat(letter.get("error").textValue(), is("generator-error"));
    assertThat(letter.get("message").textValue(), is("AssertionError"));
  }

  @Test
  void aRangeThatEndsTooEarlyLosesOnlyItsRest() {
    GenerationPlan plan = planWith(Act.RETURN);

    GeneratedRecords made = GeneratedRecords.of(plan);

    assertThat(made.failedIndices(), is(List.of(13L, 14L, 15L, 16L, 17L, 18L, 19L)));
    made.assertEveryIndexOnce(plan);
    assertThat(
        Lines.parse(made.letters().get(0).line()).get("message").textValue(),
        is("no sample was made"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Act.class,
      names = {"SKIP", "REPEAT", "LEAVE_RANGE"})
  void aGeneratorThatLosesCountStillEndsEveryIndexOnce(Act act) {
    GenerationPlan plan = planWith(act);

    GeneratedRecords made = GeneratedRecords.of(plan);

    made.assertEveryIndexOnce(plan);
    assertThat(made.failedIndices().contains(19L), is(true));
    assertThat(made.failedIndices().contains(12L), is(false));
    assertThat(made.failedIndices().contains(20L), is(false));
  }

  @Test
  void aSampleAfterTheLastIndexIsNotAdded() {
    GenerationPlan plan =
        plan(ranges("greedy", 10, 10, ScriptedParameters.plain().at(9, Act.REPEAT)));

    GeneratedRecords made = GeneratedRecords.of(plan);

    made.assertEveryIndexOnce(plan);
    assertThat(made.counter(GenerateSamples.SAMPLES), is(10L));
    assertThat(made.counter(GenerateSamples.FAILURES), is(0L));
  }

  private static GenerationPlan planWith(Act act) {
    return plan(ranges("ranges", 30, 10, ScriptedParameters.plain().at(13, act)));
  }
}
