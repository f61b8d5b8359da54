package io.seedmill.generators.catalogue.reasoning;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.seedmill.generators.catalogue.mixture.Mixture;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that every kind of question keeps. */
class KindsTest {

  /** Of each level: 400 of a kind. */
  private static final int DRAWS = 40;

  private static final int WORDINGS = 100;

  /** Ways in which people and models write an answer. */
  private static final List<String> DRESSES =
      List.of(
          "ANSWER",
          " ANSWER\n",
          "ANSWER.",
          "So it is ANSWER.",
          "The answer is ANSWER.",
          "**Answer:** ANSWER",
          "**ANSWER**",
          "```\nANSWER\n```",
          "\\boxed{ANSWER}",
          "<answer>ANSWER</answer>",
          "<think>Is it 17? No.</think>\n\nANSWER",
          "Let me think: 3 or 4?\nThat makes sense.\n\nAnswer: ANSWER",
          "First 17, then more.\n\nANSWER");

  static Stream<String> kinds() {
    return Kinds.IDS.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theAnswerScoresFullyHoweverItIsWrittenAndThatOfAnotherProblemDoesNot(String id) {
    Kind kind = Kinds.create().get(id);
    UniformRandomProvider random = new SplitMix64(1);
    int others = 0;
    double scoresOfOthers = 0;
    Problem before = kind.draw(5, random);
    for (int level = 1; level <= Kind.LEVELS; level++) {
      for (int i = 0; i < DRAWS; i++) {
        Problem problem = kind.draw(level, random);
        String answer = problem.answer();
        for (String dress : DRESSES) {
          String reply = dress.replace("ANSWER", answer);
          assertThat(reply, kind.score(problem.given(), answer, reply), is(1.0));
        }
        if (!before.answer().equals(answer)) {
          others++;
          scoresOfOthers += kind.score(problem.given(), answer, before.answer());
        }
        assertThat(kind.score(problem.given(), answer, ""), is(0.0));
        assertThat(kind.score(problem.given(), answer, "I do not know."), lessThan(0.5));
        before = problem;
      }
    }
    assertThat("share of other answers that count", scoresOfOthers / others, lessThan(0.25));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anIndependentCheckerAgrees(String id) {
    Kind kind = Kinds.create().get(id);
    if (Checkers.JUDGES.containsKey(id)) {
      return; // many answers are right
    }
    Checkers.Checker checker = Checkers.ALL.get(id);
    assertThat("a checker for " + id, checker != null, is(true));
    UniformRandomProvider random = new SplitMix64(2);
    for (int level = 1; level <= Kind.LEVELS; level++) {
      for (int i = 0; i < DRAWS; i++) {
        Problem problem = kind.draw(level, random);
        assertThat(
            kind.prompt(problem, random), checker.answer(problem.given()), is(problem.answer()));
      }
    }
  }

  static Stream<String> judged() {
    return Checkers.JUDGES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("judged")
  void whereManyAnswersAreRightAnIndependentJudgeAgreesWithTheScore(String id) {
    Kind kind = Kinds.create().get(id);
    UniformRandomProvider random = new SplitMix64(7);
    String before = kind.draw(1, random).answer();
    for (int level = 1; level <= Kind.LEVELS; level++) {
      for (int i = 0; i < DRAWS; i++) {
        Problem problem = kind.draw(level, random);
        String answer = problem.answer();
        assertThat(answer, Checkers.JUDGES.get(id).accepts(problem.given(), answer), is(true));
        for (String other : List.of(before, swapped(answer, random), swapped(answer, random))) {
          assertThat(
              other + " for " + kind.prompt(problem, random),
              Checkers.JUDGES.get(id).accepts(problem.given(), other),
              is(kind.score(problem.given(), answer, other) == 1));
        }
        before = answer;
      }
    }
  }

  /** Swaps two of the parts that follow the last colons of an answer's items. */
  private static String swapped(String answer, UniformRandomProvider random) {
    String[] items = answer.split(", ");
    int a = random.nextInt(items.length);
    int b = random.nextInt(items.length);
    int from = items[a].indexOf(": ") + 1;
    String moved = items[a].substring(from);
    int to = items[b].indexOf(": ") + 1;
    items[a] = items[a].substring(0, from) + items[b].substring(to);
    items[b] = items[b].substring(0, to) + moved;
    return String.join(", ", items);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aQuestionHasAtLeastSixWordingsAndShowsWhatIsGiven(String id) {
    Kind kind = Kinds.create().get(id);
    Problem problem = kind.draw(3, new SplitMix64(4));
    Set<String> wordings = new HashSet<>();
    for (int i = 0; i < WORDINGS; i++) {
      wordings.add(kind.prompt(problem, new SplitMix64(i)));
    }
    assertThat(wordings.size(), greaterThanOrEqualTo(6));
    for (String wording : wordings) {
      for (CharSequence shown : problem.shown()) {
        assertThat(wording, wording.contains(shown), is(true));
      }
    }
  }

  @Test
  void aMixtureHasExactSharesAndTakesLevelsInTurn() {
    Mixture mixture =
        new Mixture(
            List.of(
                Mixture.Part.of("weekday@3-5", 2),
                Mixture.Part.of("caesar-cipher", 5),
                Mixture.Part.of("prime-factors@7", 1)));
    int[] levels = new int[Kind.LEVELS + 1];
    int weekdays = 0;
    for (int i = 0; i < 8 * 30; i++) {
      Mixture.Choice choice = mixture.at(i);
      if (choice.kind().equals("weekday")) {
        levels[choice.level()]++;
        weekdays++;
      } else if (choice.kind().equals("prime-factors")) {
        assertThat(choice.level(), is(7));
      }
      assertThat((double) weekdays, closeTo((i + 1) * 2 / 8.0, 1));
    }
    assertThat(weekdays, is(60));
    assertThat(levels[3], is(20));
    assertThat(levels[5], equalTo(levels[4]));
    assertThat(levels[2], not(greaterThan(0)));
  }
}
