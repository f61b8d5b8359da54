package io.seedmill.generators.catalogue.reasoning;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Grids that are right in part have a part of the score. */
class PartialScoresTest {

  @ParameterizedTest
  @ValueSource(strings = {"nonogram", "futoshiki", "kakuro"})
  void aWrongCellCostsItsOwnShareAndThatOfARightOne(String id) {
    Kind kind = Kinds.create().get(id);
    Problem problem = kind.draw(6, new SplitMix64(1));
    String answer = problem.answer();
    String shown = shown(id, problem);
    int asked = 0;
    int changed = -1;
    for (int i = 0; i < answer.length(); i++) {
      if (shown.charAt(i) != answer.charAt(i)) {
        asked++;
        changed = i;
      }
    }
    String wrong = with(answer, changed, answer.charAt(changed) == '#' ? '.' : '#');
    assertThat(
        kind.score(problem.given(), answer, wrong), closeTo((asked - 2) / (double) asked, 1e-9));
    assertThat(kind.score(problem.given(), answer, answer + "\n" + wrong), is(0.0));
    int kept = 0;
    while (kept < answer.length() && shown.charAt(kept) != answer.charAt(kept)) {
      kept++;
    }
    if (kept < answer.length() && answer.charAt(kept) != '\n') {
      assertThat(kind.score(problem.given(), answer, with(answer, kept, '?')), is(0.0));
    }
  }

  private static String shown(String id, Problem problem) {
    return switch (id) {
      case "kakuro" -> problem.given().get("grid").textValue();
      case "nonogram" -> problem.answer().replaceAll("[#.]", "?");
      default -> {
        int size = problem.given().get("size").intValue();
        StringBuilder cells = new StringBuilder();
        problem.given().get("cells").forEach(cell -> cells.append(cell.intValue()));
        yield cells.toString().replaceAll("(\\d{" + size + "})(?=\\d)", "$1\n");
      }
    };
  }

  private static String with(String text, int at, char changed) {
    return text.substring(0, at) + changed + text.substring(at + 1);
  }
}
