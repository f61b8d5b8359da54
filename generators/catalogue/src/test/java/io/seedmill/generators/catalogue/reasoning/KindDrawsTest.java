package io.seedmill.generators.catalogue.reasoning;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;

import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Draws many problems of each kind: neither a problem nor an answer may come too often. */
class KindDrawsTest {

  static Stream<String> kinds() {
    return Kinds.IDS.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void fewerThanOneInAHundredIsADuplicate(String id) {
    Kind kind = Kinds.create().get(id);
    UniformRandomProvider random = new SplitMix64(5);
    Set<String> prompts = new HashSet<>();
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      prompts.add(kind.prompt(kind.draw(1 + i % Kind.LEVELS, random), random));
    }
    // Pairs grow with the square: a fifth of the draws has a fifth of the share.
    assertThat(1 - prompts.size() / (double) draws, lessThan(0.002));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void noAnswerIsRightTooOften(String id) {
    Kind kind = Kinds.create().get(id);
    UniformRandomProvider random = new SplitMix64(6);
    Map<String, Integer> counts = new HashMap<>();
    int draws = 2_500;
    for (int i = 0; i < draws; i++) {
      counts.merge(kind.draw(1 + i % Kind.LEVELS, random).answer(), 1, Integer::sum);
    }
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    assertThat(
        "share of the most frequent answer",
        most / (double) draws,
        lessThan(kind.form() == Form.YES_NO ? 0.55 : 0.3));
  }
}
